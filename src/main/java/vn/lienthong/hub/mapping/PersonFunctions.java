package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers of persons and companies. */
final class PersonFunctions {
    private static final Pattern TAX_NUMBER = Pattern.compile("[0-9]{10}(-?[0-9]{3})?");
    private static final String CCCD_RULE =
            "12 digits (CCCD: province 001 to 096 or country, then century and sex 0 to 3)";

    private static final FunctionReference PERSON_ID = FunctionReference.of(
                    "person-id(text)",
                    "Which number it is, by its form: {`cccd`} of 12 digits that begin with a province (or, from 100, a"
                            + " country of birth) and a digit of century and sex; {`cmnd`} of 9 digits; {`taxNumber`} of"
                            + " 10 digits, 13, or 10-3.")
            .gives("person-id(`001080000123`)", "{`cccd`:`001080000123`}")
            .gives("person-id(`024000123`)", "{`cmnd`:`024000123`}")
            .gives("person-id(`3900123458`)", "{`taxNumber`:`3900123458`}")
            .gives("person-id(`3900123458-001`)", "{`taxNumber`:`3900123458-001`}")
            .refuses("HUB-MAP-014", "another number of digits, or something else", "person-id(`0790123`)")
            .refuses("HUB-MAP-014", "a CCCD of a province that never was", "person-id(`097080000123`)")
            .refuses("HUB-MAP-014", "a CCCD of a person born after 2099", "person-id(`001980000123`)");
    private static final FunctionReference CCCD = FunctionReference.of(
                    "cccd(text)",
                    "What a CCCD says: itself, the province of birth (2 digits, those of before July 2025; none for who was"
                            + " born abroad), gender (1 man, 2 woman) and birthYear.")
            .gives("cccd(`072180000123`)", "{`cccd`:`072180000123`,`province`:`72`,`gender`:`2`,`birthYear`:`1980`}")
            .gives("cccd(`072205000123`).birthYear", "`2005`")
            .refuses("HUB-MAP-014", "no CCCD by the rules of `person-id`", "cccd(`072480000123`)");
    private static final FunctionReference TAX = FunctionReference.of(
                    "tax-number(text)",
                    "A tax number of 10 digits, or 10-3 for a unit that depends on it (also from 13 digits), of which the"
                            + " tenth digit checks the others; or a CCCD, which is a person's tax number since July 2025.")
            .gives("tax-number(`3900123458`)", "`3900123458`")
            .gives("tax-number(`3900123458001`)", "`3900123458-001`")
            .gives("tax-number(`072180000123`)", "`072180000123`")
            .refuses("HUB-MAP-014", "another form", "tax-number(`024000123`)")
            .refuses("HUB-MAP-014", "a check digit that does not fit", "tax-number(`3900123456`)");
    static final List<FunctionReference> REFERENCE = List.of(PERSON_ID, CCCD, TAX);

    private PersonFunctions() {}

    static List<HubFunction> all() {
        return List.of(
                HubFunction.reading(PERSON_ID, (arguments, here, run) -> personId(arguments[0], run)),
                HubFunction.reading(CCCD, (arguments, here, run) -> cccd(arguments[0], run)),
                HubFunction.reading(TAX, (arguments, here, run) -> taxNumber(arguments[0], run)));
    }

    private static JsonNode personId(JsonNode value, MappingRun run) {
        String text = value.asText().strip();
        if (CitizenNumber.of(text).isPresent()) {
            return JsonNodeFactory.instance.objectNode().put("cccd", text);
        }
        if (isDigits(text, 9)) {
            return JsonNodeFactory.instance.objectNode().put("cmnd", text);
        }
        if (TAX_NUMBER.matcher(text).matches()) {
            return JsonNodeFactory.instance.objectNode().put("taxNumber", text);
        }
        return none(value, "person-id()", CCCD_RULE + ", 9 (CMND), or a tax number of 10 or 13 digits", run);
    }

    private static JsonNode cccd(JsonNode value, MappingRun run) {
        Optional<CitizenNumber> number = CitizenNumber.of(value.asText().strip());
        if (number.isEmpty()) {
            return none(value, "cccd()", CCCD_RULE, run);
        }
        ObjectNode says =
                JsonNodeFactory.instance.objectNode().put("cccd", number.get().digits());
        number.get().province().ifPresent(province -> says.put("province", province));
        return says.put("gender", number.get().gender())
                .put("birthYear", number.get().birthYear());
    }

    private static JsonNode taxNumber(JsonNode value, MappingRun run) {
        String text = value.asText().strip();
        if (CitizenNumber.of(text).isPresent()) {
            return TextNode.valueOf(text);
        }
        if (!TAX_NUMBER.matcher(text).matches() || !isChecked(text)) {
            return none(value, "tax-number()", "10 digits of which the last checks the others, 10-3, or a CCCD", run);
        }
        String digits = text.replace("-", "");
        return TextNode.valueOf(digits.length() == 10 ? digits : digits.substring(0, 10) + "-" + digits.substring(10));
    }

    /** The tenth digit is 10 less the remainder by 11 of the weighed sum of the nine before. */
    private static boolean isChecked(String number) {
        int[] weights = {31, 29, 23, 19, 17, 13, 7, 5, 3};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (number.charAt(i) - '0');
        }
        return 10 - sum % 11 == number.charAt(9) - '0';
    }

    private static boolean isDigits(String text, int count) {
        return text.length() == count && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static JsonNode none(JsonNode value, String where, String expected, MappingRun run) {
        run.malformed("HUB-MAP-014", value, where, expected);
        return NullNode.instance;
    }
}
