package vn.lienthong.hub.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Type of a value that is there. */
enum JsonType {
    TEXT,
    NUMBER,
    BOOLEAN,
    OBJECT,
    LIST;

    static JsonType of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> OBJECT;
            case ARRAY -> LIST;
            case NUMBER -> NUMBER;
            case BOOLEAN -> BOOLEAN;
            default -> TEXT;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
