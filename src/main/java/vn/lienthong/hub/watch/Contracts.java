package vn.lienthong.hub.watch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;

/** What is known of the shape of far systems' records, and what changed in it. No answer holds a value of a person. */
public interface Contracts {
    /** The streams of a system of which something was seen, by name. */
    List<StreamShape> shapes(SystemId system);

    /** In the order in which they were found. {@code state} open, closed or acknowledged; null = any, {@code system} too. */
    Slice<Finding> findings(@Nullable SystemId system, @Nullable String state, Window window);

    /** Open findings, oldest first, of every system that has some; at most 1,000 in all. */
    Map<SystemId, List<Finding>> open();

    /** A person says that it is known: as it is now it is right from here on. */
    Done acknowledge(long finding, String actor, @Nullable String reason);

    /** What became of an order. */
    enum Done {
        DONE,
        NOT_NOW,
        UNKNOWN
    }

    /**
     * One stream.
     *
     * @param records that were looked at; all others are a part of them
     * @param full there are more paths than are kept
     */
    record StreamShape(
            String stream, long records, boolean full, Instant beganAt, Instant changedAt, List<FieldShape> fields) {}

    /**
     * One field.
     *
     * @param path JSON pointer, {@code *} for every member of a list, <code>{}</code> for keys that are values
     * @param filled records in which it says something
     * @param share of the records in which what it stands in is there: 0 to 1
     * @param missing such records since it was last seen
     * @param types with the number of records
     * @param table that a mapping asks for its values; then {@code codes} are the values, with the number of records
     */
    record FieldShape(
            String path,
            long filled,
            double share,
            long missing,
            Instant lastSeen,
            Map<String, Long> types,
            @Nullable String table,
            Map<String, Long> codes) {}

    /**
     * Something that is no more as it was.
     *
     * @param kind vanished, new-field, type-changed, new-code
     * @param detail types before and after; the row that a code table lacks; else empty
     * @param records that were looked at and are so; {@code base} that were looked at before and were not
     * @param since when it was last seen there, or first in its new form
     * @param closedBy who acknowledged it; {@code hub} = it is over by itself
     */
    record Finding(
            long id,
            SystemId system,
            String stream,
            String kind,
            String path,
            String detail,
            String state,
            long records,
            long base,
            Instant since,
            Instant notedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String reason) {}
}
