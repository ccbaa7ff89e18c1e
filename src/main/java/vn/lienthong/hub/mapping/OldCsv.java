package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import vn.lienthong.hub.dossier.Violation;

/**
 * Exports of the old unemployment-insurance software: {@code ;} between fields, quotes where needed, CRLF, one byte a
 * letter. Columns are found by name, in any order, more or fewer; four of them must be there. One broken line never stops
 * the file.
 */
public final class OldCsv {
    private static final List<String> NEEDED = List.of("SoHS", "HoTen", "NgayNop", "TrangThai");

    private OldCsv() {}

    /** The lines of a file in its order. */
    public record Sheet(List<String> header, List<Line> lines) {}

    /**
     * One record.
     *
     * @param number line of the file on which it starts, from 1 (the header counts)
     * @param raw its bytes as they came, without the last line end
     * @param tree text by column name; empty fields and unnamed columns are left out
     * @param faults why it cannot be taken; empty = it can
     */
    public record Line(int number, byte[] raw, ObjectNode tree, List<Violation> faults) {}

    /** The file cannot be read at all. */
    public static final class Unreadable extends RuntimeException {
        private final transient Violation why;

        Unreadable(Violation why) {
            super(why.toString());
            this.why = why;
        }

        public Violation why() {
            return why;
        }
    }

    /**
     * @param charset {@code TCVN3}, {@code VNI}, {@code windows-1258} or {@code UTF-8}
     * @throws Unreadable if the charset is not known, the header is missing or lacks a needed column, or names one twice
     */
    public static Sheet read(byte[] file, String charset) {
        return read(file, charset, ';', NEEDED);
    }

    /**
     * The same for exports with another separator or other columns that must be there.
     *
     * @throws Unreadable as above
     */
    public static Sheet read(byte[] file, String charset, char separator, List<String> needed) {
        TextEncoding encoding = TextEncoding.named(charset)
                .orElseThrow(() -> unreadable("charset", "TCVN3, VNI, windows-1258 or UTF-8", "\"" + charset + "\""));
        List<CsvRows.Row> rows = CsvRows.of(file, separator);
        if (rows.isEmpty()) {
            throw unreadable("line 1", "a header line", "an empty file");
        }
        List<String> header = header(rows.get(0), encoding, needed);
        List<Line> lines = rows.subList(1, rows.size()).stream()
                .map(row -> line(row, header, encoding))
                .toList();
        return new Sheet(header, lines);
    }

    private static List<String> header(CsvRows.Row row, TextEncoding encoding, List<String> needed) {
        List<String> header = new ArrayList<>();
        for (byte[] cell : row.cells()) {
            String name = encoding.decode(cell).text();
            header.add(name == null ? "" : name.strip());
        }
        Set<String> missing = new TreeSet<>(needed);
        header.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw unreadable("line " + row.number(), "a header with the columns " + needed, "no " + missing);
        }
        List<String> named = header.stream().filter(name -> !name.isEmpty()).toList();
        if (named.stream().distinct().count() < named.size()) {
            throw unreadable("line " + row.number(), "each column name once", "a name that stands twice");
        }
        return List.copyOf(header);
    }

    private static Line line(CsvRows.Row row, List<String> header, TextEncoding encoding) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        List<Violation> faults = new ArrayList<>();
        CsvRows.Flaw broken = row.flaw();
        if (broken != null) {
            faults.add(fault("line " + row.number(), broken));
        }
        for (int i = 0; i < row.cells().size(); i++) {
            TextEncoding.Decoded cell = encoding.decode(row.cells().get(i));
            CsvRows.Flaw flaw = cell.flaw();
            String text = cell.text();
            if (flaw != null) {
                faults.add(fault(ValuePath.step(header.get(i)), flaw));
            } else if (text != null && !text.isBlank() && !header.get(i).isEmpty()) {
                tree.put(header.get(i), text.strip());
            }
        }
        return new Line(row.number(), row.raw(), tree, List.copyOf(faults));
    }

    private static Violation fault(String where, CsvRows.Flaw flaw) {
        return Violation.malformed(flaw.code(), where, flaw.expected(), flaw.found());
    }

    private static Unreadable unreadable(String where, String expected, String found) {
        return new Unreadable(Violation.malformed("HUB-MAP-020", where, expected, found));
    }
}
