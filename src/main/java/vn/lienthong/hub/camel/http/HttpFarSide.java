package vn.lienthong.hub.camel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.FarSide;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.JsonBytes;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * A far system with JSON over HTTP. A call is {@code {"method","path","query"?,"headers"?,"body"?}}
 * (a list in the query repeats its name), an answer
 * {@code {"status","body"?}}; 2xx and 4xx are answers. A pass (token, session) that is refused is fetched anew and the call
 * repeated once. Bodies and secrets are never logged.
 */
public class HttpFarSide implements FarSide {
    private final SystemSettings system;
    private final Clock clock;
    private final HttpLine line;
    private final Identity identity;

    public HttpFarSide(SystemSettings system, Clock clock) {
        this.system = system;
        this.clock = clock;
        this.line = new HttpLine(system.timeout());
        this.identity = switch (system.auth().kind()) {
            case OAUTH2 -> new TokenIdentity(system, line, clock);
            case SESSION -> new SessionIdentity(system, line, clock);
            case API_KEY, BASIC, NONE -> new AccountIdentity(system);
            case WS_SECURITY_TEXT, WS_SECURITY_DIGEST ->
                throw new IllegalArgumentException("HUB-HTTP-020 " + system.id()
                        + ": ws-security is for SOAP; write auth.kind oauth2, api-key, basic, session or none");
        };
    }

    @Override
    public JsonNode call(JsonNode call) {
        Pass pass = identity.pass();
        HttpAnswer answer = send(call, pass);
        if (identity.refused(answer)) {
            answer = again(call, pass);
        }
        JsonNode body = answer.tree(where(call), clock);
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("status", answer.status());
        if (!body.isMissingNode()) {
            tree.set("body", body);
        }
        return tree;
    }

    private HttpAnswer again(JsonNode call, Pass refused) {
        if (identity.renewable()) {
            identity.forget(refused);
            HttpAnswer answer = send(call, identity.pass());
            if (!identity.refused(answer)) {
                return answer;
            }
        }
        throw new FarSideFault(Kind.LOCKED_OUT, "HUB-HTTP-014 " + where(call) + " refused our credentials", null);
    }

    private HttpAnswer send(JsonNode call, Pass pass) {
        String method = call.path("method").asText("POST");
        HttpRequest.Builder request = HttpRequest.newBuilder(address(call)).header("Accept", "application/json");
        system.headers().forEach(request::setHeader);
        call.path("headers").fields().forEachRemaining(header -> {
            if (!header.getValue().isNull()) {
                request.setHeader(header.getKey(), header.getValue().asText());
            }
        });
        @Nullable JsonNode body = identity.show(pass, request, method.equals("GET") ? null : call.get("body"));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", "application/json; charset=utf-8");
            request.method(method, HttpRequest.BodyPublishers.ofByteArray(JsonBytes.of(body)));
        }
        return line.send(request.build(), where(call));
    }

    private URI address(JsonNode call) {
        String path = call.path("path").asText("");
        try {
            StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
            call.path("query").fields().forEachRemaining(field -> {
                Iterable<JsonNode> values = field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
                values.forEach(value -> {
                    if (!value.isNull()) {
                        query.add(encoded(field.getKey()) + "=" + encoded(value.asText()));
                    }
                });
            });
            return URI.create(Objects.requireNonNull(system.url(), "url") + encodedPath(path) + query);
        } catch (URISyntaxException | IllegalArgumentException impossible) {
            throw new IllegalArgumentException("HUB-HTTP-021 " + system.id() + ": the call's path is no path");
        }
    }

    /** What is already percent-encoded stays so. */
    private static String encodedPath(String path) throws URISyntaxException {
        return path.contains("%") ? path : new URI(null, null, path.isEmpty() ? "" : path, null).getRawPath();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Names the system only: paths hold dossier codes, which have no place in a log. */
    private String where(JsonNode call) {
        return system.id() + " " + call.path("method").asText("POST");
    }
}
