package vn.lienthong.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Describes the fields of a JSON object by its contract and notes every one that is wrong, with its path. A field that
 * the contract does not know is wrong too ({@link #nothingElse()}): a misspelt name would otherwise get lost in
 * silence.
 */
public final class Fields {

    /** One wrong field. */
    public record Wrong(String field, String text) {
        @Override
        public String toString() {
            return field + ": " + text;
        }
    }

    /** Whether a field has to be there. Null counts as absent. */
    public enum Need {
        MUST,
        MAY
    }

    private static final DateTimeFormatter FOURTEEN =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd/MM/uuuu").withResolverStyle(ResolverStyle.STRICT);

    private final ObjectNode node;
    private final String path;
    private final List<Wrong> wrongs;
    private final Set<String> described = new HashSet<>();

    public Fields(ObjectNode node, String path, List<Wrong> wrongs) {
        this.node = node;
        this.path = path;
        this.wrongs = wrongs;
    }

    public Fields text(String name, Need need, int max) {
        JsonNode value = value(name, need);
        if (value == null) {
            return this;
        }
        if (!value.isTextual()) {
            wrong(name, "phải là chuỗi");
        } else if (need == Need.MUST && value.textValue().isBlank()) {
            wrong(name, "không được để trống");
        } else if (value.textValue().codePointCount(0, value.textValue().length()) > max) {
            wrong(name, "dài quá " + max + " ký tự");
        }
        return this;
    }

    public Fields text(String name, Need need) {
        return text(name, need, Integer.MAX_VALUE);
    }

    public Fields oneOf(String name, Need need, String... allowed) {
        JsonNode value = value(name, need);
        if (value != null && !(value.isTextual() && List.of(allowed).contains(value.textValue()))) {
            wrong(name, "phải là một trong " + String.join(", ", allowed));
        }
        return this;
    }

    public Fields matches(String name, Need need, Pattern pattern, String shape) {
        JsonNode value = value(name, need);
        if (value != null
                && !(value.isTextual() && pattern.matcher(value.textValue()).matches())) {
            wrong(name, "phải là " + shape);
        }
        return this;
    }

    /** {@code yyyyMMddHHmmss} of a moment that exists. */
    public Fields fourteen(String name, Need need) {
        JsonNode value = value(name, need);
        if (value != null && !(value.isTextual() && reads(() -> LocalDateTime.parse(value.textValue(), FOURTEEN)))) {
            wrong(name, "phải là thời điểm yyyyMMddHHmmss");
        }
        return this;
    }

    /** ISO-8601 with offset. */
    public Fields instant(String name, Need need) {
        JsonNode value = value(name, need);
        if (value != null && !(value.isTextual() && reads(() -> OffsetDateTime.parse(value.textValue())))) {
            wrong(name, "phải là thời điểm ISO-8601 có múi giờ");
        }
        return this;
    }

    public Fields day(String name, Need need) {
        JsonNode value = value(name, need);
        if (value != null && !(value.isTextual() && reads(() -> LocalDate.parse(value.textValue(), DAY)))) {
            wrong(name, "phải là ngày dd/MM/yyyy");
        }
        return this;
    }

    public Fields dayOrYear(String name, Need need) {
        JsonNode value = value(name, need);
        if (value != null
                && !(value.isTextual()
                        && (value.textValue().matches("(19|20)\\d\\d")
                                || reads(() -> LocalDate.parse(value.textValue(), DAY))))) {
            wrong(name, "phải là dd/MM/yyyy hoặc yyyy");
        }
        return this;
    }

    public Fields url(String name, Need need) {
        JsonNode value = value(name, need);
        if (value != null && !(value.isTextual() && isUrl(value.textValue()))) {
            wrong(name, "phải là đường dẫn http(s)");
        }
        return this;
    }

    /** A whole number that is not negative, as a number or as digits in a string. */
    public Fields whole(String name, Need need) {
        JsonNode value = value(name, need);
        if (value == null) {
            return this;
        }
        boolean number = value.isIntegralNumber() && value.longValue() >= 0;
        boolean digits = value.isTextual() && value.textValue().matches("\\d{1,15}");
        if (!number && !digits) {
            wrong(name, "phải là số nguyên không âm");
        }
        return this;
    }

    public Fields bool(String name, Need need) {
        JsonNode value = value(name, need);
        if (value != null && !value.isBoolean()) {
            wrong(name, "phải là true hoặc false");
        }
        return this;
    }

    public Fields object(String name, Need need, Consumer<Fields> description) {
        JsonNode value = value(name, need);
        if (value instanceof ObjectNode object) {
            description.accept(new Fields(object, path + name + ".", wrongs));
        } else if (value != null) {
            wrong(name, "phải là đối tượng");
        }
        return this;
    }

    public Fields list(String name, Need need, Consumer<Fields> description) {
        JsonNode value = value(name, need);
        if (value == null) {
            return this;
        }
        if (!value.isArray()) {
            wrong(name, "phải là danh sách");
            return this;
        }
        for (int i = 0; i < value.size(); i++) {
            String place = path + name + "[" + i + "]";
            if (value.get(i) instanceof ObjectNode object) {
                description.accept(new Fields(object, place + ".", wrongs));
            } else {
                wrongs.add(new Wrong(place, "phải là đối tượng"));
            }
        }
        return this;
    }

    /** Further description of the object at this place of a list. */
    public Fields object(String list, ObjectNode item, int place) {
        return new Fields(item, path + list + "[" + place + "].", wrongs);
    }

    /** This field is known; what it holds is not judged here. */
    public Fields anything(String... names) {
        described.addAll(List.of(names));
        return this;
    }

    /** Every field that was not described is wrong. */
    public void nothingElse() {
        node.fieldNames().forEachRemaining(name -> {
            if (!described.contains(name)) {
                wrong(name, "trường không có trong đặc tả");
            }
        });
    }

    private JsonNode value(String name, Need need) {
        described.add(name);
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            if (need == Need.MUST) {
                wrong(name, "bắt buộc");
            }
            return null;
        }
        return value;
    }

    private void wrong(String name, String text) {
        wrongs.add(new Wrong(path + name, text));
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    private static boolean reads(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
