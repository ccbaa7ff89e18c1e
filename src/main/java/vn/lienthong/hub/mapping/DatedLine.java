package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;

/** Finds the line of a dated code table that holds for a key at a date, or says what is wrong with the two. */
final class DatedLine {
    private DatedLine() {}

    /** @param must whether a key that does not hold then is a fault */
    static Optional<Map<String, String>> of(
            CodeTable table, JsonNode key, JsonNode date, String where, boolean must, MappingRun run) {
        Optional<Days> days = Days.of(date);
        if (days.isEmpty()) {
            boolean none = date.isNull() || date.asText().isBlank();
            run.malformed(
                    "HUB-MAP-016",
                    none ? MissingNode.getInstance() : date,
                    where,
                    "the date at which the code is read: an instant, yyyy-MM-dd, yyyy-MM or yyyy");
            return Optional.empty();
        }
        String code = key.asText();
        Optional<Map<String, String>> line = table.line(code, days.get().first());
        if (!line.equals(table.line(code, days.get().last()))) {
            run.malformed(
                    "HUB-MAP-016",
                    date,
                    where,
                    "a whole date: " + table.name() + " changed the code within that month or year");
            return Optional.empty();
        }
        if (line.isEmpty() && must) {
            run.unknownCode(
                    "HUB-MAP-004",
                    key,
                    where,
                    "a key of " + table.name() + " that holds at the date",
                    table.missing(code, days.get().first()));
        }
        return line;
    }
}
