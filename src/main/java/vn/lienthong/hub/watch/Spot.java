package vn.lienthong.hub.watch;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.CodeKeys.AskedCode;

/** A place in the records of a stream, as this process saw it. Not thread-safe. */
final class Spot {
    /** Codes of one field that are told apart; further ones are counted together. */
    static final int MOST_CODES = 500;

    static final String MORE = "(more)";

    /** Values that the table does not have. */
    static final String NOT_THERE = "(not in the table)";

    final String path;
    final Count count = new Count();
    final Map<JsonType, Count> types = new EnumMap<>(JsonType.class);
    final Map<String, Spot> members = new HashMap<>(0);
    final Map<String, Long> codes = new HashMap<>(0);

    @Nullable
    Spot items;

    /** The last record at which rare names were left out, because there are too many; 0 = never. */
    long sifted;

    /** The table that a mapping asks for the value. */
    @Nullable
    String table;

    @Nullable
    String column;

    Spot(String path) {
        this.path = path;
    }

    Count type(JsonType type) {
        return types.computeIfAbsent(type, none -> new Count());
    }

    /** Only what the table has is kept: everything else may be anything. */
    void code(AskedCode asked) {
        table = asked.table();
        column = asked.column();
        String word = asked.known() ? asked.key() : NOT_THERE;
        codes.merge(codes.size() < MOST_CODES || codes.containsKey(word) ? word : MORE, 1L, Long::sum);
    }

    /** Places, with this one. */
    int size() {
        int size = 1 + (items == null ? 0 : items.size());
        for (Spot member : members.values()) {
            size += member.size();
        }
        return size;
    }

    void stored() {
        count.stored();
        types.values().forEach(Count::stored);
        codes.clear();
    }
}
