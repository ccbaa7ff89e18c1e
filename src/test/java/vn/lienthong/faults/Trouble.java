package vn.lienthong.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One kind of fault, as it is done to a ground while people act. */
interface Trouble {
    /** What happens and where, as the table shows it. */
    String name();

    /**
     * Does its harm until the window is over, and heals what it broke.
     *
     * @return how often it struck
     */
    long strike(Ground ground, long seed) throws Exception;

    /** The same beside the caller, in a thread of its own. */
    static CompletableFuture<Long> begin(Trouble trouble, Ground ground, long seed) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return trouble.strike(ground, seed);
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                task -> new Thread(task, "trouble").start());
    }

    /** How many times as many stories it needs as another fault, since it lasts so much longer. */
    default int size() {
        return 1;
    }

    /** Whether a person has to replay what a far system refused for no reason. */
    default boolean needsOperator() {
        return false;
    }

    /** A far system's clock is ahead by this: times that it gives itself are. */
    default Duration clockAhead() {
        return Duration.ZERO;
    }
}
