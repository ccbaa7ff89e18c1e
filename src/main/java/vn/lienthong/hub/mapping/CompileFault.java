package vn.lienthong.hub.mapping;

import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.systems.NearestName;

/** Says why a JSLT file does not compile, where, and what to write instead. */
final class CompileFault {
    private static final Pattern PLACE = Pattern.compile("line ([0-9]+), column ([0-9]+)");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");
    private static final Pattern WANTED = Pattern.compile("Was expecting(?: one of)?:\\s*(.*)", Pattern.DOTALL);

    private CompileFault() {}

    /** @param imports name of each imported file by the words of its import */
    static Violation of(JsltException wrong, String file, Map<String, String> imports, List<Function> functions) {
        String message = wrong.getMessageWithoutLocation();
        return Violation.faultyPack(
                "HUB-MAP-001",
                place(wrong, file, imports, message),
                remedy(message, functions),
                firstSentence(message));
    }

    private static String place(JsltException wrong, String file, Map<String, String> imports, String message) {
        String source = wrong.getSource() == null ? file : imports.getOrDefault(wrong.getSource(), wrong.getSource());
        // The parser's own place is that of the last token that it understood.
        Matcher place = PLACE.matcher(message);
        if (place.find()) {
            return source + ":" + place.group(1) + ":" + place.group(2);
        }
        return wrong.getLine() > 0 ? source + ":" + wrong.getLine() + ":" + wrong.getColumn() : source;
    }

    private static String remedy(String message, List<Function> functions) {
        if (message.contains("function")) {
            Matcher wrong = QUOTED.matcher(message);
            List<String> names = functions.stream().map(Function::getName).toList();
            Optional<String> near = wrong.find() ? new NearestName(names).to(wrong.group(1)) : Optional.empty();
            if (near.isPresent()) {
                return "the function " + near.get();
            }
            return "a function of JSLT, of the file (def) or of the hub: "
                    + names.stream().sorted().collect(Collectors.joining(", "));
        }
        if (message.contains(" to import in ")) {
            return "the path of a .jslt file in the system's folder or under mappings/, as in lib/names.jslt";
        }
        if (message.contains("already imported")) {
            return "what both files need into a third file; two that import each other never end";
        }
        if (message.contains("variable")) {
            return "$system or a variable set before by let";
        }
        Matcher wanted = WANTED.matcher(message);
        if (wanted.find()) {
            return "one of these instead, or mend what stands before it (a bracket, a comma, an \"else\"): "
                    + wanted.group(1)
                            .replaceAll("\\.\\.\\.", "")
                            .replace("<EOF>", "the end of the file,")
                            .replaceAll("\\s+", " ")
                            .strip();
        }
        return "JSLT";
    }

    private static String firstSentence(String message) {
        String text = message.replaceAll("(?s)Was expecting.*", "")
                .replaceAll("Encountered \" (\"[^\"]*\").*?\" at", "$1 at")
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() <= 200 ? text : text.substring(0, 200);
    }
}
