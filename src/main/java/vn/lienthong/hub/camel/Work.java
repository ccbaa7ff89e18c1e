package vn.lienthong.hub.camel;

import java.time.Duration;

/** What the threads of a consumer do again and again. */
interface Work {
    /** One round; answers how long to wait until the next. Faults of the far side are dealt with inside. */
    Duration round(RouteCall route, Stopping stopping) throws InterruptedException;

    /** Waits between two rounds. */
    default void rest(Duration time, Stopping stopping) throws InterruptedException {
        stopping.await(time);
    }

    /** Asked to stop: ends a rest that does not look at {@link Stopping}. */
    default void hurry() {}

    /** After the last round of all threads. */
    default void ended() {}
}
