package vn.lienthong.hub.mapping;

import static vn.lienthong.hub.mapping.PageReading.isName;
import static vn.lienthong.hub.mapping.PageReading.isNothing;
import static vn.lienthong.hub.mapping.PageReading.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.Mappings.Carried;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;

/** Reads the tree that {@code holds/<stream>.jslt} made of an answer. */
final class HoldingsReading {
    private HoldingsReading() {}

    /** @throws MappingFailed if a member is missing or of the wrong kind */
    static Holdings of(String file, JsonNode tree) {
        JsonNode busy = tree.path("busy");
        require(busy.isBoolean() || isNothing(busy), file, "/busy", "true, false or nothing", busy);
        if (busy.asBoolean()) {
            return new Holdings(List.of(), null, true, true);
        }
        JsonNode list = tree.path("holdings");
        require(list.isArray(), file, "/holdings", "a list", list);
        List<Holding> holdings = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            holdings.add(entry(file, "/holdings/" + i, list.get(i)));
        }
        JsonNode next = tree.path("next");
        require(next.isObject() || isNothing(next), file, "/next", "an object or nothing", next);
        JsonNode more = tree.path("more");
        require(more.isBoolean() || isNothing(more), file, "/more", "true, false or nothing", more);
        return new Holdings(List.copyOf(holdings), isNothing(next) ? null : next, more.asBoolean(), false);
    }

    private static Holding entry(String file, String path, JsonNode entry) {
        String code = name(file, path + "/code", entry.path("code"));
        String reference = name(file, path + "/reference", entry.path("reference"));
        JsonNode record = entry.path("record");
        require(
                code != null || reference != null || record.isObject(),
                file,
                path,
                "a code, a reference or a record",
                entry);
        JsonNode held = entry.path("held");
        require(held.isBoolean() || isNothing(held), file, path + "/held", "true, false or nothing", held);
        JsonNode status = entry.path("status");
        require(
                isNothing(status) || status.isIntegralNumber(),
                file,
                path + "/status",
                "a whole number or nothing",
                status);
        JsonNode fields = entry.path("fields");
        require(fields.isObject() || isNothing(fields), file, path + "/fields", "an object or nothing", fields);
        return new Holding(
                code,
                reference,
                held.asBoolean(true),
                instant(file, path + "/at", entry.path("at")),
                isNothing(status) ? null : status.asInt(),
                isNothing(fields) ? JsonNodeFactory.instance.objectNode() : fields,
                record.isObject() ? record(file, path + "/record", record) : null);
    }

    private static @Nullable String name(String file, String path, JsonNode name) {
        require(isNothing(name) || isName(name), file, path, "a text or nothing", name);
        return isNothing(name) || name.asText().isBlank() ? null : name.asText();
    }

    private static @Nullable Instant instant(String file, String path, JsonNode at) {
        if (isNothing(at)) {
            return null;
        }
        try {
            return Instant.parse(at.asText());
        } catch (DateTimeException impossible) {
            require(false, file, path, "an instant or nothing", at);
            return null;
        }
    }

    private static Carried record(String file, String path, JsonNode record) {
        require(record.path("stream").isTextual(), file, path + "/stream", "a text", record.path("stream"));
        require(isName(record.path("key")), file, path + "/key", "a text", record.path("key"));
        require(!isNothing(record.path("tree")), file, path + "/tree", "the source record", record.path("tree"));
        return new Carried(record.path("stream").asText(), record.path("key").asText(), record.get("tree"));
    }
}
