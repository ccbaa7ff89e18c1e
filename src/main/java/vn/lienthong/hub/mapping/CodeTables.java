package vn.lienthong.hub.mapping;

import java.util.Map;
import java.util.Optional;

/** The code tables that one pack sees: its own, else the common ones of {@code mappings/codes/}. */
record CodeTables(Map<String, CodeTable> own, Map<String, CodeTable> common) {
    static final CodeTables NONE = new CodeTables(Map.of(), Map.of());

    Optional<CodeTable> find(String table) {
        return Optional.ofNullable(own.getOrDefault(table, common.get(table)));
    }
}
