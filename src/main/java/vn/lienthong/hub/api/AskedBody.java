package vn.lienthong.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/**
 * The members of an order's body. Collects every fault before it throws: an unknown member too, since an order whose
 * filter is ignored does too much. Null and an empty text count as not given.
 */
final class AskedBody {
    private static final int MOST_IDS = 1_000;

    private final JsonNode body;
    private final Set<String> known = new TreeSet<>();
    private final List<BadCall.Fault> faults = new ArrayList<>();

    AskedBody(JsonNode body) {
        this.body = body;
        if (!body.isObject()) {
            throw new BadCall(List.of(new BadCall.Fault("body", "a JSON object", "something else")));
        }
    }

    @Nullable
    String text(String name, int most) {
        known.add(name);
        JsonNode value = body.path(name);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > most) {
            fault(name, "a text of at most " + most + " characters");
            return null;
        }
        return value.textValue().strip();
    }

    String must(String name, int most) {
        String text = text(name, most);
        if (text == null && faults.stream().noneMatch(fault -> fault.parameter().equals(name))) {
            faults.add(new BadCall.Fault(name, "a text", "none"));
        }
        return text == null ? "" : text;
    }

    /** A whole number within limits; 0 = not given. */
    int number(String name, int least, int most) {
        known.add(name);
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (value.canConvertToInt()
                && value.isIntegralNumber()
                && value.intValue() >= least
                && value.intValue() <= most) {
            return value.intValue();
        }
        fault(name, "a number from " + least + " to " + most);
        return 0;
    }

    boolean flag(String name) {
        known.add(name);
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            fault(name, "true or false");
        }
        return value.asBoolean();
    }

    ObjectNode object(String name) {
        known.add(name);
        if (body.path(name) instanceof ObjectNode object) {
            return object;
        }
        fault(name, "a JSON object");
        return JsonNodeFactory.instance.objectNode();
    }

    @Nullable
    SystemId system(String name) {
        String text = text(name, 40);
        try {
            return text == null ? null : new SystemId(text);
        } catch (IllegalArgumentException notAnId) {
            fault(name, "the id of a system (GET /api/v1/systems lists them)");
            return null;
        }
    }

    @Nullable
    Instant instant(String name) {
        String text = text(name, 40);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            fault(name, "a time with its offset, 2026-09-10T08:00:00+07:00");
            return null;
        }
    }

    List<Long> ids(String name) {
        known.add(name);
        List<Long> ids = new ArrayList<>();
        for (JsonNode id : body.path(name)) {
            if (id.asText().matches("\\d{1,18}")) {
                ids.add(Long.parseLong(id.asText()));
            } else {
                fault(name, "a list of ids");
            }
        }
        if (ids.size() > MOST_IDS || (body.hasNonNull(name) && !body.path(name).isArray())) {
            fault(name, "a list of at most " + MOST_IDS + " ids; take a group or a reason for more");
        }
        return ids;
    }

    <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        String text = must(name, 40);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        if (!text.isEmpty()) {
            fault(name, "one of " + String.join(", ", names(type)));
        }
        return null;
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    void fault(String name, String expected) {
        faults.add(new BadCall.Fault(
                name,
                expected,
                body.has(name) ? body.path(name).getNodeType().name().toLowerCase(Locale.ROOT) : "none"));
    }

    /** @throws BadCall with every fault found so far, and every member that nobody asked for */
    void check() {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                faults.add(new BadCall.Fault(name, "one of " + String.join(", ", known), "an unknown member"));
            }
        });
        if (!faults.isEmpty()) {
            throw new BadCall(faults);
        }
    }
}
