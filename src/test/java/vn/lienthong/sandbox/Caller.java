package vn.lienthong.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import vn.lienthong.sandbox.wire.Json;

/** A plain client that stands where the hub will stand, for the self tests. */
final class Caller {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;
    private String token = "none";
    private String session = "none";

    Caller(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Caller withToken() {
        String form = "client_id=lienthong&client_secret=sandbox-secret&grant_type=client_credentials";
        token = Json.read(post(
                                sandbox.oneStop().url() + "/oauth/token",
                                form,
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .body())
                .path("access_token")
                .asText();
        return this;
    }

    Caller withSession() {
        session = Json.read(post(
                                sandbox.portal().url() + "/login",
                                "{\"username\":\"lienthong\",\"password\":\"sandbox-secret\"}")
                        .body())
                .path("session")
                .asText();
        return this;
    }

    HttpResponse<byte[]> oneStopGet(String path) {
        return send(request(sandbox.oneStop().url() + path, "Authorization", "Bearer " + token)
                .GET());
    }

    JsonNode page(String cursor, int size) {
        String path = "/api/v1/ho-so/thay-doi?soLuong=" + size + "&sau=" + cursor;
        return Json.read(oneStopGet(path).body());
    }

    HttpResponse<byte[]> oneStopPost(String path, String key, String body) {
        return post(sandbox.oneStop().url() + path, body, "Authorization", "Bearer " + token, "Idempotency-Key", key);
    }

    JsonNode portal(String service, ObjectNode fields) {
        ObjectNode body =
                fields.deepCopy().put("session", session).put("madonvi", "H53").put("service", service);
        HttpResponse<byte[]> answer = post(
                sandbox.portal().url() + "/integration",
                body.toString(),
                "dstcode",
                sandbox.hubEnvironment().get("HUB_PORTAL_DSTCODE"));
        return Json.read(answer.body());
    }

    HttpResponse<byte[]> post(String url, String body, String... headers) {
        return send(request(url, headers).POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new NoAnswer(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** The connection ended without a whole answer. */
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer(IOException cause) {
            super(cause);
        }
    }
}
