package vn.lienthong.hub.watch;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Count} as the ledger keeps it, of all processes. What is rare may stay away by chance, or come late by chance: how
 * often it would have been expected decides.
 *
 * @param filled records in which it was seen
 * @param missing records with its parent since it was last seen
 * @param gap the most such records in a row before it was seen again
 * @param before records with its parent before it was first seen
 * @param first when it was first seen, seconds since 1970; {@code last} when last
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"filled", "missing", "gap", "before", "first", "last"})
record Tally(long filled, long missing, long gap, long before, long first, long last) {
    /** Records from which a share can be said. */
    static final int BASE = 200;

    private static final int FEW = 5;
    private static final int ENOUGH = 50;
    private static final int ENOUGH_IN_A_ROW = 20;
    /** Records come in bursts of a kind: a pause counts when it is so much longer than the longest one so far. */
    private static final int TIMES_THE_LONGEST = 3;

    /**
     * With what a process saw since it last said so.
     *
     * @param stored what the ledger has; null = nothing, or a person decided that it is gone
     * @param parent what the process saw of the parent
     * @param parents how often the parent was seen in all, with that
     * @param counted whether a pause that ends now was one of the usual ones
     */
    static @Nullable Tally of(@Nullable Tally stored, Count seen, Count parent, long parents, boolean counted) {
        if (seen.fresh() == 0) {
            return stored == null ? null : stored.without(parent.fresh());
        }
        long missing = parent.filled - seen.last;
        if (stored != null) {
            long pause = stored.missing + seen.firstSince - parent.stored - 1;
            return new Tally(
                    stored.filled + seen.fresh(),
                    missing,
                    counted ? Math.max(stored.gap, Math.max(seen.gap, pause)) : stored.gap,
                    stored.before,
                    stored.first,
                    seen.lastAt);
        }
        boolean forgotten = seen.stored > 0;
        long since = parent.filled - (forgotten ? seen.firstSince : seen.first) + 1;
        return new Tally(
                seen.fresh(),
                missing,
                seen.gap,
                Math.max(0, parents - since),
                forgotten ? seen.lastAt : seen.firstAt,
                seen.lastAt);
    }

    Tally without(long more) {
        return more == 0 ? this : new Tally(filled, missing + more, gap, before, first, last);
    }

    /** As if it had been there from the beginning. */
    Tally accepted() {
        return new Tally(filled, missing, gap, 0, first, last);
    }

    Tally halved() {
        return new Tally(filled / 2, missing, gap, before / 2, first, last);
    }

    /** Records with its parent in which it was to be expected, up to the one in which it was last seen. */
    long base(long parents) {
        return Math.max(filled, parents - before - missing);
    }

    /** Whether it was there in a known share of records and would have been seen many times since, if it still were. */
    boolean isVanished(long parents) {
        return base(parents) >= BASE && isAway(parents) && missing >= TIMES_THE_LONGEST * gap;
    }

    boolean isAway(long parents) {
        return missing >= ENOUGH && (double) filled / base(parents) * missing >= ENOUGH;
    }

    /** Whether it was in none of many records, and comes too often since to have been overlooked. */
    boolean isNew(long parents) {
        long since = parents - before;
        double share = (double) filled / Math.max(since, filled);
        return before >= BASE
                && filled >= FEW
                && share * before >= ENOUGH
                && (since >= ENOUGH || (since >= ENOUGH_IN_A_ROW && share >= 0.95));
    }
}
