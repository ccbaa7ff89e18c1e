package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Says what a value is without saying the value: violations must not carry personal data. */
public final class Kind {
    private Kind() {}

    public static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> text(value.textValue());
            case NUMBER -> value.canConvertToExactIntegral() ? "a whole number" : "a number with decimals";
            case BOOLEAN -> "true or false";
            case OBJECT -> "an object";
            case ARRAY -> "a list of " + value.size();
            case NULL, MISSING -> "nothing";
            default -> "something else";
        };
    }

    private static String text(String text) {
        if (text.isBlank()) {
            return "an empty text";
        }
        int length = text.codePointCount(0, text.length());
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? length + " digits" : "a text of " + length + " characters";
    }
}
