package vn.lienthong.hub.systems;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process has seen of one far system since it started. Carries codes and times only.
 *
 * @param reachable whether the last call brought an answer; absent before the first call
 * @param lastPull when a pull last came to its end
 * @param pulled records pulled since the start
 * @param lastFault code of the last fault, and what it means, absent if there was none
 * @param packFault why the system's routes do not run; absent = they run
 * @param pullFaults why streams are not read though the system is there, by stream: its last pulls were refused, or
 *     brought nothing that can be read, or no call could be made
 */
public record SystemState(
        @Nullable Boolean reachable,
        @Nullable Instant lastPull,
        long pulled,
        @Nullable String lastFault,
        @Nullable Instant lastFaultAt,
        @Nullable String packFault,
        Map<String, String> pullFaults) {
    static final SystemState UNSEEN = new SystemState(null, null, 0, null, null, null, Map.of());

    public SystemState {
        pullFaults = Collections.unmodifiableMap(new TreeMap<>(pullFaults));
    }

    /** Why streams are not read; absent = all are. */
    public @Nullable String pullFault() {
        return pullFaults.isEmpty() ? null : String.join("; ", pullFaults.values());
    }
}
