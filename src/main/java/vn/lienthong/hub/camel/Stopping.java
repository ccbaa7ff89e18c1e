package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a consumer was asked to stop; waiting on it ends at once when it is. */
class Stopping {
    private final CountDownLatch asked = new CountDownLatch(1);

    boolean asked() {
        return asked.getCount() == 0;
    }

    void ask() {
        asked.countDown();
    }

    void await(Duration time) throws InterruptedException {
        asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
