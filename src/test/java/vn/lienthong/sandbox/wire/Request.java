package vn.lienthong.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One call as it came in. The body is parsed once, by whoever asks first. */
public final class Request {
    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] body;
    private String call = "?";
    private Fault fault;
    private boolean parsed;
    private JsonNode json;

    Request(HttpExchange exchange) throws IOException {
        method = exchange.getRequestMethod();
        path = exchange.getRequestURI().getPath();
        query = pairs(exchange.getRequestURI().getRawQuery());
        headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        body = exchange.getRequestBody().readAllBytes();
    }

    void meet(String call, Fault fault) {
        this.call = call;
        this.fault = fault;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public Map<String, String> query() {
        return query;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Null when the header was not sent. */
    public String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    public byte[] body() {
        return body;
    }

    /** The fields of a body that is an HTML form. */
    public Map<String, String> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    /** The body when it is a JSON object. */
    public Optional<ObjectNode> object() {
        if (!parsed) {
            parsed = true;
            try {
                json = Json.read(body);
            } catch (UncheckedIOException notJson) {
                json = null;
            }
        }
        return json instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    }

    public String call() {
        return call;
    }

    public Fault fault() {
        return fault;
    }

    public <T extends Fault> Optional<T> fault(Class<T> kind) {
        return fault == null ? Optional.empty() : fault.part(kind);
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (text == null || text.isBlank()) {
            return pairs;
        }
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.put(decoded(name), decoded(value));
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
