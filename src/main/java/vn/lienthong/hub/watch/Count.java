package vn.lienthong.hub.watch;

/**
 * In how many records of this process something was seen, measured against how often its parent was: the object or list that
 * it stands in, or for a type the field. Not thread-safe.
 */
final class Count {
    /** Records in which it was seen, and how many of them are in the ledger. */
    long filled;

    long stored;

    /** The parent's count when it was first seen, first since it was stored, and last. */
    long first;

    long firstSince;
    long last;

    /** The most records in a row without it, since it was stored. */
    long gap;

    /** Seconds since 1970. */
    long firstAt;

    long lastAt;

    private long mark;

    /** Counts a record once. @param parent the parent's count with this record */
    void seen(long record, long parent, long now) {
        if (mark == record) {
            return;
        }
        mark = record;
        if (filled == 0) {
            first = parent;
            firstAt = now;
        } else {
            gap = Math.max(gap, parent - last - 1);
        }
        if (filled == stored) {
            firstSince = parent;
        }
        filled++;
        last = parent;
        lastAt = now;
    }

    /** The count that it has, or is going to have, with this record. */
    long with(long record) {
        return mark == record ? filled : filled + 1;
    }

    /** Whether it comes too seldom to be one of the fields of an object of very many names. */
    boolean isRare(long parent) {
        return filled < Shape.AGAIN || Shape.isRare(filled, parent - first);
    }

    long fresh() {
        return filled - stored;
    }

    void stored() {
        stored = filled;
        gap = 0;
    }
}
