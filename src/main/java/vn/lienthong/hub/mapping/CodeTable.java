package vn.lienthong.hub.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.Violation;

/**
 * A code table: a CSV file in UTF-8 ({@code ;} or {@code ,}), column names in the first line, key in the first column.
 * Keys and values are NFC without outer blanks; a key stands once.
 *
 * <p>A table with the columns {@code from} and {@code to} is dated: a line holds from the first of these days
 * ({@code yyyy-MM-dd}) to the other one, both included, an empty cell = without end; a key may stand again for other days.
 *
 * @param name file as a person would look for it, {@code mappings/land/codes/status.csv}
 * @param lines cells by column name, empty cells left out, in the order of the file
 */
record CodeTable(
        String name,
        List<String> columns,
        List<Map<String, String>> lines,
        Map<String, List<Map<String, String>>> byKey) {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ALWAYS = "0000-01-01";
    private static final String FOR_EVER = "9999-12-31";

    /** Reads a file; every fault with file and line goes to {@code faults}, faulty lines are left out. */
    static CodeTable read(String name, byte[] file, List<Violation> faults) {
        List<CsvRows.Row> rows = CsvRows.of(file, CsvRows.delimiterOf(file));
        Map<String, String> once = new HashMap<>();
        List<String> columns = rows.isEmpty() ? List.of() : cells(name, rows.get(0), once, faults);
        if (columns.size() < 2 || columns.stream().distinct().count() < columns.size()) {
            faults.add(
                    fault(name, 1, "a first line with two or more different column names", columns.size() + " names"));
            return new CodeTable(name, columns, List.of(), Map.of());
        }
        CodeTable table = new CodeTable(name, columns, new ArrayList<>(), new HashMap<>());
        for (CsvRows.Row row : rows.subList(1, rows.size())) {
            List<String> cells = cells(name, row, once, faults);
            if (cells.size() == columns.size()) {
                table.add(row.number(), cells, faults);
            }
        }
        return table;
    }

    /** Whether its lines hold for days only: then a code is read at a date. */
    boolean isDated() {
        return hasColumn(FROM) && hasColumn(TO);
    }

    /** The line of a key; of a dated table none. */
    Optional<Map<String, String>> line(String key) {
        List<Map<String, String>> found = isDated() ? List.of() : linesOf(key);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** The line of a key that holds on this day, {@code yyyy-MM-dd}. */
    Optional<Map<String, String>> line(String key, String day) {
        return linesOf(key).stream().filter(line -> holds(line, day)).findFirst();
    }

    /**
     * The row that a record waits for whose code does not hold on a day: {@code 26734@2025-07-01}, with the day on which
     * the gap began (else ended), so that all records of the gap wait for the same; the code alone if no line has it.
     */
    MissingRow missing(String key, String day) {
        Stream<String> began = linesOf(key).stream()
                .map(line -> line.getOrDefault(TO, FOR_EVER))
                .filter(to -> to.compareTo(day) < 0)
                .map(to -> LocalDate.parse(to).plusDays(1).toString());
        Stream<String> ended = linesOf(key).stream()
                .map(line -> line.getOrDefault(FROM, ALWAYS))
                .filter(from -> from.compareTo(day) > 0)
                .map(from -> LocalDate.parse(from).minusDays(1).toString());
        String gap = began.max(Comparator.naturalOrder())
                .or(() -> ended.min(Comparator.naturalOrder()))
                .map(on -> "@" + on)
                .orElse("");
        return MissingRow.of(name, columns.get(0), clean(key) + gap);
    }

    boolean has(MissingRow row) {
        int at = row.key().lastIndexOf('@');
        if (isDated() && at >= 0) {
            return line(row.key().substring(0, at), row.key().substring(at + 1)).isPresent();
        }
        return row.isPlain()
                ? byKey.containsKey(row.key())
                : byKey.keySet().stream().anyMatch(row::isNamed);
    }

    boolean hasColumn(String column) {
        return columns.contains(column);
    }

    /** The column that is meant where none is named: the second, validity apart. */
    String valueColumn() {
        return isDated()
                ? columns.stream()
                        .skip(1)
                        .filter(column -> !column.equals(FROM) && !column.equals(TO))
                        .findFirst()
                        .orElse(columns.get(1))
                : columns.get(1);
    }

    static String clean(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    private List<Map<String, String>> linesOf(String key) {
        return byKey.getOrDefault(clean(key), List.of());
    }

    private static boolean holds(Map<String, String> line, String day) {
        return line.getOrDefault(FROM, ALWAYS).compareTo(day) <= 0
                && line.getOrDefault(TO, FOR_EVER).compareTo(day) >= 0;
    }

    private void add(int number, List<String> cells, List<Violation> faults) {
        Map<String, String> line = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                line.put(columns.get(i), cells.get(i));
            }
        }
        List<Map<String, String>> same = byKey.getOrDefault(cells.get(0), List.of());
        if (isDated()) {
            String found = wrongDays(line);
            if (!found.isEmpty()) {
                faults.add(fault(name, number, "days like 2025-07-01 in from and to, the first one first", found));
                return;
            }
            if (same.stream().anyMatch(other -> overlap(other, line))) {
                faults.add(fault(
                        name, number, "one line a key and day", "the key \"" + cells.get(0) + "\" again for a day"));
            }
        } else if (!same.isEmpty()) {
            faults.add(fault(
                    name,
                    number,
                    "each key once (or columns from and to with days)",
                    "the key \"" + cells.get(0) + "\" again"));
        }
        lines.add(line);
        List<Map<String, String>> all = new ArrayList<>(same);
        all.add(line);
        byKey.put(cells.get(0), List.copyOf(all));
    }

    private static String wrongDays(Map<String, String> line) {
        String from = line.getOrDefault(FROM, ALWAYS);
        String to = line.getOrDefault(TO, FOR_EVER);
        boolean days = List.of(from, to).stream()
                .allMatch(day -> day.equals(ALWAYS) || day.equals(FOR_EVER) || Days.isDay(day));
        return !days ? "something else" : from.compareTo(to) > 0 ? from + " to " + to : "";
    }

    private static boolean overlap(Map<String, String> one, Map<String, String> other) {
        return one.getOrDefault(FROM, ALWAYS).compareTo(other.getOrDefault(TO, FOR_EVER)) <= 0
                && other.getOrDefault(FROM, ALWAYS).compareTo(one.getOrDefault(TO, FOR_EVER)) <= 0;
    }

    /** @param once texts that were read before, so that what stands a thousand times is kept once */
    private static List<String> cells(String name, CsvRows.Row row, Map<String, String> once, List<Violation> faults) {
        CsvRows.Flaw flaw = row.flaw();
        if (flaw != null) {
            faults.add(fault(name, row.number(), flaw.expected(), flaw.found()));
            return List.of();
        }
        List<String> cells = new ArrayList<>();
        for (byte[] cell : row.cells()) {
            try {
                String text = clean(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(cell))
                        .toString());
                cells.add(once.computeIfAbsent(text, same -> same));
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
