package vn.lienthong.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stops calls to a far system that is away: open after some failures in a row, then one probe at a time, each wait longer.
 * In memory of one process: every process finds out for itself.
 */
final class CallBreaker {
    private static final int FAILURES = 4;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private int failures;
    private @Nullable Instant openUntil;
    private boolean probing;

    /** How it stands, for people. */
    enum Position {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** Whether a call may go now; while half open only one at a time. */
    synchronized boolean allows(Instant now) {
        if (openUntil == null) {
            return true;
        }
        if (now.isBefore(openUntil) || probing) {
            return false;
        }
        probing = true;
        return true;
    }

    /** While not closed, a call carries one row. */
    synchronized boolean isProbing() {
        return openUntil != null;
    }

    synchronized void succeeded() {
        failures = 0;
        openUntil = null;
        probing = false;
    }

    /** A taken permission was not used. */
    synchronized void unused() {
        probing = false;
    }

    /** @param atLeast what the far side asked to wait; opens at once */
    synchronized void failed(Instant now, @Nullable Duration atLeast, double jitter) {
        failures++;
        probing = false;
        if (atLeast != null) {
            openUntil = now.plus(atLeast);
        } else if (failures >= FAILURES) {
            long millis = FIRST_WAIT.toMillis() << Math.min(failures - FAILURES, 6);
            long capped = Math.min(millis, LONGEST_WAIT.toMillis());
            openUntil = now.plusMillis((long) (capped * (0.75 + jitter / 2)));
        }
    }

    synchronized Position position(Instant now) {
        if (openUntil == null) {
            return Position.CLOSED;
        }
        return now.isBefore(openUntil) ? Position.OPEN : Position.HALF_OPEN;
    }
}
