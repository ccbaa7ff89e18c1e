package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.time.Instant;

/** Keeps calls apart, so that a far system gets no more than so many in a second, whoever asks for what. */
final class Pace {
    private final Duration apart;
    private Instant next = Instant.MIN;

    Pace(int mostPerSecond) {
        this.apart = Duration.ofSeconds(1).dividedBy(mostPerSecond);
    }

    /** How long to wait before the next call; zero = it may go. */
    Duration left(Instant now) {
        return now.isBefore(next) ? Duration.between(now, next) : Duration.ZERO;
    }

    /** The same for one who may call only so many times in a second. */
    Duration left(Instant now, int atMost) {
        Duration slower = Duration.ofSeconds(1).dividedBy(atMost).minus(apart);
        return left(slower.isNegative() ? now : now.minus(slower));
    }

    void called(Instant now) {
        next = now.plus(apart);
    }
}
