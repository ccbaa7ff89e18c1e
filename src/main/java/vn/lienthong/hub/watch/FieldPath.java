package vn.lienthong.hub.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths of fields as JSON pointers in which {@code *} stands for every member of a list. */
final class FieldPath {
    static final String ROOT = "";
    static final int LONGEST = 400;
    static final String ANY = "{}";
    private static final int LONGEST_NAME = 60;
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$@#:][\\p{L}\\p{M}\\p{N}_$@#:./ ()-]*");
    private static final Pattern NUMBER = Pattern.compile("\\d{5}");

    private FieldPath() {}

    /** The name of a field, or <code>{}</code> for keys that are values: numbers, ids, addresses. */
    static String name(String name) {
        boolean plain = name.length() <= LONGEST_NAME
                && NAME.matcher(name).matches()
                && !NUMBER.matcher(name).find()
                && name.indexOf('@', 1) < 0;
        return plain ? name : ANY;
    }

    static String member(String path, String name) {
        return path + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static String item(String path) {
        return path + "/*";
    }

    static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The name of the field. */
    static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
    }

    /** What the parent has to be, for this path to be possible. */
    static JsonType container(String path) {
        return path.endsWith("/*") ? JsonType.LIST : JsonType.OBJECT;
    }

    /** The JSON pointer of a place in one record. */
    static String of(String pointer) {
        if (!pointer.startsWith("/")) {
            return shortened(pointer);
        }
        StringBuilder path = new StringBuilder();
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            path.append(name.matches("\\d+") ? "/*" : member(ROOT, name(name)));
        }
        return shortened(path.toString());
    }

    /** Of a path that came once: names with blanks may be those of people. */
    static String withoutWords(String path) {
        return path.replaceAll("/[^/]*\\s[^/]*", "/" + Matcher.quoteReplacement(ANY));
    }

    static String shortened(String path) {
        return path.length() <= LONGEST ? path : path.substring(0, LONGEST);
    }
}
