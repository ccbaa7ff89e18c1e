package vn.lienthong.hub.camel.http;

import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps one pass and lets only one caller fetch a new one; the others wait for it. */
class PassKeeper {
    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final Supplier<Pass> fetch;
    private volatile @Nullable Pass kept;

    PassKeeper(Clock clock, Supplier<Pass> fetch) {
        this.clock = clock;
        this.fetch = fetch;
    }

    Pass pass() {
        @Nullable Pass now = kept;
        if (now != null && valid(now)) {
            return now;
        }
        lock.lock();
        try {
            @Nullable Pass meanwhile = kept;
            if (meanwhile != null && valid(meanwhile)) {
                return meanwhile;
            }
            Pass fresh = fetch.get();
            kept = fresh;
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    void forget(Pass refused) {
        lock.lock();
        try {
            if (refused == kept) {
                kept = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean valid(Pass pass) {
        return clock.instant().isBefore(pass.until());
    }
}
