package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

/** Reads the tree that {@code pages/<stream>.jslt} made of an answer. */
final class PageReading {
    private PageReading() {}

    /** @throws MappingFailed if a member is missing or of the wrong kind */
    static Page of(String file, JsonNode tree) {
        JsonNode list = tree.path("records");
        require(list.isArray(), file, "/records", "a list", list);
        List<PageRecord> records = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            records.add(entry(file, "/records/" + i, list.get(i)));
        }
        JsonNode next = tree.path("next");
        require(isName(next) || isNothing(next), file, "/next", "a text or nothing", next);
        JsonNode more = tree.path("more");
        require(more.isBoolean() || isNothing(more), file, "/more", "true, false or nothing", more);
        return new Page(List.copyOf(records), isNothing(next) ? null : next.asText(), more.asBoolean());
    }

    private static PageRecord entry(String file, String path, JsonNode entry) {
        JsonNode key = entry.path("key");
        require(isName(key) && !key.asText().isBlank(), file, path + "/key", "a text", key);
        JsonNode number = entry.path("number");
        require(
                isNothing(number) || number.canConvertToLong(),
                file,
                path + "/number",
                "a whole number or nothing",
                number);
        JsonNode time = entry.path("time");
        require(isName(time) || isNothing(time), file, path + "/time", "a text or nothing", time);
        JsonNode tree = entry.path("tree");
        require(!isNothing(tree), file, path + "/tree", "the source record", tree);
        return new PageRecord(
                key.asText(),
                isNothing(number) ? null : number.longValue(),
                isNothing(time) ? null : time.asText(),
                tree);
    }

    static boolean isName(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber();
    }

    static boolean isNothing(JsonNode node) {
        return node.isNull() || node.isMissingNode();
    }

    static void require(boolean held, String file, String path, String expected, JsonNode found) {
        if (!held) {
            throw new MappingFailed(
                    List.of(Violation.faultyPack("HUB-MAP-006", file + path, expected, Kind.of(found))));
        }
    }
}
