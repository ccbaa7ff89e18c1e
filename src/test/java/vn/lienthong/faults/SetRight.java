package vn.lienthong.faults;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes a wrong clock out of what it wrote: a time that fits only when the clock was ahead is written as it was. */
final class SetRight {
    private static final Map<Pattern, DateTimeFormatter> FORMS = forms();

    private SetRight() {}

    private static Map<Pattern, DateTimeFormatter> forms() {
        Map<Pattern, DateTimeFormatter> forms = new LinkedHashMap<>();
        forms.put(Pattern.compile("\\b20\\d{12}\\b"), DateTimeFormatter.ofPattern("uuuuMMddHHmmss"));
        String day = "\\b20\\d\\d-\\d\\d-\\d\\d";
        String time = "\\d\\d:\\d\\d:\\d\\d";
        forms.put(Pattern.compile(day + "T" + time), DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"));
        forms.put(Pattern.compile(day + " " + time), DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
        return forms;
    }

    static Map<String, List<String>> of(
            Map<String, List<String>> expected, Map<String, List<String>> seen, Duration ahead) {
        Set<String> known = new HashSet<>();
        for (Pattern form : FORMS.keySet()) {
            expected.values()
                    .forEach(entries -> entries.forEach(entry -> form.matcher(entry)
                            .results()
                            .map(MatchResult::group)
                            .forEach(known::add)));
        }
        Map<String, List<String>> right = new LinkedHashMap<>();
        seen.forEach((place, entries) -> right.put(
                place, entries.stream().map(entry -> entry(entry, known, ahead)).toList()));
        return right;
    }

    private static String entry(String entry, Set<String> known, Duration ahead) {
        String text = entry;
        for (Map.Entry<Pattern, DateTimeFormatter> form : FORMS.entrySet()) {
            text = form.getKey().matcher(text).replaceAll(found -> {
                String earlier = form.getValue()
                        .format(LocalDateTime.parse(found.group(), form.getValue())
                                .minus(ahead));
                return !known.contains(found.group()) && known.contains(earlier) ? earlier : found.group();
            });
        }
        return text;
    }
}
