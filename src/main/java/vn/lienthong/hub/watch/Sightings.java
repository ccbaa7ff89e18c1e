package vn.lienthong.hub.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.CodeKeys.AskedCode;

/**
 * What this process saw of one stream since it started: a tree of places with counts. A record costs one look at each of its
 * fields. Bounded in paths, depth, list members and looks a record; keeps no value. Not thread-safe.
 */
final class Sightings {
    static final int MOST_PATHS = 2_000;
    /** Of one object. Where there are more, names are values, and what is rare among them is no field. */
    private static final int MOST_NAMES = 200;

    /** Records after which it can be said which names are rare. */
    private static final int SIFTED_AFTER = 50;

    private static final int MOST_ITEMS = 20;
    private static final int DEEPEST = 24;
    private static final int MOST_LOOKS = 5_000;

    final Spot root = new Spot("");
    private int paths = 1;
    private boolean full;
    private long record;
    private int looks;

    /** Whether there were more paths than are kept. */
    boolean isFull() {
        return full;
    }

    /**
     * @param asked the values in the tree by which the mapping asked code tables
     * @param now seconds since 1970
     * @return where each of these values stands; its table, if that is not known
     */
    List<String> see(JsonNode tree, List<AskedCode> asked, long now) {
        record++;
        looks = 0;
        Places places = asked.isEmpty() ? null : new Places(asked);
        visit(root, tree, record, now, 0, places);
        return places == null ? List.of() : places.count();
    }

    /** @param parent count of what it stands in, with this record. @return whether the value says anything */
    private boolean visit(Spot spot, JsonNode value, long parent, long now, int depth, @Nullable Places places) {
        JsonType type = JsonType.of(value);
        boolean filled =
                switch (type) {
                    case OBJECT -> members(spot, value, now, depth, places);
                    case LIST -> items(spot, value, now, depth, places);
                    case TEXT -> value.isTextual() && !value.textValue().isBlank();
                    default -> true;
                };
        if (filled) {
            spot.count.seen(record, parent, now);
            spot.type(type).seen(record, spot.count.filled, now);
            if (places != null && value.isValueNode()) {
                places.note(value, spot);
            }
        }
        return filled;
    }

    private boolean members(Spot spot, JsonNode object, long now, int depth, @Nullable Places places) {
        boolean filled = depth == 0; // a record without a field is a record
        if (depth < DEEPEST) {
            long parent = spot.type(JsonType.OBJECT).with(record);
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (++looks > MOST_LOOKS) {
                    break;
                }
                Spot below = spot.members.get(member.getKey());
                if (below == null) {
                    below = add(spot, member.getKey(), member.getValue());
                }
                filled |= below != null && visit(below, member.getValue(), parent, now, depth + 1, places);
            }
        }
        return filled;
    }

    private boolean items(Spot spot, JsonNode list, long now, int depth, @Nullable Places places) {
        boolean filled = false;
        if (depth < DEEPEST && !list.isEmpty()) {
            if (spot.items == null) {
                spot.items = place(FieldPath.item(spot.path));
            }
            Spot below = spot.items;
            long parent = spot.type(JsonType.LIST).with(record);
            for (int i = 0; below != null && i < Math.min(list.size(), MOST_ITEMS); i++) {
                filled |= visit(below, list.get(i), parent, now, depth + 1, places);
            }
        }
        return filled;
    }

    /** A name that is no name of a field (a number of a person as a key) shares one place with its like. */
    private @Nullable Spot add(Spot spot, String name, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        String shown = FieldPath.name(name);
        if (spot.members.size() >= MOST_NAMES && !spot.members.containsKey(shown)) {
            sift(spot);
            shown = spot.members.size() < MOST_NAMES ? shown : FieldPath.ANY;
        }
        Spot known = spot.members.get(shown);
        if (known == null) {
            known = place(FieldPath.member(spot.path, shown));
            if (known != null) {
                spot.members.put(shown, known);
            }
        }
        return known;
    }

    private void sift(Spot object) {
        long seen = object.type(JsonType.OBJECT).filled;
        if (seen >= SIFTED_AFTER && object.sifted != record) {
            object.sifted = record;
            object.members.values().removeIf(member -> member.count.isRare(seen));
            paths = root.size();
        }
    }

    private @Nullable Spot place(String path) {
        if (paths >= MOST_PATHS || path.length() > FieldPath.LONGEST) {
            full = true;
            return null;
        }
        paths++;
        return new Spot(path);
    }

    /** Every place by its path. */
    Map<String, Spot> places() {
        Map<String, Spot> all = new HashMap<>();
        collect(root, all);
        return all;
    }

    private static void collect(Spot spot, Map<String, Spot> all) {
        all.put(spot.path, spot);
        spot.members.values().forEach(member -> collect(member, all));
        if (spot.items != null) {
            collect(spot.items, all);
        }
    }

    /**
     * Where in one record the values stand by which tables were asked: the very values; else, where the mapping trimmed them
     * or wrote them in small letters first, the only one with the same text.
     */
    private static final class Places {
        private final List<AskedCode> asked;
        private final Found[] very;
        private final Found[] same;

        Places(List<AskedCode> asked) {
            this.asked = asked;
            this.very = Stream.generate(Found::new).limit(asked.size()).toArray(Found[]::new);
            this.same = Stream.generate(Found::new).limit(asked.size()).toArray(Found[]::new);
        }

        @SuppressWarnings("ReferenceEquality")
        void note(JsonNode value, Spot spot) {
            String text = value.asText().strip();
            for (int i = 0; i < very.length; i++) {
                if (asked.get(i).value() == value) {
                    very[i].at(spot);
                } else if (asked.get(i).key().equalsIgnoreCase(text)) {
                    same[i].at(spot);
                }
            }
        }

        /** Small numbers are shared by all fields that have them: then nobody knows which one was meant. */
        List<String> count() {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < very.length; i++) {
                Spot spot = very[i].spot == null ? same[i].only() : very[i].only();
                if (spot != null) {
                    spot.code(asked.get(i));
                }
                paths.add(spot == null ? asked.get(i).table() : spot.path);
            }
            return paths;
        }
    }

    private static final class Found {
        private @Nullable Spot spot;
        private boolean twice;

        void at(Spot here) {
            twice |= spot != null && spot != here;
            spot = here;
        }

        @Nullable
        Spot only() {
            return twice ? null : spot;
        }
    }
}
