package vn.lienthong.hub.ledger;

import java.time.Instant;

/** What has ended and is kept for some time only. What a person must still decide, or has decided, is not among it. */
public interface Past {
    /** Deletes what ended before a moment, at most a thousand rows of it. @return how many went; 0 = none is left */
    int forget(Instant before);
}
