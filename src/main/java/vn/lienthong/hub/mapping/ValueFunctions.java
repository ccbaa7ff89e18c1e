package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Amounts, areas, keys, and faults in a mapping's own words. */
final class ValueFunctions {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}|[0-9]{1,3}(\\.[0-9]{3}){1,4}");
    private static final Pattern AREA_POINT = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern AREA_COMMA = Pattern.compile("[0-9]+(,[0-9]+)?|[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+");
    private static final Pattern AREA_GROUPS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{3}){2,}");

    private static final FunctionReference MONEY = FunctionReference.of(
                    "money(value)", "Whole đồng, a number, from a number or from digits with or without dots.")
            .gives("money(`1.250.000`)", "1250000")
            .gives("money(`1250000`)", "1250000")
            .gives("money(50000)", "50000")
            .refuses("HUB-MAP-012", "decimals, commas, a sign, more than 15 digits", "money(`1,250,000`)")
            .refuses("HUB-MAP-012", "... in a number too", "money(0.5)");
    private static final FunctionReference AREA = FunctionReference.of(
                    "area(text)", "An area as a text with a decimal point, no digit lost, from a number or a text.")
            .gives("area(`120,5`)", "`120.5`")
            .gives("area(`120.50`)", "`120.50`")
            .gives("area(`1.234,5`)", "`1234.5`")
            .refuses("HUB-MAP-013", "a unit, a sign or another form", "area(`120 m2`)");
    private static final FunctionReference AREA_WITH_COMMA = FunctionReference.of(
                    "area-comma(area)", "A canonical area with a decimal comma.")
            .gives("area-comma(`120.5`)", "`120,5`")
            .refuses("HUB-MAP-013", "no canonical area", "area-comma(`120,5`)");
    private static final FunctionReference HASH = FunctionReference.of(
                    "hash(text)", "The first 16 hex digits of SHA-256 over UTF-8: a key of a record that has none.")
            .gives("hash(`x`)", "`2d711642b726b044`");
    private static final FunctionReference FAULT = FunctionReference.of(
                    "fault(code, expected, value?)",
                    "Says that the record is wrong, in the mapping's own words, and gives null. The code is the pack's own,"
                            + " HUB-<SYSTEM>-<NNN>; where the value stands in the record, the fault says the place; it"
                            + " says what kind of value was found, never the value.")
            .refuses("HUB-LAND-001", "always", "fault(`HUB-LAND-001`, `one or two`, `three`)");
    static final List<FunctionReference> REFERENCE = List.of(MONEY, AREA, AREA_WITH_COMMA, HASH, FAULT);

    private ValueFunctions() {}

    static List<HubFunction> all() {
        return List.of(
                HubFunction.reading(MONEY, (arguments, here, run) -> money(arguments[0], run)),
                HubFunction.reading(AREA, (arguments, here, run) -> area(arguments[0], run)),
                HubFunction.reading(AREA_WITH_COMMA, (arguments, here, run) -> areaComma(arguments[0], run)),
                new HubFunction(
                        HASH, 0, false, (arguments, here, run) -> TextNode.valueOf(hash(arguments[0].asText()))),
                new HubFunction(FAULT, -1, false, ValueFunctions::fault));
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

    private static JsonNode fault(JsonNode[] arguments, JsonNode here, MappingRun run) {
        run.malformed(
                arguments[0].asText(), arguments.length > 2 ? arguments[2] : here, "fault()", arguments[1].asText());
        return NullNode.instance;
    }
}
