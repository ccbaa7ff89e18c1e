package vn.lienthong.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What differs between the end of a run with faults and the end of the same facts without.
 *
 * @param stories how many were compared
 * @param late steps that came too late to be told and are listed as such
 * @param lost stories in which something is missing
 * @param doubled stories in which something is there that the other run has not, or has less often
 * @param outOfOrder stories with the same entries in another order, or against the order of their history
 * @param changed stories in which a value differs
 * @param words every difference, the first one first
 */
record Differences(
        int stories,
        int late,
        SortedSet<Integer> lost,
        SortedSet<Integer> doubled,
        SortedSet<Integer> outOfOrder,
        SortedSet<Integer> changed,
        List<String> words) {

    boolean none() {
        return words.isEmpty();
    }

    /** @param ahead by how much a far system's clock was ahead: times that it gave itself are set right */
    static Differences between(EndState without, EndState with, Duration ahead) {
        Differences found = new Differences(
                (int) with.stories().keySet().stream()
                        .filter(story -> story > 0)
                        .count(),
                0,
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new ArrayList<>());
        int late = 0;
        for (Integer story : with.stories().keySet()) {
            late += with.late().get(story).size();
            Set<String> excepted = new HashSet<>(with.late().get(story));
            excepted.addAll(without.late().get(story));
            Map<String, List<String>> expected = without.stories().get(story);
            Map<String, List<String>> seen = with.stories().get(story);
            found.compare(story, expected, ahead.isZero() ? seen : SetRight.of(expected, seen, ahead), excepted);
            for (String fact : with.missing().get(story)) {
                found.lost.add(story);
                found.words.add("lost: " + fact);
            }
            for (String place : with.outOfOrder().get(story)) {
                found.outOfOrder.add(story);
                found.words.add("out of order: story " + story + ", " + place);
            }
        }
        return new Differences(
                found.stories, late, found.lost, found.doubled, found.outOfOrder, found.changed, found.words);
    }

    private void compare(
            int story, Map<String, List<String>> without, Map<String, List<String>> with, Set<String> excepted) {
        Set<String> places = new TreeSet<>(without.keySet());
        places.addAll(with.keySet());
        for (String place : places) {
            List<String> expected = entries(without, place, excepted);
            List<String> found = entries(with, place, excepted);
            if (expected.equals(found)
                    || (place.startsWith("ledger deliveries") && !excepted.isEmpty() && allDone(found))) {
                continue;
            }
            String where = "story " + story + ", " + place + ": ";
            List<String> missing = minus(expected, found);
            List<String> more = minus(found, expected);
            if (missing.isEmpty() && more.isEmpty()) {
                outOfOrder.add(story);
                words.add("out of order: " + where + firstOff(expected, found));
            } else if (missing.size() == more.size()) {
                changed.add(story);
                words.add("changed: " + where + "was " + missing.get(0) + ", is " + more.get(0));
            } else if (missing.size() > more.size()) {
                lost.add(story);
                words.add("lost: " + where + missing);
            } else {
                doubled.add(story);
                words.add("doubled: " + where + more);
            }
        }
    }

    /** Where a step was too late, one delivery fewer may have been planned; none may be open. */
    private static boolean allDone(List<String> deliveries) {
        return deliveries.stream().allMatch(it -> it.endsWith(" done"));
    }

    private static List<String> entries(Map<String, List<String>> state, String place, Set<String> excepted) {
        if (place.equals("one-stop dossier") && !excepted.isEmpty()) {
            // Its last step is the one that was written last, the late one.
            return state.getOrDefault(place, List.of()).stream()
                    .filter(entry -> !entry.startsWith("/buoc/"))
                    .toList();
        }
        boolean told = place.equals("portal lines") || place.equals("one-stop steps");
        return state.getOrDefault(place, List.of()).stream()
                .filter(entry ->
                        excepted.stream().noneMatch(time -> entry.startsWith(time + (told ? " " : " onestop "))))
                .toList();
    }

    private static List<String> minus(List<String> all, List<String> less) {
        List<String> left = new ArrayList<>(all);
        less.forEach(left::remove);
        return left;
    }

    private static String firstOff(List<String> expected, List<String> found) {
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                return "expected " + expected.get(i) + ", found " + found.get(i);
            }
        }
        return "";
    }
}
