package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where two trees part.
 *
 * @param path JSON pointer; empty = the whole
 */
public record Difference(String path, String wanted, String made) {
    private static final int MOST_SHOWN = 200;

    /** What stands for a value that is not there. */
    public static final String NOTHING = "nothing";

    /** Every place in which two trees are not the same, members in any order, lists in theirs. */
    public static List<Difference> between(JsonNode wanted, JsonNode made) {
        List<Difference> found = new ArrayList<>();
        walk("", wanted, made, found);
        return found;
    }

    /** As {@link #between}, but the order of the two lists does not count. */
    static List<Difference> ofLists(JsonNode wanted, JsonNode made) {
        List<JsonNode> left = new ArrayList<>();
        wanted.forEach(left::add);
        List<Difference> found = new ArrayList<>();
        for (JsonNode entry : made) {
            if (!left.remove(entry)) {
                found.add(new Difference("", NOTHING, entry.toString()));
            }
        }
        left.forEach(entry -> found.add(new Difference("", entry.toString(), NOTHING)));
        return found;
    }

    private static void walk(String path, JsonNode wanted, JsonNode made, List<Difference> found) {
        if (wanted.isObject() && made.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            wanted.fieldNames().forEachRemaining(names::add);
            made.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> walk(path + ValuePath.step(name), wanted.path(name), made.path(name), found));
        } else if (wanted.isArray() && made.isArray()) {
            for (int i = 0; i < Math.max(wanted.size(), made.size()); i++) {
                walk(path + "/" + i, wanted.path(i), made.path(i), found);
            }
        } else if (!wanted.equals(made)) {
            found.add(new Difference(path, shown(wanted), shown(made)));
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? NOTHING : value.toString();
    }

    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + "expected " + cut(wanted) + ", made " + cut(made);
    }

    private static String cut(String value) {
        return value.length() <= MOST_SHOWN ? value : value.substring(0, MOST_SHOWN) + "..";
    }
}
