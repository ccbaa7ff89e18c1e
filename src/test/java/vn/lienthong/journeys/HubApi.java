package vn.lienthong.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import vn.lienthong.sandbox.wire.Json;

/** The hub's HTTP interface as a script meets it. */
public final class HubApi {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    public HubApi(String base) {
        this.base = base;
    }

    HttpResponse<String> ask(String method, String path, String authorization) {
        return ask(method, path, authorization, "");
    }

    /** @param authorization the whole header, null for none */
    HttpResponse<String> ask(String method, String path, String authorization, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Only what an answer is. */
    public int status(String method, String path, String authorization, String body) {
        return ask(method, path, authorization, body).statusCode();
    }

    public JsonNode get(String path) {
        return read(ask("GET", path, "Bearer " + RunningHub.TOKEN));
    }

    public JsonNode post(String path) {
        return post(path, "");
    }

    public JsonNode post(String path, String body) {
        return read(ask("POST", path, "Bearer " + RunningHub.TOKEN, body));
    }

    private static JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.uri() + ": " + answer.body());
        }
        return Json.read(answer.body());
    }

    /** All items of a list, page after page. */
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "size=200&after=" + after);
            page.path("items").forEach(items::add);
            after = page.path("next").asText(null);
        }
        return items;
    }

    public JsonNode dossier(String code) {
        return get(path(code));
    }

    /** Null when the hub does not know it. */
    public JsonNode find(String code) {
        HttpResponse<String> answer = ask("GET", path(code), "Bearer " + RunningHub.TOKEN);
        return answer.statusCode() == 404 ? null : read(answer);
    }

    private static String path(String code) {
        return "/api/v1/dossiers/"
                + URLEncoder.encode(code, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    int status(String code) {
        return dossier(code).path("status").asInt();
    }

    /** Open held records of a system. */
    List<JsonNode> held(String system) {
        return all("/api/v1/held?system=" + system);
    }

    List<JsonNode> waiting() {
        return all("/api/v1/deliveries?state=waiting");
    }

    List<JsonNode> parked() {
        return all("/api/v1/deliveries?state=parked");
    }

    List<JsonNode> conflicts(String code) {
        return all("/api/v1/conflicts").stream()
                .filter(it -> it.path("code").asText().equals(code))
                .toList();
    }

    JsonNode system(String id) {
        return StreamSupport.stream(get("/api/v1/systems").path("items").spliterator(), false)
                .filter(it -> it.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
