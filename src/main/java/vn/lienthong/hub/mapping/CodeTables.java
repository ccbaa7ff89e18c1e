package vn.lienthong.hub.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The code tables that one pack sees: its own, else the common ones of {@code mappings/codes/}. */
record CodeTables(Map<String, CodeTable> own, Map<String, CodeTable> common) {
    static final CodeTables NONE = new CodeTables(Map.of(), Map.of());

    Set<String> names() {
        Set<String> names = new TreeSet<>(own.keySet());
        names.addAll(common.keySet());
        return names;
    }

    Optional<CodeTable> find(String table) {
        return Optional.ofNullable(own.getOrDefault(table, common.get(table)));
    }
}
