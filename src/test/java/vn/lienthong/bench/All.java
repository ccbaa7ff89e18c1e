package vn.lienthong.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the measurements, one after the other, and writes their tables to {@code target/bench/results.md}. */
final class All {
    private static final Path FOLDER = Path.of("target/bench").toAbsolutePath();

    /** @param byItself runs when no part is named */
    private record Named(boolean byItself, Part part) {}

    private All() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        Map<String, Named> parts = parts(options);
        List<String> chosen = parts.keySet().stream()
                .filter(name -> options.wants(name, parts.get(name).byItself()))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("no such part; there are " + String.join(", ", parts.keySet()));
            System.exit(2);
        }
        clear();
        // The run goes on with this jar, whoever builds meanwhile.
        Files.copy(Path.of("target/lienthong-hub.jar"), FOLDER.resolve("hub.jar"));
        Report report = new Report(FOLDER.resolve("results.md"), head(options, args));
        List<String> failed = new ArrayList<>();
        try (Bench bench = new Bench(options, FOLDER, report)) {
            for (String name : chosen) {
                long begun = System.nanoTime();
                System.out.println("--- " + name + " (load " + load() + ")");
                try {
                    parts.get(name).part().run(bench);
                } catch (Exception e) {
                    // What others measured is kept; the report and the exit code say what is missing.
                    failed.add(name);
                    e.printStackTrace();
                    report.table("Failed", "part", "why")
                            .row(
                                    "Failed",
                                    name,
                                    e.toString().lines().findFirst().orElse(""));
                }
                System.out.printf("    (%s took %.0f s)%n", name, (System.nanoTime() - begun) / 1e9);
            }
        }
        System.out.println();
        System.out.println(report.text());
        System.out.println("load at the end: " + load() + "; tables in " + FOLDER.resolve("results.md"));
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static Map<String, Named> parts(Options options) {
        Map<String, Named> parts = new LinkedHashMap<>();
        FirstLoad load = new FirstLoad();
        boolean full = !options.quick();
        parts.put("far-side", new Named(true, bench -> new FarAlone().run(bench)));
        parts.put("floor-h2", new Named(true, bench -> load.floor(bench, false)));
        parts.put("hub-h2", new Named(true, bench -> load.hub(bench, false)));
        parts.put("floor-postgres", new Named(true, bench -> load.floor(bench, true)));
        parts.put("hub-postgres", new Named(true, bench -> load.hub(bench, true)));
        parts.put("peer-batch", new Named(true, bench -> load.peer(bench, StraightCalls.BATCH)));
        parts.put("peer-single", new Named(true, bench -> load.peer(bench, 1)));
        parts.put("latency-h2", new Named(true, bench -> Latency.run(bench, false)));
        parts.put("latency-postgres", new Named(full, bench -> Latency.run(bench, true)));
        int drain = options.count(50_000, 4_000);
        parts.put("drain-h2", new Named(full, bench -> Backlog.run(bench, "drain-h2", drain, false, false)));
        parts.put("drain-postgres", new Named(full, bench -> Backlog.run(bench, "drain-postgres", drain, true, false)));
        int waiting = options.count(200_000, 8_000);
        parts.put("memory-h2", new Named(true, bench -> Backlog.run(bench, "memory-h2", waiting, false, true)));
        parts.put(
                "memory-postgres",
                new Named(false, bench -> Backlog.run(bench, "memory-postgres", waiting, true, true)));
        parts.put("growth-h2", new Named(true, bench -> Growth.run(bench, false)));
        parts.put("growth-postgres", new Named(full, bench -> Growth.run(bench, true)));
        return parts;
    }

    private static List<String> head(Options options, String[] args) throws IOException {
        return List.of(
                "`bench/all " + String.join(" ", args) + "` at commit " + git("rev-parse", "--short", "HEAD")
                        + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : " with changes") + ", "
                        + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'")
                                .format(ZonedDateTime.now(ZoneOffset.UTC))
                        + ", one run of each part",
                Runtime.getRuntime().availableProcessors() + " cores for everything, " + memory() + " GiB, "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", JDK "
                        + Runtime.version() + "; -Xmx" + options.heap() + " for hub, floor and peer",
                "load average before the first part: " + load()
                        + " (1, 5, 15 minutes; what is well above 0 means that others used the cores)");
    }

    private static String git(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("git"));
        all.addAll(List.of(command));
        Process git = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static long memory() throws IOException {
        return Long.parseLong(
                        Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D", ""))
                >> 20;
    }

    private static String load() throws IOException {
        String all = Files.readString(Path.of("/proc/loadavg"));
        return String.join(" ", List.of(all.split(" ")).subList(0, 3));
    }

    /** The tables of the run before stay as results.before.md. */
    private static void clear() throws IOException {
        Path results = FOLDER.resolve("results.md");
        Path before = FOLDER.resolve("results.before.md");
        if (Files.exists(results)) {
            Files.move(results, before, StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!file.equals(FOLDER) && !file.equals(before)) {
                        Files.delete(file);
                    }
                }
            }
        }
        Files.createDirectories(FOLDER);
    }
}
