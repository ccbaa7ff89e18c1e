package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import vn.lienthong.sandbox.wire.Json;

/** The far side's process as the measuring program sees it. */
final class Far implements AutoCloseable {
    private static final long LOOKS_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Child process;
    private final BufferedReader answers;
    private final JsonNode addresses;

    private Far(Child process) throws IOException {
        this.process = process;
        this.answers = process.hears();
        this.addresses = read();
    }

    static Far start(Path folder, String name) throws IOException {
        return new Far(Child.bench(
                folder,
                name + "-far-side",
                FarSide.class,
                List.of("-Xmx1200m", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=4"),
                List.of(),
                Map.of(),
                true));
    }

    Child process() {
        return process;
    }

    /** With what a hub, a floor or a peer reaches it. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HUB_ENABLED_SYSTEMS", "onestop,portal");
        environment.put("HUB_ONESTOP_URL", addresses.get("oneStop").asText());
        environment.put("HUB_ONESTOP_CLIENT_ID", "bench");
        environment.put("HUB_ONESTOP_CLIENT_SECRET", "bench");
        environment.put("HUB_PORTAL_URL", addresses.get("portal").asText());
        environment.put("HUB_PORTAL_USERNAME", "bench");
        environment.put("HUB_PORTAL_PASSWORD", "bench");
        environment.put("HUB_PORTAL_UNIT", "H53");
        environment.put("HUB_PORTAL_DSTCODE", "VN:GOV:000.00.00.G22:portal");
        environment.put("HUB_PORTAL_INBOUND_TOKEN", "bench-inbound");
        return environment;
    }

    /** One command of {@link FarSide} and its answer. */
    synchronized JsonNode ask(String command) throws IOException {
        process.says(command);
        return read();
    }

    JsonNode state() throws IOException {
        return ask("state");
    }

    /**
     * Looks again and again until the state is as wanted.
     *
     * @throws IllegalStateException not so after {@code longest} seconds, or a process has ended
     */
    JsonNode await(String what, int longest, Child other, Predicate<JsonNode> wanted) throws IOException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(longest);
        for (JsonNode state = state(); ; state = state()) {
            if (wanted.test(state)) {
                return state;
            }
            process.mustLive();
            other.mustLive();
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("after " + longest + " s still no " + what + ": " + state);
            }
            LockSupport.parkNanos(LOOKS_EVERY_NANOS);
        }
    }

    private JsonNode read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            process.mustLive();
            throw new IllegalStateException("the far side says nothing more");
        }
        return Json.read(line);
    }

    @Override
    public void close() {
        process.close();
    }
}
