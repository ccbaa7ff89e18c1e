package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import vn.lienthong.hub.LienThongHub;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxMain;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/**
 * Measures the replay of held records: the one-stop's dossiers are held because a row of a code table is missing; then the
 * row is added and the hub frees them by itself. Started by {@code bench/replay-held [dossiers] [systems]}: the systems
 * that the hub has, {@code onestop} (nobody is told) unless given.
 */
final class ReplayHeld {
    private static final Path FOLDER = Path.of("target/bench-replay").toAbsolutePath();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PORT = 18_079;

    private ReplayHeld() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int dossiers = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        String systems = args.length > 1 ? args[1] : "onestop";
        copy(Path.of("."), FOLDER);
        Path table = FOLDER.resolve("home/mappings/onestop/codes/level.csv");
        String whole = Files.readString(table);
        Files.writeString(table, whole.replace("TINH;province\n", ""));
        try (Sandbox sandbox = Sandbox.start(SandboxSettings.anywhere(FOLDER.resolve("ui-v1"))
                .clock(SandboxClock.story(Times.at("2026-09-10 08:00"))))) {
            SandboxMain.countOnly(sandbox);
            SandboxMain.fill(sandbox, dossiers, 1);
            Process hub = hub(sandbox, systems);
            try {
                long began = System.nanoTime();
                until(() -> count("/api/v1/held/groups") == dossiers);
                System.out.printf("held    %d after %.1f s (start of the hub included)%n", dossiers, since(began));
                measure(hub, table, whole, dossiers);
            } finally {
                hub.destroy();
                hub.waitFor();
            }
        }
    }

    private static void measure(Process hub, Path table, String whole, int dossiers) throws IOException {
        Duration cpu = cpu(hub);
        Duration thread = replaying(hub);
        long began = System.nanoTime();
        Files.writeString(table, whole);
        until(() -> get("/api/v1/replays").path("items").size() > 0);
        System.out.printf("noticed %.1f s after the row was written%n", since(began));
        until(() -> get("/api/v1/replays").path("items").get(0).path("tried").asInt() >= dossiers / 2);
        int atHalf = get("/api/v1/replays").path("items").get(0).path("tried").asInt();
        long half = System.nanoTime();
        Duration halfUsed = cpu(hub);
        until(() -> !get("/api/v1/replays").path("items").get(0).path("endedAt").isNull());
        System.out.printf(
                "second  half, the JVM warm: %.0f /s, %.0f us of processor time each%n",
                (dossiers - atHalf) / since(half), cpu(hub).minus(halfUsed).toNanos() / 1000.0 / (dossiers - atHalf));
        Duration used = cpu(hub).minus(cpu);
        JsonNode replay = get("/api/v1/replays").path("items").get(0);
        double seconds = Duration.between(
                                Instant.parse(replay.path("startedAt").asText()),
                                Instant.parse(replay.path("endedAt").asText()))
                        .toMillis()
                / 1000.0;
        System.out.printf(
                "freed   %d of %d in %.1f s: %.0f /s, %.0f us of processor time each; %d still held%n",
                replay.path("freed").asInt(),
                replay.path("asked").asInt(),
                seconds,
                replay.path("freed").asInt() / seconds,
                used.toNanos() / 1000.0 / dossiers,
                count("/api/v1/held/groups"));
        System.out.printf(
                "thread  that registers: %.0f us of processor time each%n",
                replaying(hub).minus(thread).toNanos() / 1000.0 / dossiers);
        System.out.printf(
                "load    %s%n", Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static Duration cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Processor time of the thread that replays, as Linux counts it. */
    private static Duration replaying(Process process) throws IOException {
        try (var tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.contains("(hub-replays)")) {
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    return Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
                }
            }
        }
        return Duration.ZERO;
    }

    private static Process hub(Sandbox sandbox, String systems) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        String more = System.getenv("BENCH_JAVA_OPTIONS");
        if (more != null) {
            command.addAll(List.of(more.split(" ")));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LienThongHub.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(sandbox.hubEnvironment());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        Integer.toString(PORT),
                        "HUB_HOME",
                        FOLDER.resolve("home").toString(),
                        "HUB_DATA_DIR",
                        FOLDER.resolve("data").toString(),
                        "HUB_ENABLED_SYSTEMS",
                        systems,
                        "HUB_API_TOKEN",
                        "bench",
                        "HUB_ADMIN_PASSWORD",
                        "bench"));
        String database = System.getenv("HUB_DATABASE_URL");
        if (database != null) {
            builder.environment().put("HUB_DATABASE_URL", database);
        }
        return builder.redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("hub.log").toFile())
                .start();
    }

    private static long count(String groups) {
        long count = 0;
        for (JsonNode group : get(groups).path("items")) {
            count += group.path("count").asLong();
        }
        return count;
    }

    private static JsonNode get(String path) {
        HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path))
                .header("Authorization", "Bearer bench")
                .build();
        try {
            return Json.read(HTTP.send(ask, BodyHandlers.ofString()).body());
        } catch (IOException notYet) {
            return Json.object();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void until(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("in vain; see " + FOLDER);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(100).toNanos());
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** The files that a hub reads, as a home of their own, and an empty place for its data. */
    private static void copy(Path project, Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        for (String part : List.of("routes", "mappings", "config")) {
            Path from = project.resolve(part);
            Path to = folder.resolve("home").resolve(part);
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
                    Path copy = to.resolve(from.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
