package vn.lienthong.hub.camel;

import java.time.Duration;

/**
 * What a stream is read by.
 *
 * @param overlap time of change: how much later than its time a record may appear
 * @param times time of change: how it is written in the call
 * @param firstPage page number: of the first page
 * @param again page number: whether every round begins with the first page, else with the last one read
 */
record ReadBy(Kind kind, Duration overlap, FarTimes times, int firstPage, boolean again) {
    static final String ISO = "yyyy-MM-dd'T'HH:mm:ssXXX";

    enum Kind {
        /** The far side gives a cursor. */
        CURSOR,
        /** A log whose numbers may appear late. */
        LOG,
        /** Numbered pages. */
        PAGE,
        /** The time of the last change. */
        SINCE
    }
}
