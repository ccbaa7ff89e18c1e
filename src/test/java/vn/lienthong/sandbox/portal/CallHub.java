package vn.lienthong.sandbox.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vn.lienthong.sandbox.wire.Json;

/**
 * Carries what citizens do to the hub. Each call goes on its own, is repeated until it is answered 0 or 1, and is
 * given up after three refusals; the order of calls is not kept, as on the real wire.
 */
final class CallHub implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8, task -> {
        Thread thread = new Thread(task, "portal-calls-hub");
        thread.setDaemon(true);
        return thread;
    });
    private final List<HubCall> calls = new CopyOnWriteArrayList<>();
    private volatile String hubUrl;
    private volatile String token;
    private volatile Duration pause = Duration.ofSeconds(1);
    private volatile int copies = 1;

    /** Null keeps calls waiting until an address is given. */
    void hub(String url, String bearerToken) {
        this.hubUrl = url;
        this.token = bearerToken;
        calls.stream().filter(call -> call.state() == HubCall.State.WAITING).forEach(call -> later(call, 0));
    }

    void pause(Duration pause) {
        this.pause = pause;
    }

    void copies(int copies) {
        this.copies = copies;
    }

    List<HubCall> calls() {
        return List.copyOf(calls);
    }

    HubCall send(String id, String service, ObjectNode body) {
        HubCall call = new HubCall(id, service, body);
        calls.add(call);
        for (int i = 0; i < copies && hubUrl != null; i++) {
            later(call, 0);
        }
        return call;
    }

    /** Sends once more what was already received, under the same id. */
    void again(HubCall call) {
        threads.execute(() -> post(call));
    }

    private void later(HubCall call, long millis) {
        threads.schedule(() -> repeatUntilReceived(call), millis, TimeUnit.MILLISECONDS);
    }

    private void repeatUntilReceived(HubCall call) {
        if (call.state() != HubCall.State.WAITING) {
            return;
        }
        post(call);
        if (call.state() == HubCall.State.WAITING) {
            later(call, pause.toMillis());
        }
    }

    private void post(HubCall call) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(hubUrl + "/VXPAdapter/RestService/forward/" + call.service()))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofByteArray(Json.bytes(call.body())))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            call.answered(read(response.statusCode(), response.body()));
        } catch (IOException unreachable) {
            call.answered(new HubCall.Answer(0, null, String.valueOf(unreachable.getMessage())));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static HubCall.Answer read(int status, byte[] body) {
        try {
            JsonNode json = Json.read(body);
            String code = json.path("error_code").asText(null);
            return new HubCall.Answer(status, code, json.path("message").asText());
        } catch (UncheckedIOException notJson) {
            return new HubCall.Answer(status, null, "not JSON");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
