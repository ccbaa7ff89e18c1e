package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double with every failure in a row, from {@code first} to {@code most}, shortened by up to a quarter at
 * random so that nodes do not come back together.
 */
record BackOff(Duration first, Duration most, RandomGenerator random) {
    static final Duration MOST = Duration.ofSeconds(5);

    static BackOff from(Duration poll, RandomGenerator random) {
        return new BackOff(poll, poll.compareTo(MOST) > 0 ? poll : MOST, random);
    }

    /** @param failures in a row, from 1 */
    Duration after(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), 20);
        long millis = Math.min(Math.max(first.toMillis(), 1) << doublings, most.toMillis());
        return Duration.ofMillis(Math.max(1, millis - (long) (random.nextDouble() * millis / 4)));
    }
}
