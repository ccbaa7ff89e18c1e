package vn.lienthong.hub.mapping;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Formats that schemas of packs may name beside the standard ones; all of them are asserted. */
final class SchemaFormats {
    private static final Map<String, String> EXPECTED = Map.of(
            "instant", Times.INSTANT_FORM,
            "partial-date", "a real date: yyyy-MM-dd, yyyy-MM or yyyy",
            "yyyyMMddHHmmss", "a real time in 14 digits: yyyyMMddHHmmss",
            "vn-date", "a real date: dd/MM/yyyy or yyyy");

    private SchemaFormats() {}

    static List<Format> all() {
        return List.of(
                format("instant", Times::isInstant),
                format("partial-date", Times::isDate),
                format("yyyyMMddHHmmss", Times::isFourteenDigits),
                format("vn-date", Times::isVnDate));
    }

    static String expected(String format) {
        return EXPECTED.getOrDefault(format, "the format " + format);
    }

    private static Format format(String name, Predicate<String> rule) {
        return new Asserted(name, rule);
    }

    /** A rule for texts; other kinds of values are a matter of {@code type}. */
    private record Asserted(String name, Predicate<String> rule) implements Format {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return rule.test(value);
        }
    }
}
