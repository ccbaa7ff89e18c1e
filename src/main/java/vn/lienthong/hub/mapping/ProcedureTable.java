package vn.lienthong.hub.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** One reading of the procedure table. Every code stands once, the specialised ones once a system. */
record ProcedureTable(Map<String, Map<String, String>> byCode, List<Violation> faults) {
    static final Set<String> KEYS = Set.of("national_code", "onestop_code", "specialised_code");
    private static final List<String> COLUMNS = List.of(
            "national_code",
            "name",
            "field_code",
            "field_name",
            "onestop_code",
            "specialised_system",
            "specialised_code");
    private static final List<String> FILLED =
            List.of("national_code", "name", "field_code", "field_name", "onestop_code");

    static ProcedureTable of(CodeTable table, List<Violation> found) {
        List<Violation> faults = new ArrayList<>(found);
        if (found.isEmpty()) {
            List<String> missing =
                    COLUMNS.stream().filter(column -> !table.hasColumn(column)).toList();
            if (!missing.isEmpty()) {
                faults.add(
                        fault(table, "the columns " + String.join(";", COLUMNS), "no " + String.join(", ", missing)));
            }
        }
        Map<String, Map<String, String>> byCode = new HashMap<>();
        for (Map<String, String> line : table.lines()) {
            faults.addAll(faultsOf(table, line));
            Set<String> keys = new HashSet<>(keysOf(line));
            for (String key : keys) {
                if (byCode.putIfAbsent(key, line) != null) {
                    faults.add(fault(table, "each code once", "\"" + key.replace('\n', ' ') + "\" again"));
                }
            }
        }
        return new ProcedureTable(byCode, List.copyOf(faults));
    }

    /** @param system whose codes are meant; only for {@code specialised_code} */
    Optional<Map<String, String>> line(String column, String code, @Nullable SystemId system) {
        return Optional.ofNullable(
                byCode.get(key(column, CodeTable.clean(code), system == null ? "" : system.value())));
    }

    /** Whether the table has a line for what was missing; codes of a specialised system only for that system. */
    boolean has(MissingRow row, SystemId system) {
        String owner = row.column().equals("specialised_code") ? system.value() : "";
        if (row.isPlain()) {
            return byCode.containsKey(key(row.column(), row.key(), owner));
        }
        return byCode.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(row.column() + "\n")
                        && entry.getKey().endsWith("\n" + owner))
                .anyMatch(entry -> row.isNamed(
                        java.util.Objects.requireNonNullElse(entry.getValue().get(row.column()), "")));
    }

    private static List<Violation> faultsOf(CodeTable table, Map<String, String> line) {
        List<Violation> faults = new ArrayList<>();
        FILLED.stream()
                .filter(column -> !line.containsKey(column))
                .forEach(column ->
                        faults.add(fault(table, "a value in " + column, "an empty cell beside " + line.values())));
        @Nullable String system = line.get("specialised_system");
        if ((system == null) != (line.get("specialised_code") == null)) {
            faults.add(
                    fault(table, "specialised_system and specialised_code together", "one of them, " + line.values()));
        }
        if (system != null && !system.matches("[a-z][a-z0-9-]{0,30}")) {
            faults.add(fault(table, "a system id in specialised_system", "\"" + system + "\""));
        }
        return faults;
    }

    private static List<String> keysOf(Map<String, String> line) {
        List<String> keys = new ArrayList<>();
        for (String column : KEYS) {
            @Nullable String code = line.get(column);
            if (code != null) {
                String system = column.equals("specialised_code") ? line.getOrDefault("specialised_system", "") : "";
                keys.add(key(column, code, system));
            }
        }
        return keys;
    }

    private static String key(String column, String code, String system) {
        return column + "\n" + code + "\n" + system;
    }

    private static Violation fault(CodeTable table, String expected, String found) {
        return Violation.faultyPack("HUB-MAP-001", table.name(), expected, found);
    }
}
