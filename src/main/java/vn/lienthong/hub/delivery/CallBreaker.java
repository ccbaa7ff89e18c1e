package vn.lienthong.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.SystemSettings.Brake;

/**
 * Stops calls to a far system that is away: open after some failures in a row, then one probe at a time, each wait longer.
 * When it answers again the calls grow from one row by doubling: a system that has just come back is not flooded. In
 * memory of one process: every process finds out for itself.
 */
final class CallBreaker {
    private static final int MOST_ROWS = 512;

    private final Brake settings;
    private int failures;
    private @Nullable Instant openUntil;
    private boolean probing;
    /** Rows in one call while it is careful; 0 = as many as the settings say. */
    private int rows;

    CallBreaker(Brake settings) {
        this.settings = settings;
    }

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

    /** Open, half open, or just closed: nothing is prepared beyond the next call. */
    synchronized boolean isCareful() {
        return openUntil != null || rows > 0;
    }

    /** Rows that one call may carry now. */
    synchronized int rowsAtOnce(int batch) {
        if (openUntil != null) {
            return 1;
        }
        return rows == 0 ? batch : Math.min(batch, rows);
    }

    synchronized void succeeded(int batch) {
        failures = 0;
        if (openUntil != null) {
            openUntil = null;
            rows = 2;
        } else if (rows > 0) {
            rows = Math.min(MOST_ROWS, rows * 2);
        }
        if (rows >= batch) {
            rows = 0;
        }
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
        } else if (failures >= settings.failures()) {
            long millis = settings.firstWait().toMillis() << Math.min(failures - settings.failures(), 16);
            long capped = Math.min(millis, settings.longestWait().toMillis());
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
