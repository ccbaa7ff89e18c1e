package vn.lienthong.hub.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Which held records or parked deliveries a bulk replay takes. Null or empty = any.
 *
 * @param stream of held records
 * @param details what groups have in common beside the reason's code
 * @param from earliest moment at which it was held or parked
 * @param until latest; never later than the order itself
 */
public record ReplayScope(
        SystemId system,
        @Nullable String stream,
        @Nullable String reason,
        List<String> details,
        @Nullable Instant from,
        Instant until,
        List<Long> ids) {

    /** Everything of a system that was held or parked until now. */
    public static ReplayScope of(SystemId system, Instant until) {
        return new ReplayScope(system, null, null, List.of(), null, until, List.of());
    }

    public ReplayScope ofGroup(String reasonCode, String detail) {
        return new ReplayScope(system, stream, reasonCode, List.of(detail), from, until, ids);
    }

    public ReplayScope ofDetails(List<String> some) {
        return new ReplayScope(system, stream, reason, List.copyOf(some), from, until, ids);
    }
}
