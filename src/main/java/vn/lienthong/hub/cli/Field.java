package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One value of a record, as a contract or a sample shows it.
 *
 * @param path names from the record down, {@code [sender, name]}
 * @param codes the values that the contract allows or the sample has; empty = any
 * @param entry a composed entry of a list; null = it is no list, or nothing is known of its entries
 */
record Field(
        List<String> path,
        Sort sort,
        List<String> codes,
        @Nullable JsonNode entry) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    Field(List<String> path, Sort sort, List<String> codes) {
        this(path, sort, codes, null);
    }

    /** What kind of value it is. */
    enum Sort {
        TEXT("text"),
        NUMBER("number"),
        FLAG("true or false"),
        INSTANT("time"),
        DATE("date"),
        VN_DATE("date dd/MM/yyyy"),
        TIGHT_TIME("time yyyyMMddHHmmss"),
        LIST("list");

        private final String words;

        Sort(String words) {
            this.words = words;
        }

        boolean isTime() {
            return this == INSTANT || this == DATE || this == VN_DATE || this == TIGHT_TIME;
        }

        String words() {
            return words;
        }
    }

    String name() {
        return path.get(path.size() - 1);
    }

    /** As a person names it: {@code sender.name}. */
    String dotted() {
        return String.join(".", path);
    }

    /** As JSLT reads it from the record: {@code .sender.name}. */
    String jslt() {
        return path.stream().map(Field::step).collect(Collectors.joining());
    }

    private static String step(String name) {
        return PLAIN.matcher(name).matches() ? "." + name : ".\"" + name.replace("\"", "\\\"") + "\"";
    }

    /** What kind of value it is, which ones are possible, and what an entry of a list has. */
    String words() {
        if (entry instanceof ObjectNode each) {
            return sort.words() + ", each with "
                    + each.properties().stream()
                            .map(member ->
                                    step(member.getKey()) + (member.getValue().isArray() ? " (list)" : ""))
                            .collect(Collectors.joining(", "));
        }
        return sort.words() + (codes.isEmpty() ? "" : ", one of " + codes);
    }

    /** JSLT that makes an instant of it, for a field of time. */
    String instant() {
        return switch (sort) {
            case DATE -> "instant(" + jslt() + " + \"T00:00:00\")";
            case VN_DATE -> "instant(date(" + jslt() + ") + \"T00:00:00\")";
            case TIGHT_TIME -> "instant(string(" + jslt() + "))";
            default -> "instant(" + jslt() + ")";
        };
    }

    /** Small letters without marks, signs and blanks: {@code Mã hồ sơ}, {@code MA_HO_SO} and {@code maHoSo} are one word. */
    String word() {
        return Normalizer.normalize(name(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('đ', 'd')
                .replace('Đ', 'D')
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }

    /** A composed value: never one that a sample or a table had, but for codes. */
    JsonNode composed() {
        if (!codes.isEmpty()) {
            return TextNode.valueOf(codes.get(0));
        }
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (sort) {
            case NUMBER -> make.numberNode(1);
            case FLAG -> make.booleanNode(true);
            case INSTANT -> make.textNode("2026-09-01T08:00:00+07:00");
            case DATE -> make.textNode("2026-09-01");
            case VN_DATE -> make.textNode("01/09/2026");
            case TIGHT_TIME -> make.textNode("20260901080000");
            case LIST -> entry == null ? make.arrayNode() : make.arrayNode().add(entry);
            case TEXT -> make.textNode(text());
        };
    }

    private String text() {
        String word = word();
        if (Roles.isCode(word)) {
            return "H53.14-260901-0001";
        }
        if (word.matches(".*(phone|dienthoai|sdt|mobile).*")) {
            return "0900000001";
        }
        if (word.matches(".*(email|mail|thudientu).*")) {
            return "thu@example.vn";
        }
        if (word.matches(".*(cccd|cancuoc|citizenid|identity).*")) {
            return "001099000001";
        }
        if (word.matches(
                "(.*(fullname|hoten|hovaten|tennguoi|tencongdan|sendername|receivername|applicantname).*|name|ten)")) {
            return "Nguyễn Thị Thử";
        }
        return word.endsWith("id") || word.startsWith("ma") || word.startsWith("so") ? "1" : name() + " 1";
    }

    /** Puts a value where the field stands in a record. */
    void put(ObjectNode record, JsonNode value) {
        ObjectNode place = record;
        for (String step : path.subList(0, path.size() - 1)) {
            place = place.path(step).isObject() ? (ObjectNode) place.get(step) : place.putObject(step);
        }
        place.set(name(), value);
    }

    /** Takes it out of a record. */
    void remove(ObjectNode record) {
        JsonNode place = record;
        for (String step : path.subList(0, path.size() - 1)) {
            place = place.path(step);
        }
        if (place instanceof ObjectNode around) {
            around.remove(name());
        }
    }

    /** What a value of a sample is. */
    static Sort sortOf(JsonNode value) {
        if (value.isBoolean()) {
            return Sort.FLAG;
        }
        if (value.isNumber()) {
            return Sort.NUMBER;
        }
        if (value.isArray()) {
            return Sort.LIST;
        }
        String text = value.asText("");
        if (text.matches("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}.*")) {
            return Sort.INSTANT;
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return Sort.DATE;
        }
        if (text.matches("(0?[1-9]|[12]\\d|3[01])/(0?[1-9]|1[0-2])/\\d{4}")) {
            return Sort.VN_DATE;
        }
        return text.matches("20\\d{2}(0[1-9]|1[0-2])([0-2]\\d|3[01])[0-2]\\d[0-5]\\d[0-5]\\d")
                ? Sort.TIGHT_TIME
                : Sort.TEXT;
    }
}
