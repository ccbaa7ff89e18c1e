package vn.lienthong.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The time that the far systems give to what happens without a time from the caller. {@link #live()} is the machine's;
 * {@link #story(Instant)} follows a test's own times: it is one second later at each look and never behind a time that
 * a verb was given, so that what the hub causes comes after what the test told. {@link #following()} gives what the hub
 * causes a time that hangs on nothing but what the hub told, however late it does so. Tokens and sessions use real time
 * in all of them.
 */
public final class SandboxClock extends Clock {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final boolean live;
    private final boolean follows;
    private Instant now;

    private SandboxClock(boolean live, boolean follows, Instant now) {
        this.live = live;
        this.follows = follows;
        this.now = now;
    }

    public static SandboxClock live() {
        return new SandboxClock(true, false, Instant.EPOCH);
    }

    public static SandboxClock story(Instant start) {
        return new SandboxClock(false, false, start.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Live, but what a far system does for the hub happens two seconds after what the hub tells it of. */
    public static SandboxClock following() {
        return new SandboxClock(true, true, Instant.EPOCH);
    }

    /**
     * The time of what a far system does because the hub told it of something.
     *
     * @param cause when that happened; null where the call does not say
     */
    public Instant after(Instant cause) {
        return follows && cause != null ? cause.plus(AT_ONCE) : instant();
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
