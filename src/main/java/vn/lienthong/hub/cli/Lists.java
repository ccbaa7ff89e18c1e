package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a sample has its list of records. */
final class Lists {
    private static final int DEEPEST = 4;

    private Lists() {}

    /** Names down to the first list of objects; empty = the sample is the list. */
    static Optional<List<String>> pathIn(JsonNode sample) {
        return find(sample, List.of());
    }

    private static Optional<List<String>> find(JsonNode node, List<String> path) {
        if (node instanceof ArrayNode list) {
            return list.isEmpty() || !list.get(0).isObject() ? Optional.empty() : Optional.of(path);
        }
        if (path.size() >= DEEPEST) {
            return Optional.empty();
        }
        for (var member : node.properties()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(member.getKey());
            Optional<List<String>> found = find(member.getValue(), inner);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
