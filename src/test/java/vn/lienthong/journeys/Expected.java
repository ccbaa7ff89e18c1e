package vn.lienthong.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import vn.lienthong.sandbox.wire.Json;

/** What a far system should hold. */
final class Expected {
    private Expected() {}

    /** @param values texts without quotes and backslashes, put in as by {@code String.format} */
    static JsonNode json(String text, Object... values) {
        return Json.read(text.formatted(values));
    }
}
