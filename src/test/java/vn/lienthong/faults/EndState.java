package vn.lienthong.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every far system and the ledger hold of some stories when all is quiet, without what may differ from run to run:
 * the hub's own times, numbers that a system gives in the order of arrival, the order between dossiers.
 *
 * @param stories by number of the story: place ("portal lines", "ledger facts", ...) to its entries in their order
 * @param late by number of the story: times of the steps that the ledger lists as too late to be told, or overtaken
 * @param missing facts of a far system that are not in the ledger, told apart from every comparison
 * @param outOfOrder places in which the entries of a dossier do not stand in the order of its history
 */
record EndState(
        SortedMap<Integer, Map<String, List<String>>> stories,
        SortedMap<Integer, Set<String>> late,
        SortedMap<Integer, List<String>> missing,
        SortedMap<Integer, List<String>> outOfOrder) {

    static EndState empty() {
        return new EndState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    void addAll(EndState other) {
        stories.putAll(other.stories);
        late.putAll(other.late);
        missing.putAll(other.missing);
        outOfOrder.putAll(other.outOfOrder);
    }
}
