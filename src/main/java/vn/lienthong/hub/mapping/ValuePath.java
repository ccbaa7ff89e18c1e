package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Finds where in a record a value came from: JSLT hands functions the node itself, not its path. */
final class ValuePath {
    private ValuePath() {}

    /**
     * JSON pointer of the one place where the value stands; by identity, because equal values may stand elsewhere, else
     * by equality.
     */
    @SuppressWarnings("ReferenceEquality")
    static Optional<String> find(JsonNode root, JsonNode value) {
        return only(places(root, value, (a, b) -> a == b)).or(() -> only(places(root, value, JsonNode::equals)));
    }

    /** {@code name} as a step of a JSON pointer. */
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static Optional<String> only(List<String> places) {
        return places.size() == 1 ? Optional.of(places.get(0)) : Optional.empty();
    }

    private static List<String> places(JsonNode root, JsonNode value, BiPredicate<JsonNode, JsonNode> same) {
        List<String> places = new ArrayList<>();
        collect(root, "", value, same, places);
        return places;
    }

    private static void collect(
            JsonNode node, String path, JsonNode value, BiPredicate<JsonNode, JsonNode> same, List<String> places) {
        if (same.test(node, value)) {
            places.add(path);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            collect(member.getValue(), path + step(member.getKey()), value, same, places);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, value, same, places);
            }
        }
    }
}
