package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.OldCsv.Line;
import vn.lienthong.hub.mapping.OldCsv.Unreadable;
import vn.lienthong.hub.mapping.TextEncoding.Decoded;

/**
 * Lines whose fields stand in fixed places. A place counts letters in UTF-8, else bytes. A line that ends before the last
 * field begins is broken; blank lines and the first {@code skip} ones are left out.
 */
public final class FixedWidth {
    private static final Pattern FIELD = Pattern.compile("\\s*([^:,]+):(\\d{1,5})-(\\d{1,5})\\s*");

    private final List<Field> fields;
    private final int skip;

    private record Field(String name, int from, int to) {}

    /**
     * @param fields {@code SoHS:1-12,HoTen:13-52}: first and last place, from 1
     * @throws IllegalArgumentException if that is no list of fields
     */
    public FixedWidth(String fields, int skip) {
        this.skip = skip;
        List<Field> read = new ArrayList<>();
        for (String part : fields.split(",")) {
            Matcher field = FIELD.matcher(part);
            int from = field.matches() ? Integer.parseInt(field.group(2)) : 0;
            int to = field.matches() ? Integer.parseInt(field.group(3)) : 0;
            if (from < 1 || to < from) {
                throw new IllegalArgumentException("HUB-MAP-025 \"" + part.strip()
                        + "\" is no field; write name:first-last with places from 1, SoHS:1-12,HoTen:13-52");
            }
            read.add(new Field(field.group(1).strip(), from, to));
        }
        this.fields = List.copyOf(read);
    }

    /** @throws Unreadable if the charset is not known */
    public List<Line> lines(byte[] file, String charset) {
        TextEncoding encoding = TextEncoding.named(charset)
                .orElseThrow(() -> new Unreadable(Violation.malformed(
                        "HUB-MAP-020", "charset", "an encoding that the hub knows", "\"" + charset + "\"")));
        boolean utf8 = charset.equalsIgnoreCase("UTF-8");
        List<Line> records = new ArrayList<>();
        int number = 0;
        for (byte[] line : split(file)) {
            number++;
            if (number > skip && !new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
                records.add(record(number, line, utf8, encoding));
            }
        }
        return records;
    }

    private Line record(int number, byte[] line, boolean utf8, TextEncoding encoding) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        int @Nullable [] places = utf8 ? places(line) : null;
        int length = places == null ? line.length : places.length - 1;
        int last = fields.stream().mapToInt(Field::from).max().orElse(0);
        if (length < last) {
            return new Line(
                    number,
                    line,
                    tree,
                    List.of(Violation.malformed(
                            "HUB-MAP-021", "line " + number, "at least " + last + " places", length + " places")));
        }
        List<Violation> faults = new ArrayList<>();
        for (Field field : fields) {
            int from = Math.min(field.from() - 1, length);
            int to = Math.min(field.to(), length);
            byte[] cell = places == null
                    ? Arrays.copyOfRange(line, from, to)
                    : Arrays.copyOfRange(line, places[from], places[to]);
            Decoded decoded = encoding.decode(cell);
            CsvRows.Flaw flaw = decoded.flaw();
            String said = decoded.text();
            if (flaw != null) {
                faults.add(
                        Violation.malformed(flaw.code(), ValuePath.step(field.name()), flaw.expected(), flaw.found()));
            } else if (said != null && !said.isBlank()) {
                tree.put(field.name(), said.strip());
            }
        }
        return new Line(number, line, tree, List.copyOf(faults));
    }

    /** Where each letter begins, and where the last one ends. */
    private static int[] places(byte[] line) {
        int[] places = new int[line.length + 1];
        int letters = 0;
        for (int i = 0; i < line.length; i++) {
            boolean follows = (line[i] & 0xC0) == 0x80;
            if (!follows) {
                places[letters++] = i;
            }
        }
        places[letters] = line.length;
        return Arrays.copyOf(places, letters + 1);
    }

    private static List<byte[]> split(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= file.length; i++) {
            if (i == file.length || file[i] == '\n') {
                int to = i > from && file[i - 1] == '\r' ? i - 1 : i;
                lines.add(Arrays.copyOfRange(file, from, to));
                from = i + 1;
            }
        }
        return lines;
    }
}
