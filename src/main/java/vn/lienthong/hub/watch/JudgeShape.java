package vn.lienthong.hub.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vn.lienthong.hub.watch.Change.Kind;

/** Says what in a shape is no more as it was, and whether what was found is over. */
final class JudgeShape {
    private final Shape shape;

    JudgeShape(Shape shape) {
        this.shape = shape;
    }

    /** A field of which the whole object is gone or new is not listed by itself: its own share did not change. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        shape.fields().forEach((path, field) -> {
            if (!path.isEmpty()) {
                long parents = shape.parents(path);
                Tally seen = field.seen();
                if (seen.isVanished(parents)) {
                    changes.add(change(Kind.VANISHED, path, "", seen.missing(), seen.filled(), seen.last()));
                } else if (seen.isNew(parents)) {
                    changes.add(change(Kind.NEW_FIELD, path, "", seen.filled(), seen.before(), seen.first()));
                }
                types(path, field, changes);
            }
        });
        return changes;
    }

    private static void types(String path, Field field, List<Change> changes) {
        long filled = field.seen().filled();
        field.types().forEach((type, tally) -> {
            if (tally.isNew(filled)) {
                String before = field.types().entrySet().stream()
                        .filter(other -> !other.getValue().isNew(filled))
                        .sorted(Map.Entry.comparingByValue(
                                Comparator.comparingLong(Tally::filled).reversed()))
                        .map(other -> other.getKey().word())
                        .collect(Collectors.joining(", "));
                changes.add(change(
                        Kind.TYPE_CHANGED,
                        path,
                        Change.types(before, type),
                        tally.filled(),
                        tally.before(),
                        tally.first()));
            }
        });
    }

    private static Change change(Kind kind, String path, String detail, long records, long base, long since) {
        return new Change(kind, path, detail, records, base, Instant.ofEpochSecond(since));
    }

    /** Whether what was found is as it was before. Of codes only their table can say it. */
    boolean isOver(Change found) {
        Field field = shape.fields().get(found.path());
        return switch (found.kind()) {
            case VANISHED -> field == null || !field.seen().isAway(shape.parents(found.path()));
            case NEW_FIELD -> field == null || field.seen().isAway(shape.parents(found.path()));
            case TYPE_CHANGED -> {
                Tally tally = field == null ? null : field.types().get(found.type());
                yield field == null
                        || tally == null
                        || tally.isAway(field.seen().filled());
            }
            case NEW_CODE -> false;
        };
    }

    /** What was found, with the numbers of today. */
    Change now(Change found) {
        Field field = shape.fields().get(found.path());
        Tally tally = field == null
                ? null
                : found.kind() == Kind.TYPE_CHANGED ? field.types().get(found.type()) : field.seen();
        if (tally == null || found.kind() == Kind.NEW_CODE) {
            return found;
        }
        long records = found.kind() == Kind.VANISHED ? tally.missing() : tally.filled();
        return new Change(found.kind(), found.path(), found.detail(), records, found.base(), found.since());
    }
}
