package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Drops null members from what a mapping copied whole from its input. JSLT's own filter sees only objects that the mapping
 * builds. The input is never changed; a tree without nulls is returned as it is.
 */
final class WithoutNulls {
    private WithoutNulls() {}

    static JsonNode of(JsonNode tree) {
        return hasNulls(tree) ? copy(tree) : tree;
    }

    private static boolean hasNulls(JsonNode tree) {
        for (JsonNode child : tree) {
            if ((child.isNull() && tree.isObject()) || (child.isContainerNode() && hasNulls(child))) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode copy(JsonNode tree) {
        if (tree.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : tree.properties()) {
                if (!member.getValue().isNull()) {
                    copy.set(member.getKey(), copy(member.getValue()));
                }
            }
            return copy;
        }
        if (tree.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            tree.forEach(child -> copy.add(copy(child)));
            return copy;
        }
        return tree;
    }
}
