package vn.lienthong.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The time that the far systems give to what happens without a time from the caller. {@link #live()} is the machine's;
 * {@link #story(Instant)} follows a test's own times: it is one second later at each look and never behind a time that
 * a verb was given, so that what the hub causes comes after what the test told. Tokens and sessions use real time in
 * both.
 */
public final class SandboxClock extends Clock {
    private final boolean live;
    private Instant now;

    private SandboxClock(boolean live, Instant now) {
        this.live = live;
        this.now = now;
    }

    public static SandboxClock live() {
        return new SandboxClock(true, Instant.EPOCH);
    }

    public static SandboxClock story(Instant start) {
        return new SandboxClock(false, start.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A verb was given this time. */
    public synchronized Instant seen(Instant at) {
        if (at.isAfter(now)) {
            now = at.truncatedTo(ChronoUnit.SECONDS);
        }
        return at;
    }

    public synchronized void forward(Duration by) {
        now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        if (live) {
            return Instant.now();
        }
        now = now.plusSeconds(1);
        return now;
    }

    @Override
    public ZoneId getZone() {
        return Times.VIETNAM;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
