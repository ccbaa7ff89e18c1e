package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import vn.lienthong.sandbox.wire.Json;

/** A hub's process and its HTTP interface. */
record Hub(Child process, int port) implements AutoCloseable {
    static final String TOKEN = "bench";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    /** Deliveries to the portal that are not done. */
    int waiting() throws IOException, InterruptedException {
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/systems"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .build(),
                BodyHandlers.ofByteArray());
        JsonNode found = Json.read(answer.body());
        for (JsonNode system : found.path("items")) {
            if (system.path("id").asText().equals("portal")) {
                return system.get("waiting").asInt();
            }
        }
        throw new IllegalStateException("the hub's systems do not name the portal: HTTP " + answer.statusCode());
    }

    /** Waits until so many deliveries are kept and not done. */
    void awaitWaiting(int count, int longestSeconds) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(longestSeconds);
        while (waiting() < count) {
            process.mustLive();
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("after " + longestSeconds + " s only " + waiting() + " wait");
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** MiB that are in use after a full collection. */
    long liveHeap() throws IOException {
        process.jcmd("GC.run");
        // Each generation has a line of its own; the space outside the heap comes last.
        String heap = process.jcmd("GC.heap_info").split("Metaspace", 2)[0];
        long used = USED.matcher(heap)
                .results()
                .mapToLong(it -> Long.parseLong(it.group(1)))
                .sum();
        if (used == 0) {
            throw new IllegalStateException("GC.heap_info says no used size");
        }
        return used / 1024;
    }

    @Override
    public void close() {
        process.close();
    }
}
