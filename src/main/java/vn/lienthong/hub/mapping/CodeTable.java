package vn.lienthong.hub.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.Violation;

/**
 * A code table: a CSV file in UTF-8 ({@code ;} or {@code ,}), column names in the first line, key in the first column.
 * Keys and values are NFC without outer blanks; a key stands once.
 *
 * @param name file as a person would look for it, {@code mappings/land/codes/status.csv}
 * @param lines cells by column name, empty cells left out, in the order of the file
 */
record CodeTable(
        String name, List<String> columns, List<Map<String, String>> lines, Map<String, Map<String, String>> byKey) {

    /** Reads a file; every fault with file and line goes to {@code faults}, faulty lines are left out. */
    static CodeTable read(String name, byte[] file, List<Violation> faults) {
        List<CsvRows.Row> rows = CsvRows.of(file, CsvRows.delimiterOf(file));
        List<String> columns = rows.isEmpty() ? List.of() : cells(name, rows.get(0), faults);
        if (columns.size() < 2 || columns.stream().distinct().count() < columns.size()) {
            faults.add(
                    fault(name, 1, "a first line with two or more different column names", columns.size() + " names"));
            return new CodeTable(name, columns, List.of(), Map.of());
        }
        List<Map<String, String>> lines = new ArrayList<>();
        Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
        for (CsvRows.Row row : rows.subList(1, rows.size())) {
            List<String> cells = cells(name, row, faults);
            if (cells.size() != columns.size()) {
                continue;
            }
            Map<String, String> line = line(columns, cells);
            if (byKey.putIfAbsent(cells.get(0), line) != null) {
                faults.add(fault(name, row.number(), "each key once", "the key \"" + cells.get(0) + "\" again"));
            }
            lines.add(line);
        }
        return new CodeTable(name, columns, List.copyOf(lines), byKey);
    }

    Optional<Map<String, String>> line(String key) {
        return Optional.ofNullable(byKey.get(clean(key)));
    }

    boolean has(MissingRow row) {
        return row.isPlain()
                ? byKey.containsKey(row.key())
                : byKey.keySet().stream().anyMatch(row::isNamed);
    }

    boolean hasColumn(String column) {
        return columns.contains(column);
    }

    static String clean(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    private static Map<String, String> line(List<String> columns, List<String> cells) {
        Map<String, String> line = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                line.put(columns.get(i), cells.get(i));
            }
        }
        return line;
    }

    private static List<String> cells(String name, CsvRows.Row row, List<Violation> faults) {
        CsvRows.Flaw flaw = row.flaw();
        if (flaw != null) {
            faults.add(fault(name, row.number(), flaw.expected(), flaw.found()));
            return List.of();
        }
        List<String> cells = new ArrayList<>();
        for (byte[] cell : row.cells()) {
            try {
                cells.add(clean(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(cell))
                        .toString()));
            } catch (CharacterCodingException notUtf8) {
                faults.add(fault(name, row.number(), "text saved as UTF-8", "another encoding"));
                return List.of();
            }
        }
        return cells;
    }

    private static Violation fault(String name, int line, String expected, String found) {
        return Violation.faultyPack("HUB-MAP-001", name + ":" + line, expected, found);
    }
}
