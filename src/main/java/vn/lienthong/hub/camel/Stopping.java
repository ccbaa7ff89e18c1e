package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a consumer was asked to stop; waiting on it ends at once when it is. */
class Stopping {
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile long askedAt;

    boolean asked() {
        return asked.getCount() == 0;
    }

    synchronized void ask() {
        if (!asked()) {
            askedAt = System.nanoTime();
            asked.countDown();
        }
    }

    /** What is left of a time that began when it was asked; not less than zero. */
    Duration left(Duration time) {
        Duration left = asked() ? time.minusNanos(System.nanoTime() - askedAt) : time;
        return left.isNegative() ? Duration.ZERO : left;
    }

    void await(Duration time) throws InterruptedException {
        asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
