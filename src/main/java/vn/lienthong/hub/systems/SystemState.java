package vn.lienthong.hub.systems;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process has seen of one far system since it started. Carries codes and times only.
 *
 * @param reachable whether the last call brought an answer; absent before the first call
 * @param lastPull when a pull last came to its end
 * @param pulled records pulled since the start
 * @param lastFault code of the last fault, and what it means, absent if there was none
 * @param packFault why the system's routes do not run; absent = they run
 */
public record SystemState(
        @Nullable Boolean reachable,
        @Nullable Instant lastPull,
        long pulled,
        @Nullable String lastFault,
        @Nullable Instant lastFaultAt,
        @Nullable String packFault) {
    static final SystemState UNSEEN = new SystemState(null, null, 0, null, null, null);
}
