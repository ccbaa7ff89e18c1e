package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** The places of a tree that have a value: JSON pointers, {@code *} for every place of a list. */
final class Leaves {
    private Leaves() {}

    static Set<String> of(JsonNode tree) {
        Set<String> found = new TreeSet<>();
        walk("", tree, found);
        return found;
    }

    private static void walk(String path, JsonNode node, Set<String> found) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> walk(
                            path + "/" + member.getKey().replace("~", "~0").replace("/", "~1"),
                            member.getValue(),
                            found));
        } else if (node.isArray()) {
            node.forEach(entry -> walk(path + "/*", entry, found));
        } else if (!path.isEmpty()
                && !node.isNull()
                && !node.isMissingNode()
                && !node.asText().isEmpty()) {
            found.add(path);
        }
    }

    /** The member that a step of a pointer names. */
    static String name(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }
}
