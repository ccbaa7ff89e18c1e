package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a mistyped word was probably meant to be: the known name that is at most two letters away. */
class NearestName {
    private static final int FARTHEST = 2;

    private final Set<String> names = new TreeSet<>();

    /** @param schema a JSON Schema: the names of all its properties are known */
    NearestName(JsonNode schema) {
        collect(schema);
    }

    NearestName(Set<String> known) {
        names.addAll(known);
    }

    private void collect(JsonNode node) {
        node.path("properties").fieldNames().forEachRemaining(names::add);
        node.forEach(this::collect);
    }

    Optional<String> to(String word) {
        return names.stream()
                .filter(name -> distance(name, word) <= FARTHEST)
                .min(Comparator.comparingInt((String name) -> distance(name, word)));
    }

    /** Letters to change, add, drop or exchange with their neighbour. */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = steps[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(change, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], 1 + steps[i - 2][j - 2]);
                }
            }
        }
        return steps[one.length()][other.length()];
    }
}
