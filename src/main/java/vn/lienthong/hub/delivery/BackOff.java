package vn.lienthong.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a row is tried again: doubling from half a second to 5 s, with jitter; or what the far side asked for. */
final class BackOff {
    private static final long FIRST = 500;
    private static final long LONGEST = 5_000;

    private BackOff() {}

    static Instant after(Instant now, int attempts, @Nullable Duration asked, double jitter) {
        if (asked != null) {
            return now.plus(asked);
        }
        long millis = Math.min(LONGEST, FIRST << Math.min(attempts, 6));
        return now.plusMillis((long) (millis * (0.75 + jitter / 2)));
    }
}
