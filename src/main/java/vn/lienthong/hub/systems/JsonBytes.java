package vn.lienthong.hub.systems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** Trees as JSON in UTF-8, without a text in between: pages and bodies are large. */
public final class JsonBytes {
    private static final ObjectWriter WRITER = new JsonMapper().writer();

    private JsonBytes() {}

    public static byte[] of(JsonNode tree) {
        try {
            return WRITER.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
