package vn.lienthong.hub.watch;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The shape of one stream as the ledger keeps it, of all processes. Never changed, only replaced.
 *
 * @param full there are more paths than are kept
 * @param fields by path; the record itself under the empty one
 */
record Shape(boolean full, SortedMap<String, Field> fields) {
    static final Shape EMPTY = new Shape(false, new TreeMap<>());
    /** The name of a field comes again; a name as a key does not, and is not kept. */
    static final int AGAIN = 5;
    /** In an object of very many names a field comes in one record of so many. */
    private static final int RARE = 20;
    /** Then all counts are halved: what was years ago weighs less and less. */
    private static final long MANY = 50_000;

    private static final Count NOTHING = new Count();

    /** A shape with what a process saw, and the places of which it was taken. */
    record Merged(Shape shape, Set<Spot> taken) {}

    static boolean isRare(long filled, long parents) {
        return filled * RARE < parents;
    }

    long records() {
        Field root = fields.get(FieldPath.ROOT);
        return root == null ? 0 : root.seen().filled();
    }

    /** How often what a path stands in was seen; 0 for the record itself. */
    long parents(String path) {
        if (path.isEmpty()) {
            return 0;
        }
        Field parent = fields.get(FieldPath.parent(path));
        return parent == null ? 0 : parent.containers(FieldPath.container(path));
    }

    /** @param vanished paths that were found to be gone: what ends now was no usual pause */
    Merged with(Sightings sightings, Set<String> vanished) {
        Map<String, Spot> spots = sightings.places();
        SortedMap<String, Field> merged = new TreeMap<>();
        Shape after = new Shape(full || sightings.isFull() || fields.size() > Sightings.MOST_PATHS, merged);
        Set<Spot> taken = new HashSet<>();
        Set<String> paths = new TreeSet<>(fields.keySet());
        paths.addAll(spots.keySet());
        for (String path : paths) { // a parent stands before its children
            Field stored = fields.get(path);
            Spot spot = spots.get(path);
            Spot parent = path.isEmpty() ? null : spots.get(FieldPath.parent(path));
            if (!path.isEmpty() && !merged.containsKey(FieldPath.parent(path))
                    || parent != null
                            && parent.sifted > 0
                            && stored != null
                            && isRare(stored.seen().filled(), parents(path))) {
                continue;
            }
            boolean isNewName = stored == null
                    && (spot == null || spot.count.filled < AGAIN || merged.size() >= Sightings.MOST_PATHS);
            if (isNewName && !path.isEmpty()) {
                continue;
            }
            Count container = parent == null
                    ? (path.isEmpty() && spot != null ? spot.count : NOTHING)
                    : parent.types.getOrDefault(FieldPath.container(path), NOTHING);
            Field field = field(stored, spot, container, after.parents(path), !vanished.contains(path));
            if (field != null) {
                merged.put(path, field);
                if (spot != null) {
                    taken.add(spot);
                }
            }
        }
        return new Merged(after.records() > MANY ? after.halved() : after, taken);
    }

    private static @Nullable Field field(
            @Nullable Field stored, @Nullable Spot spot, Count container, long parents, boolean counted) {
        if (spot == null) {
            return stored == null
                    ? null
                    : new Field(stored.seen().without(container.fresh()), stored.types(), stored.codes());
        }
        Tally seen = Tally.of(stored == null ? null : stored.seen(), spot.count, container, parents, counted);
        if (seen == null) {
            return null;
        }
        Map<JsonType, Tally> types = new EnumMap<>(JsonType.class);
        for (JsonType type : JsonType.values()) {
            Tally before = stored == null ? null : stored.types().get(type);
            Tally tally = Tally.of(before, spot.types.getOrDefault(type, NOTHING), spot.count, seen.filled(), true);
            if (tally != null) {
                types.put(type, tally);
            }
        }
        return new Field(seen, types, codes(stored == null ? null : stored.codes(), spot));
    }

    private static Field.@Nullable Codes codes(Field.@Nullable Codes stored, Spot spot) {
        String table = spot.table;
        String column = spot.column;
        if (table == null || column == null) {
            return stored;
        }
        Map<String, Long> values = new TreeMap<>();
        if (stored != null && stored.table().equals(table)) {
            values.putAll(stored.values());
        }
        spot.codes.forEach((word, count) -> values.merge(
                values.size() < Spot.MOST_CODES || values.containsKey(word) ? word : Spot.MORE, count, Long::sum));
        return new Field.Codes(table, column, values);
    }

    /** A field that is gone keeps its numbers: what was found of it stays until it is back. */
    private Shape halved() {
        SortedMap<String, Field> half = new TreeMap<>();
        fields.forEach((path, field) -> {
            if (field.seen().isAway(parents(path))) {
                half.put(path, field);
            } else if (field.seen().filled() > 1) {
                Map<JsonType, Tally> types = new EnumMap<>(JsonType.class);
                field.types().forEach((type, tally) -> types.put(type, tally.halved()));
                half.put(path, new Field(field.seen().halved(), types, field.codes()));
            }
        });
        return new Shape(full, half);
    }

    /** With this change as the ordinary case from now on. */
    Shape accepting(Change change) {
        Map<String, Field> accepted = new HashMap<>(fields);
        Field field = accepted.get(change.path());
        if (field != null) {
            switch (change.kind()) {
                case VANISHED ->
                    accepted.keySet()
                            .removeIf(path -> path.equals(change.path()) || path.startsWith(change.path() + "/"));
                case NEW_FIELD ->
                    accepted.put(change.path(), new Field(field.seen().accepted(), field.types(), field.codes()));
                case TYPE_CHANGED -> {
                    Map<JsonType, Tally> types = new EnumMap<>(JsonType.class);
                    field.types().forEach((type, tally) -> {
                        if (!tally.isAway(field.seen().filled())) {
                            types.put(type, tally.accepted());
                        }
                    });
                    accepted.put(change.path(), new Field(field.seen(), types, field.codes()));
                }
                case NEW_CODE -> {}
            }
        }
        return new Shape(full, new TreeMap<>(accepted));
    }

    /** Without a new field, or a new type, that is gone again: should it come back, it is new once more. */
    Shape forgetting(Change change) {
        Field field = fields.get(change.path());
        if (change.kind() == Change.Kind.NEW_FIELD) {
            return accepting(new Change(Change.Kind.VANISHED, change.path(), "", 0, 0, change.since()));
        }
        JsonType type = change.type();
        if (field == null || type == null) {
            return this;
        }
        Map<JsonType, Tally> types = new EnumMap<>(JsonType.class);
        types.putAll(field.types());
        types.remove(type);
        SortedMap<String, Field> forgotten = new TreeMap<>(fields);
        forgotten.put(change.path(), new Field(field.seen(), types, field.codes()));
        return new Shape(full, forgotten);
    }
}
