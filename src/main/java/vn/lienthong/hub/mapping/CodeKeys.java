package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import vn.lienthong.hub.dossier.SystemId;

/** Which values of a record its mapping looks up in code tables. */
public interface CodeKeys {
    /**
     * Runs {@code from/<stream>.jslt} once more and listens. What the mapping asked before it broke off counts; empty for a
     * pack that cannot be used.
     */
    List<AskedCode> asked(SystemId system, String stream, JsonNode tree);

    /**
     * A value by which a table was asked.
     *
     * @param value the node itself as it stands in the tree; one that the mapping made stands nowhere there
     * @param table file of the table, {@code column} the one in which {@code key} would stand
     * @param key the value as the table is asked for it
     * @param known whether the table has it
     */
    record AskedCode(JsonNode value, String table, String column, String key, boolean known) {}
}
