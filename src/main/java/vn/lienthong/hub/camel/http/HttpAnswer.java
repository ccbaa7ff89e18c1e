package vn.lienthong.hub.camel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;

/** What came back over HTTP, before anybody decided what it means. */
record HttpAnswer(int status, HttpHeaders headers, byte[] bytes) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // one record with a NUL or a bad byte must not stop its page: it is found and held by the mapping
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    /**
     * The body as a tree; missing if it is empty.
     *
     * @throws FarSideFault BUSY for 429 and 503, AWAY for other 5xx, UNREADABLE for what is no JSON
     */
    JsonNode tree(String where, Clock clock) {
        if (status == 429 || status == 503) {
            throw new FarSideFault(
                    Kind.BUSY, "HUB-HTTP-003 " + where + " asked to come later", retryAfter(clock), null, null);
        }
        if (status >= 500) {
            throw new FarSideFault(Kind.AWAY, "HUB-HTTP-004 " + where + " answered " + status, null);
        }
        if (status < 200 || status >= 300 && status < 400) {
            throw new FarSideFault(Kind.UNREADABLE, "HUB-HTTP-005 " + where + " answered " + status, null);
        }
        return parsed(where);
    }

    private JsonNode parsed(String where) {
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            // decoded here, since Jackson gives up at a byte that is no UTF-8; U+FFFD marks it for the mapping
            JsonNode tree = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (tree.isContainerNode()) {
                return tree;
            }
        } catch (JsonProcessingException noJson) {
            // the cause quotes the payload: it stays out of the fault
        }
        throw new FarSideFault(
                Kind.UNREADABLE,
                "HUB-HTTP-006 " + where + " answered " + status + " with " + bytes.length + " bytes that are no JSON",
                null,
                bytes,
                null);
    }

    /** Seconds or an HTTP date; at most an hour. */
    private @Nullable Duration retryAfter(Clock clock) {
        return headers.firstValue("Retry-After")
                .map(text -> wait(text.strip(), clock.instant()))
                .orElse(null);
    }

    private static @Nullable Duration wait(String text, Instant now) {
        try {
            Duration wait = text.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Math.min(Long.parseLong(text), 3600))
                    : Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            Duration hour = Duration.ofHours(1);
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(hour) > 0 ? hour : wait;
        } catch (DateTimeParseException | NumberFormatException unreadable) {
            return null;
        }
    }
}
