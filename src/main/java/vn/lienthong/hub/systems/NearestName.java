package vn.lienthong.hub.systems;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a mistyped word was probably meant to be: the known name that is at most two letters away. */
public final class NearestName {
    private static final int FARTHEST = 2;

    private final Set<String> names;

    public NearestName(Collection<String> names) {
        this.names = new TreeSet<>(names);
    }

    /** The nearest name, capitals aside; for a short word a name that shares at least half of its letters. */
    public Optional<String> to(String word) {
        int farthest = Math.min(FARTHEST, Math.max(1, word.length() / 2));
        return names.stream()
                .filter(name -> far(name, word) <= farthest)
                .min(Comparator.comparingInt((String name) -> far(name, word)));
    }

    /** {@code ; write "name"} for the nearest name, else {@code otherwise}. */
    public String remedy(String word, String otherwise) {
        return to(word).map(name -> "; write \"" + name + "\"").orElse(otherwise);
    }

    private static int far(String name, String word) {
        return distance(name.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
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
