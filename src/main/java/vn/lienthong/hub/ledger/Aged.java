package vn.lienthong.hub.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A costly answer that may be a little old: pages that poll must not count a million rows each time. */
final class Aged<T> {
    private final Duration keeps;
    private @Nullable T value;
    private Instant made = Instant.MIN;

    Aged(Duration keeps) {
        this.keeps = keeps;
    }

    synchronized T at(Instant now, Supplier<T> make) {
        T known = value;
        if (known != null && now.isBefore(made.plus(keeps))) {
            return known;
        }
        T fresh = make.get();
        value = fresh;
        made = now;
        return fresh;
    }
}
