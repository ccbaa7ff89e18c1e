package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts and names: Unicode NFC, old encodings, and what was read in the wrong one. */
final class TextFunctions {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0]+");

    private static final FunctionReference NFC = FunctionReference.of(
                    "nfc(text)", "The text in Unicode NFC without outer blanks. An empty text stays one.")
            .gives("nfc(` Nguye\\u0302\\u0303n  A\\u00A0`)", "`Nguyễn  A`")
            .gives("nfc(``)", "``");
    private static final FunctionReference NAME = FunctionReference.of(
                    "name(text)",
                    "A name, address or other text that people wrote: NFC, no outer blanks, one blank between words. Text"
                            + " that lost letters, or was read in the wrong encoding (UTF-8, TCVN3, VNI or windows-1258"
                            + " as another one), is a fault and not a name. Only what is impossible in Vietnamese is"
                            + " found: `Vò` for `Vũ` alone passes, in `NguyÔn ThÞ Vò` it does not.")
            .gives("name(`  Nguye\\u0302\\u0303n   Thị\\tA `)", "`Nguyễn Thị A`")
            .gives("name(`Y Niê Krông`)", "`Y Niê Krông`")
            .gives("name(`Jürgen Müller`)", "`Jürgen Müller`")
            .gives("name(` `)", "null")
            .refuses("HUB-MAP-017", "TCVN3 read as Latin letters", "name(`NguyÔn ThÞ B×nh`)")
            .refuses("HUB-MAP-017", "VNI read as Latin letters", "name(`Nguyeãn Thò Bình`)")
            .refuses("HUB-MAP-017", "windows-1258 read as Latin letters", "name(`NguyêÞn Vãn A`)")
            .refuses("HUB-MAP-017", "UTF-8 read as Latin letters", "name(`Nguyá»…n VÄƒn A`)")
            .refuses("HUB-MAP-017", "letters lost", "name(`Nguy?n Th? A`)");
    private static final FunctionReference DECODE = FunctionReference.of(
                    "decode(text, charset)",
                    "Text of a database or service that keeps an old encoding in Latin letters: the bytes that it shows"
                            + " (windows-1252 or windows-1258), read as TCVN3, VNI, windows-1258 or UTF-8. For files set"
                            + " `charset` in config/systems.yaml instead.")
            .gives("decode(`NguyÔn ThÞ B×nh`, `TCVN3`)", "`Nguyễn Thị Bình`")
            .gives("decode(`Nguyeãn Thò Bình`, `VNI`)", "`Nguyễn Thị Bình`")
            .gives("decode(`NguyêÞn`, `windows-1258`)", "`Nguyễn`")
            .gives("decode(`Nguyá»…n`, `UTF-8`)", "`Nguyễn`")
            .refuses("HUB-MAP-017", "text with letters that no old encoding shows", "decode(`Nguyễn`, `TCVN3`)")
            .refuses("HUB-MAP-015", "no such encoding", "decode(`Lan`, `VPS`)");
    private static final FunctionReference CUT = FunctionReference.of(
                    "cut-at-word(text, n)",
                    "At most n characters, cut at a blank; for texts whose loss harms nobody, never for a name or a code.")
            .gives("cut-at-word(`Nguyễn Thị Thử`, 12)", "`Nguyễn Thị`")
            .gives("cut-at-word(`Nguyễn Thị`, 3)", "`Ngu`");
    static final List<FunctionReference> REFERENCE = List.of(NFC, NAME, DECODE, CUT);

    private TextFunctions() {}

    static List<HubFunction> all() {
        return List.of(
                new HubFunction(NFC, 0, false, (arguments, here, run) -> TextNode.valueOf(clean(arguments[0]))),
                HubFunction.reading(NAME, (arguments, here, run) -> name(arguments[0], run)),
                HubFunction.reading(DECODE, (arguments, here, run) -> decode(arguments, run)),
                new HubFunction(CUT, 0, false, (arguments, here, run) -> cut(arguments)));
    }

    private static JsonNode name(JsonNode value, MappingRun run) {
        String text = clean(value);
        Optional<String> wrong = WrongCharset.of(text);
        if (wrong.isPresent()) {
            run.malformed("HUB-MAP-017", value, "name()", wrong.get());
            return NullNode.instance;
        }
        return TextNode.valueOf(hasBlanks(text) ? BLANKS.matcher(text).replaceAll(" ") : text);
    }

    /** Whether a blank follows a blank or is another sign than the space. */
    private static boolean hasBlanks(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isBlank(c) && (c != ' ' || text.charAt(i + 1) == ' ')) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode decode(JsonNode[] arguments, MappingRun run) {
        String charset = arguments[1].asText();
        Optional<TextEncoding> encoding = TextEncoding.named(charset);
        if (encoding.isEmpty()) {
            run.faultyPack("HUB-MAP-015", "decode()", "TCVN3, VNI, windows-1258 or UTF-8", "\"" + charset + "\"");
            return NullNode.instance;
        }
        for (byte[] bytes : WrongCharset.bytes(arguments[0].asText())) {
            String text = encoding.get().decode(bytes).text();
            if (text != null) {
                return TextNode.valueOf(text);
            }
        }
        run.malformed("HUB-MAP-017", arguments[0], "decode()", "text whose Latin letters are bytes of " + charset);
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
}
