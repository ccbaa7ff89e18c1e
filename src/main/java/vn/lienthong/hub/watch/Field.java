package vn.lienthong.hub.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One field of a stream.
 *
 * @param types its types, measured against the field
 * @param codes the values that it had, if a mapping looks them up in a table
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Field(
        Tally seen, Map<JsonType, Tally> types, @Nullable Codes codes) {
    /**
     * Values by which a table was asked, with the number of records that were looked at.
     *
     * @param table file of the table, {@code column} the one with these values
     */
    record Codes(String table, String column, Map<String, Long> values) {}

    /** How often it was an object, or a list: how often what stands in it can have been seen. */
    long containers(JsonType type) {
        Tally tally = types.get(type);
        return tally == null ? 0 : tally.filled();
    }
}
