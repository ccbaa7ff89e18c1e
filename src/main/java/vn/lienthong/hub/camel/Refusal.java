package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Why a far system said no, in words that can stand in a log: status, codes and names of elements, never its free text. */
final class Refusal {
    /** No blanks and few digits: neither a sentence nor the number of a person. */
    private static final Pattern CODE = Pattern.compile("(?!(?:.*[0-9]){6})[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}");

    private static final Pattern NAMES_A_CODE = Pattern.compile("(?i).*(?:code|type)|ma|maloi");

    private Refusal() {}

    /** {@code status 500, fault Server, cmisFault objectNotFound 404}. */
    static String words(JsonNode answer) {
        List<String> words = new ArrayList<>();
        words.add("status " + answer.path("status").asInt());
        String code = answer.at("/fault/code").asText("");
        if (CODE.matcher(code).matches()) {
            words.add("fault " + code);
        }
        for (Map.Entry<String, JsonNode> entry : answer.at("/fault/detail").properties()) {
            StringBuilder said = new StringBuilder(entry.getKey());
            for (Map.Entry<String, JsonNode> member : entry.getValue().properties()) {
                String value = member.getValue().asText("");
                if (NAMES_A_CODE.matcher(member.getKey()).matches()
                        && CODE.matcher(value).matches()) {
                    said.append(' ').append(value);
                }
            }
            words.add(said.toString());
        }
        return String.join(", ", words);
    }
}
