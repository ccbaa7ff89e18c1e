package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Amounts, areas, ids of persons and texts. */
final class ValueFunctions {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}|[0-9]{1,3}(\\.[0-9]{3}){1,4}");
    private static final Pattern AREA_POINT = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern AREA_COMMA = Pattern.compile("[0-9]+(,[0-9]+)?|[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+");
    private static final Pattern AREA_GROUPS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{3}){2,}");
    private static final Pattern TAX_NUMBER = Pattern.compile("[0-9]{10}(-?[0-9]{3})?");

    private ValueFunctions() {}

    static List<HubFunction> all() {
        return List.of(
                HubFunction.reading("money", 1, 1, (arguments, here, run) -> money(arguments[0], run)),
                HubFunction.reading("area", 1, 1, (arguments, here, run) -> area(arguments[0], run)),
                HubFunction.reading("area-comma", 1, 1, (arguments, here, run) -> areaComma(arguments[0], run)),
                HubFunction.reading("person-id", 1, 1, (arguments, here, run) -> personId(arguments[0], run)),
                new HubFunction("nfc", 1, 1, 0, false, (arguments, here, run) -> TextNode.valueOf(clean(arguments[0]))),
                new HubFunction("cut-at-word", 2, 2, 0, false, (arguments, here, run) -> cut(arguments)),
                new HubFunction(
                        "hash",
                        1,
                        1,
                        0,
                        false,
                        (arguments, here, run) -> TextNode.valueOf(hash(arguments[0].asText()))),
                new HubFunction("fault", 2, 3, -1, false, ValueFunctions::fault));
    }

    /** First 16 hex digits of SHA-256 over UTF-8. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static JsonNode money(JsonNode value, MappingRun run) {
        if (value.isNumber()) {
            BigDecimal amount = value.decimalValue().stripTrailingZeros();
            if (amount.scale() <= 0 && amount.precision() - amount.scale() <= 15) {
                return LongNode.valueOf(amount.longValueExact());
            }
        } else if (AMOUNT.matcher(value.asText().strip()).matches()) {
            return LongNode.valueOf(Long.parseLong(value.asText().strip().replace(".", "")));
        }
        run.malformed("HUB-MAP-012", value, "money()", "whole dong: 1.250.000 or 1250000");
        return NullNode.instance;
    }

    private static JsonNode area(JsonNode value, MappingRun run) {
        String text = value.isNumber()
                ? value.decimalValue().toPlainString()
                : value.asText().strip();
        if (AREA_POINT.matcher(text).matches()) {
            return TextNode.valueOf(text);
        }
        if (AREA_COMMA.matcher(text).matches() || AREA_GROUPS.matcher(text).matches()) {
            return TextNode.valueOf(text.replace(".", "").replace(',', '.'));
        }
        run.malformed("HUB-MAP-013", value, "area()", "an area: 120,5 or 120.5 or 1.234,5");
        return NullNode.instance;
    }

    private static JsonNode areaComma(JsonNode value, MappingRun run) {
        if (AREA_POINT.matcher(value.asText()).matches()) {
            return TextNode.valueOf(value.asText().replace('.', ','));
        }
        run.malformed("HUB-MAP-013", value, "area-comma()", "an area: 120.5");
        return NullNode.instance;
    }

    private static JsonNode personId(JsonNode value, MappingRun run) {
        String text = value.asText().strip();
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits && text.length() == 12) {
            return JsonNodeFactory.instance.objectNode().put("cccd", text);
        }
        if (digits && text.length() == 9) {
            return JsonNodeFactory.instance.objectNode().put("cmnd", text);
        }
        if (TAX_NUMBER.matcher(text).matches()) {
            return JsonNodeFactory.instance.objectNode().put("taxNumber", text);
        }
        run.malformed(
                "HUB-MAP-014", value, "person-id()", "12 digits (CCCD), 9 (CMND), or a tax number of 10 or 13 digits");
        return NullNode.instance;
    }

    private static String clean(JsonNode value) {
        String text = Normalizer.normalize(value.asText(), Normalizer.Form.NFC);
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == '\u00A0';
    }

    private static JsonNode cut(JsonNode[] arguments) {
        String text = arguments[0].asText();
        int most = Math.max(0, arguments[1].asInt());
        if (text.codePointCount(0, text.length()) <= most) {
            return TextNode.valueOf(text);
        }
        int end = text.offsetByCodePoints(0, most);
        boolean betweenWords = Character.isWhitespace(text.charAt(end));
        String head = text.substring(0, end);
        int blank = betweenWords ? end : head.lastIndexOf(' ');
        return TextNode.valueOf((blank > 0 ? head.substring(0, blank) : head).stripTrailing());
    }

    private static JsonNode fault(JsonNode[] arguments, JsonNode here, MappingRun run) {
        run.malformed(
                arguments[0].asText(), arguments.length > 2 ? arguments[2] : here, "fault()", arguments[1].asText());
        return NullNode.instance;
    }
}
