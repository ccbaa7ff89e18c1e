package vn.lienthong.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import vn.lienthong.hub.LienThongHub;
import vn.lienthong.sandbox.wire.Json;

/** The commands of {@code ./hub} as processes of their own, with an environment of their own. */
record HubCommandLine(Path folder, Map<String, String> environment) {
    /** What a command printed and how it ended. */
    record Ran(int exit, String out, String err) {
        com.fasterxml.jackson.databind.JsonNode json() {
            return Json.read(out);
        }
    }

    /** Talks to a hub as a script does. */
    static HubCommandLine to(String url, Path folder) {
        return new HubCommandLine(folder, Map.of("HUB_URL", url, "HUB_API_TOKEN", RunningHub.TOKEN));
    }

    HubCommandLine with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(more);
        return new HubCommandLine(folder, all);
    }

    Ran run(String... arguments) {
        try {
            Started started = start(arguments);
            if (!started.process().waitFor(4, TimeUnit.MINUTES)) {
                started.process().destroyForcibly();
                throw new AssertionError(List.of(arguments) + " did not end: " + Files.readString(started.out()));
            }
            return started.ran();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A command that goes on. */
    record Started(Process process, Path out, Path err) {
        Ran ran() throws IOException {
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    Started start(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(
                List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", "-cp", classes));
        command.add(LienThongHub.class.getName());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return new Started(builder.start(), out, err);
    }
}
