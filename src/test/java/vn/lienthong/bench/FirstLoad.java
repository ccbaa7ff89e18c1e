package vn.lienthong.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the first load: every dossier of the one-stop is announced to the portal with one line. The floor and the hub
 * run one after the other, each as a process of its own with a fresh far side in another process. Started by {@code
 * bench/first-load}; {@code BENCH_JAVA_OPTIONS} gives the hub's Java more options, a flight recording for instance.
 */
final class FirstLoad {
    private static final Path FOLDER = Path.of("target/bench").toAbsolutePath();
    private static final String HEAP = "-Xmx512m";
    private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\(");

    /** Seconds and processor time of a part of the load. */
    private record Part(int dossiers, double seconds, Duration cpu) {
        double perSecond() {
            return dossiers / seconds;
        }

        /** Processor time of one dossier, microseconds. */
        double cost() {
            return 1000.0 * cpu.toMillis() / dossiers;
        }
    }

    private record Result(
            String name, Part whole, Part secondHalf, long peakHeap, long liveHeap, long rss, String end) {}

    private FirstLoad() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int dossiers = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        clear();
        machine();
        Result floor = measure(
                "floor",
                dossiers,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Floor.class.getName(),
                        FOLDER.resolve("floor").toString()));
        print(floor);
        Result hub = measure("hub", dossiers, List.of("-jar", "target/lienthong-hub.jar"));
        print(hub);
        ratio("whole", hub.whole(), floor.whole());
        ratio("second half", hub.secondHalf(), floor.secondHalf());
        if (!hub.end().equals(floor.end())) {
            System.out.println("note    the portal holds something else in the two runs, or it took other calls");
        }
        System.out.println(
                "load    " + load() + " at the end (1, 5, 15 minutes; 2 or less on two cores = nobody else)");
    }

    private static Result measure(String name, int dossiers, List<String> program)
            throws IOException, InterruptedException {
        Path gc = FOLDER.resolve(name + "-gc.log");
        Process far = start(
                "far side of " + name,
                List.of(
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FarSide.class.getName(),
                        Integer.toString(dossiers)),
                Map.of());
        try (BufferedReader told = reader(far)) {
            Map<String, String> environment = environment(told);
            environment.put("SERVER_PORT", "0");
            environment.put("HUB_DATA_DIR", FOLDER.resolve(name).toString());
            environment.put("HUB_API_TOKEN", "bench");
            environment.put("HUB_ADMIN_PASSWORD", "bench");
            List<String> options = new ArrayList<>(List.of(HEAP, "-Xlog:gc:file=" + gc));
            String more = System.getenv("BENCH_JAVA_OPTIONS");
            if (more != null && name.equals("hub")) {
                options.addAll(List.of(more.split(" ")));
            }
            options.addAll(program);
            Process measured = start(name, options, environment);
            // A program that fails takes the far side with it, which ends the waiting below.
            measured.onExit().thenAccept(ended -> {
                if (ended.exitValue() != 0) {
                    far.destroy();
                }
            });
            try {
                long first = moment(told, FarSide.FIRST_PULL);
                Duration atFirst = cpu(measured);
                long half = moment(told, FarSide.HALF);
                Duration atHalf = cpu(measured);
                long last = moment(told, FarSide.LAST_LINE);
                Duration atLast = cpu(measured);
                String end = after(told, FarSide.DIGEST);
                long rss = rss(measured.pid());
                measured.destroy();
                measured.waitFor(30, TimeUnit.SECONDS);
                return new Result(
                        name,
                        new Part(dossiers, (last - first) / 1000.0, atLast.minus(atFirst)),
                        new Part(dossiers - dossiers / 2, (last - half) / 1000.0, atLast.minus(atHalf)),
                        heap(gc, 1),
                        heap(gc, 2),
                        rss,
                        end);
            } finally {
                measured.destroyForcibly();
            }
        } finally {
            far.destroy();
        }
    }

    private static Process start(String name, List<String> options, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path log = FOLDER.resolve(name.replace(' ', '-') + ".log");
        builder.redirectError(log.toFile());
        if (!name.startsWith("far side")) {
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
        }
        return builder.start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> environment(BufferedReader told) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String line = told.readLine(); !FarSide.READY.equals(line); line = told.readLine()) {
            if (line == null) {
                throw new IllegalStateException("the far side did not start; see " + FOLDER);
            }
            int equals = line.indexOf('=');
            environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return environment;
    }

    private static long moment(BufferedReader told, String what) throws IOException {
        return Long.parseLong(after(told, what));
    }

    private static String after(BufferedReader told, String what) throws IOException {
        String line = told.readLine();
        if (line == null || !line.startsWith(what)) {
            throw new IllegalStateException(
                    "the far side was to say \"" + what + "\" and said " + line + "; the logs are in " + FOLDER);
        }
        return line.substring(what.length());
    }

    private static Duration cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The largest resident size that the process ever had, MiB; 0 where /proc does not say. */
    private static long rss(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** The largest heap before (1) or after (2) a collection, MiB. */
    private static long heap(Path log, int side) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(side)))
                    .max()
                    .orElse(0);
        }
    }

    private static void print(Result result) {
        print(result.name(), "first pull to last line", result.whole());
        print("", "second half, the JVM warm", result.secondHalf());
        System.out.printf(
                "        heap at most %d MiB, at most %d MiB after a collection; resident at most %d MiB%n"
                        + "        the portal holds %s%n",
                result.peakHeap(), result.liveHeap(), result.rss(), result.end());
    }

    private static void print(String name, String what, Part part) {
        System.out.printf(
                "%-7s %5.0f dossiers/s, %5.0f us of processor time a dossier   (%s, %.1f s)%n",
                name, part.perSecond(), part.cost(), what, part.seconds());
    }

    private static void ratio(String what, Part hub, Part floor) {
        System.out.printf(
                "ratio   %.0f %% of the floor's rate, %.1f times its processor time   (%s)%n",
                100 * hub.perSecond() / floor.perSecond(), hub.cost() / floor.cost(), what);
    }

    private static void machine() throws IOException {
        String memory = Files.exists(Path.of("/proc/meminfo"))
                ? Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D", "")
                : "0";
        System.out.printf(
                "machine %d cores, %d MiB, JDK %s, %s; %s for floor and hub; load before %s%n",
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(memory) / 1024,
                Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                HEAP,
                load());
    }

    private static String load() {
        try {
            return Files.exists(Path.of("/proc/loadavg"))
                    ? String.join(
                            " ",
                            List.of(Files.readString(Path.of("/proc/loadavg")).split(" "))
                                    .subList(0, 3))
                    : Double.toString(
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(FOLDER);
    }
}
