package vn.lienthong.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer of a far system. */
public record Reply(int status, String contentType, byte[] body) {
    public static final String JSON = "application/json; charset=utf-8";

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, JSON, Json.bytes(body));
    }

    public static Reply json(int status, byte[] body) {
        return new Reply(status, JSON, body);
    }

    public static Reply empty(int status) {
        return new Reply(status, JSON, new byte[0]);
    }
}
