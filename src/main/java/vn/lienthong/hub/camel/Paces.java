package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Spreads the calls to a far system evenly over the second, as {@code max-per-second} of its settings says. Counts the
 * calls of this process; several processes on one ledger each have the whole rate. Thread-safe.
 */
class Paces {
    private final Map<SystemId, Long> nextTurns = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** @param nanos a clock that only goes forward, in nanoseconds */
    Paces(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Waits for the next turn and takes it; ends at once when the consumer is asked to stop. */
    void await(SystemSettings system, Stopping stopping) throws InterruptedException {
        Duration wait = take(system);
        if (!wait.isZero()) {
            stopping.await(wait);
        }
    }

    /** Takes the next turn. @return how long it is until then */
    Duration take(SystemSettings system) {
        if (system.brake().maxPerSecond() == 0) {
            return Duration.ZERO;
        }
        long now = nanos.getAsLong();
        long interval = interval(system);
        long after =
                nextTurns.merge(system.id(), now + interval, (next, fromNow) -> Math.max(next + interval, fromNow));
        return Duration.ofNanos(after - interval - now);
    }

    /** A turn that was taken was not needed. */
    void unused(SystemSettings system) {
        if (system.brake().maxPerSecond() > 0) {
            nextTurns.computeIfPresent(system.id(), (id, next) -> next - interval(system));
        }
    }

    private static long interval(SystemSettings system) {
        return TimeUnit.SECONDS.toNanos(1) / system.brake().maxPerSecond();
    }
}
