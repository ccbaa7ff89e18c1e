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

    final String path;
    final Count count = new Count();
    final Map<JsonType, Count> types = new EnumMap<>(JsonType.class);
    final Map<String, Spot> members = new HashMap<>(0);
    final Map<String, Long> codes = new HashMap<>(0);

    @Nullable
    Spot items;

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

    void code(AskedCode asked, String word) {
        table = asked.table();
        column = asked.column();
        codes.merge(codes.size() < MOST_CODES || codes.containsKey(word) ? word : MORE, 1L, Long::sum);
    }

    void stored() {
        count.stored();
        types.values().forEach(Count::stored);
        codes.clear();
    }
}
