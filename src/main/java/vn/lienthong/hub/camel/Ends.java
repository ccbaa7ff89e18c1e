package vn.lienthong.hub.camel;

import java.time.Duration;

/** A consumer that ends what it has in hand before its route is taken out of Camel. */
interface Ends {
    /** What is in hand is finished, nothing new is taken. */
    void noNewRound();

    /** Waits until nothing is in hand any more, after {@link #noNewRound}. @return false = something still is */
    boolean ended(Duration time) throws InterruptedException;
}
