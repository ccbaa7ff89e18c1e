package vn.lienthong.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a hub process holds after a full collection: live heap in MiB, threads, loaded classes, class loaders, HTTP clients. */
record Footprint(int reloads, double heap, int threads, long classes, int loaders, int httpClients) {
    private static final Pattern ROW = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** @param pid of a hub that this user started */
    static Footprint of(long pid, int reloads) throws IOException, InterruptedException {
        String histogram = ask(pid, "GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException(
                    "no histogram: " + histogram.lines().findFirst().orElse(""));
        }
        long clients = 0;
        Matcher rows = ROW.matcher(histogram);
        while (rows.find()) {
            if (rows.group(3).equals("jdk.internal.net.http.HttpClientImpl")) {
                clients = Long.parseLong(rows.group(1));
            }
        }
        String threads = ask(pid, "Thread.print");
        String loaders = ask(pid, "VM.classloader_stats");
        Matcher loaded = Pattern.compile("Total = (\\d+) +(\\d+)").matcher(loaders);
        if (!loaded.find()) {
            throw new IllegalStateException("no class loaders: " + loaders);
        }
        return new Footprint(
                reloads,
                Long.parseLong(total.group(1)) / 1048576.0,
                (int) threads.lines().filter(line -> line.startsWith("\"")).count(),
                Long.parseLong(loaded.group(2)),
                Integer.parseInt(loaded.group(1)),
                (int) clients);
    }

    private static String ask(long pid, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("jcmd " + command + " failed: " + said);
        }
        return said;
    }

    @Override
    public String toString() {
        return "| %d | %.1f | %d | %d | %d | %d |".formatted(reloads, heap, threads, classes, loaders, httpClients);
    }
}
