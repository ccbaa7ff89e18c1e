package vn.lienthong.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vn.lienthong.hub.LienThongHub;
import vn.lienthong.sandbox.Sandbox;

/** The hub as a process of its own, which can be killed at any instant and started again on the same data. */
public final class HubProcess implements AutoCloseable {
    private final Sandbox sandbox;
    private final Path folder;
    private final Map<String, String> settings;
    private final int port = freePort();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private List<String> wrapper = List.of();
    private int starts;
    private Process process;

    /** @param settings {@code --name=value} beside the sandbox's environment */
    public HubProcess(Sandbox sandbox, Path folder, Map<String, String> settings) {
        this.sandbox = sandbox;
        this.folder = folder;
        this.settings = settings;
    }

    public void start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Surefire starts the tests with a jar that only names the class path.
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", classes);
        builder.command().add(LienThongHub.class.getName());
        builder.command().addAll(0, wrapper);
        settings.forEach((name, value) -> builder.command().add("--" + name + "=" + value));
        builder.environment().putAll(sandbox.hubEnvironment());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        String.valueOf(port),
                        "HUB_DATA_DIR",
                        folder.resolve("data").toString(),
                        "HUB_POLL",
                        "100ms",
                        "HUB_API_TOKEN",
                        RunningHub.TOKEN,
                        "HUB_ADMIN_PASSWORD",
                        "test-admin-password"));
        starts++;
        process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("hub-" + starts + ".log").toFile())
                .start();
        sandbox.hub(url());
    }

    /** The command that starts the process, in front of its own; it must end by executing it. */
    HubProcess through(String... command) {
        wrapper = List.of(command);
        return this;
    }

    public boolean healthy() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the hub ended with " + process.exitValue() + "; see " + folder);
        }
        return health("") == 200;
    }

    /** Status of {@code /actuator/health} or of a group below it; 0 = no answer. */
    int health(String group) {
        try {
            HttpRequest ask = HttpRequest.newBuilder(URI.create(url() + "/actuator/health" + group))
                    .timeout(Duration.ofSeconds(15))
                    .build();
            return http.send(ask, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** SIGTERM, and how long the process took to end. */
    Duration stop() throws InterruptedException {
        long asked = System.nanoTime();
        process.destroy();
        process.waitFor();
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    /** Waits for a process that ends by itself. @return its exit code, -1 = it runs on after a minute */
    int exit() throws InterruptedException {
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    public long pid() {
        return process.pid();
    }

    /** What the latest start wrote. */
    String log() throws IOException {
        return Files.readString(folder.resolve("hub-" + starts + ".log"));
    }

    /** As a power cut: no shutdown hook runs. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
