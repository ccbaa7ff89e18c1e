package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a CSV file into rows of bytes. Works before any text decoding, because delimiter, quote and line end are the same
 * single bytes in every encoding that is read here; so a byte that no table knows spoils one cell and not the file.
 *
 * <p>A field that starts with {@code "} ends at the next single {@code "} and may hold delimiters, doubled quotes and, if
 * the row then has the header's number of fields, line ends. A quote that is never closed spoils its own line only.
 */
final class CsvRows {
    private static final int LINES_OF_A_ROW = 20;

    private final char delimiter;

    private CsvRows(char delimiter) {
        this.delimiter = delimiter;
    }

    /**
     * One row.
     *
     * @param number line of the file on which it starts, from 1
     * @param raw its bytes without the last line end
     * @param cells empty if the row has a flaw
     */
    record Row(
            int number,
            byte[] raw,
            List<byte[]> cells,
            @Nullable Flaw flaw) {}

    /** Why a row cannot be split. */
    record Flaw(String code, String expected, String found) {}

    /** Rows with the header first; blank lines are left out; a byte order mark is skipped. */
    static List<Row> of(byte[] file, char delimiter) {
        return new CsvRows(delimiter).split(new String(file, ISO_8859_1));
    }

    /** {@code ;} if the first line has one, else {@code ,}. */
    static char delimiterOf(byte[] file) {
        for (byte b : file) {
            if (b == ';') {
                return ';';
            }
            if (b == '\n') {
                break;
            }
        }
        return ',';
    }

    private List<Row> split(String file) {
        String[] lines = withoutMark(file).split("\n", -1);
        List<Row> rows = new ArrayList<>();
        int width = 0;
        for (int i = 0; i < lines.length; i++) {
            if (withoutReturn(lines[i]).isBlank()) {
                continue;
            }
            int last = lastLineOfRow(lines, i, width);
            Row row = row(
                    i + 1, withoutReturn(String.join("\n", Arrays.asList(lines).subList(i, last + 1))), width);
            width = rows.isEmpty() ? row.cells().size() : width;
            rows.add(row);
            i = last;
        }
        return rows;
    }

    /** The line itself, or a later one if only a quoted line end explains the row. */
    private int lastLineOfRow(String[] lines, int first, int width) {
        String text = withoutReturn(lines[first]);
        if (width == 0 || fields(text).ending != Ending.OPEN_QUOTE) {
            return first;
        }
        StringBuilder joined = new StringBuilder(lines[first]);
        for (int i = first + 1; i < lines.length && i <= first + LINES_OF_A_ROW; i++) {
            if (fields(withoutReturn(lines[i])).isWhole(width)) {
                return first;
            }
            joined.append('\n').append(lines[i]);
            Fields fields = fields(withoutReturn(joined.toString()));
            if (fields.isWhole(width)) {
                return i;
            }
            if (fields.ending != Ending.OPEN_QUOTE) {
                return first;
            }
        }
        return first;
    }

    private Row row(int number, String text, int width) {
        Fields fields = fields(text);
        byte[] raw = text.getBytes(ISO_8859_1);
        Flaw flaw = fields.flaw(width);
        return flaw == null
                ? new Row(
                        number,
                        raw,
                        fields.cells.stream()
                                .map(cell -> cell.getBytes(ISO_8859_1))
                                .toList(),
                        null)
                : new Row(number, raw, List.of(), flaw);
    }

    private Fields fields(String text) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            if (at < text.length() && text.charAt(at) == '"') {
                StringBuilder cell = new StringBuilder();
                int end = quoted(text, at + 1, cell);
                if (end < 0) {
                    return new Fields(cells, Ending.OPEN_QUOTE);
                }
                cells.add(cell.toString());
                if (end < text.length() && text.charAt(end) != delimiter) {
                    return new Fields(cells, Ending.TEXT_AFTER_QUOTE);
                }
                at = end;
            } else {
                int end = text.indexOf(delimiter, at);
                end = end < 0 ? text.length() : end;
                cells.add(text.substring(at, end));
                at = end;
            }
            if (at >= text.length()) {
                return new Fields(cells, Ending.CLEAN);
            }
            at++;
        }
    }

    /** Reads from after the opening quote into {@code cell}. Returns the place after the closing quote, or -1. */
    private static int quoted(String text, int from, StringBuilder cell) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '"') {
                cell.append(c);
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                cell.append('"');
                at += 2;
            } else {
                return at + 1;
            }
        }
        return -1;
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static String withoutMark(String file) {
        return file.startsWith("\u00EF\u00BB\u00BF") ? file.substring(3) : file;
    }

    private enum Ending {
        CLEAN,
        OPEN_QUOTE,
        TEXT_AFTER_QUOTE
    }

    private record Fields(List<String> cells, Ending ending) {
        boolean isWhole(int width) {
            return ending == Ending.CLEAN && cells.size() == width;
        }

        /** Width 0 = any number of fields (the header). */
        @Nullable
        Flaw flaw(int width) {
            return switch (ending) {
                case OPEN_QUOTE -> new Flaw("HUB-MAP-022", "a \" that ends the field", "a line end inside quotes");
                case TEXT_AFTER_QUOTE ->
                    new Flaw("HUB-MAP-022", "a delimiter after the closing \" (write \"\" for a quote)", "more text");
                case CLEAN ->
                    width == 0 || cells.size() == width
                            ? null
                            : new Flaw("HUB-MAP-021", width + " fields, as in the header", cells.size() + " fields");
            };
        }
    }
}
