package vn.lienthong.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition with a deadline, or for time to go by while a fault lasts. */
final class Waiting {
    private static final Duration LOOK = Duration.ofMillis(100);

    private Waiting() {}

    /** Whether the condition came true before the deadline. */
    static boolean until(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            during(LOOK);
        }
        return true;
    }

    static void during(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
