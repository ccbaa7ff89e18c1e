package vn.lienthong.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that takes part in a measurement, with what it uses. Its output goes to a file. Linux only: reads {@code /proc}. */
final class Child implements AutoCloseable {
    /** What Linux counts processor time in; the same on every machine of today. */
    private static final long TICK_MILLIS = 10;

    private static final long LONGEST_END_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** @param talks its output is read by {@link #hears()} and only its errors go to the file */
    static Child start(Path folder, String name, List<String> command, Map<String, String> environment, boolean talks)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path log = folder.resolve(name + ".log");
        if (talks) {
            builder.redirectError(log.toFile());
        } else {
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
        }
        return new Child(name, builder.start(), log);
    }

    /** A class of the bench in a JVM of its own. */
    static Child bench(
            Path folder,
            String name,
            Class<?> main,
            List<String> options,
            List<String> arguments,
            Map<String, String> environment,
            boolean talks)
            throws IOException {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        all.addAll(arguments);
        return start(folder, name, java(all), environment, talks);
    }

    static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return command;
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    BufferedReader hears() {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void says(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** @throws IllegalStateException it has ended, with the end of its log */
    void mustLive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " ended with " + process.exitValue() + "; " + log + " ends: " + end());
        }
    }

    private String end() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e + ")";
        }
    }

    /** Processor time since its start, of its children too. */
    Duration cpu() {
        // Its own and that of children which have ended; then that of those which live.
        long ticks = ticks(process.pid(), 4);
        ticks += process.descendants().mapToLong(child -> ticks(child.pid(), 2)).sum();
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    private static long ticks(long pid, int fields) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long sum = 0;
            for (int i = 11; i < 11 + fields; i++) { // utime, stime, cutime, cstime
                sum += Long.parseLong(afterName[i]);
            }
            return sum;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** The largest resident size that the process ever had, MiB. */
    long peakResident() {
        return memory("VmHWM:");
    }

    private long memory(String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " has ended", e);
        }
    }

    /** What a command of the JDK says of this JVM. */
    String jcmd(String... command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        all.add(Long.toString(process.pid()));
        all.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Asks it to end and waits; what does not end within a minute is killed. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(name + " did not end when asked and was killed");
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
