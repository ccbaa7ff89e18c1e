package vn.lienthong.hub.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.ledger.ReplayScope;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Replay;

/** Takes orders for bulk replays. Each works off its scope in the order in which it came. */
public interface BulkReplay {
    /** Counts and notes it; the work is done in the background, by whichever process comes first. */
    Replay order(Kind kind, ReplayScope scope, String actor, @Nullable String why);

    /** The end of a scope that is to have everything that is held or parked now. */
    Instant now();

    /** Ends it after the page in hand. @return false if it had ended before, or there is none */
    boolean stop(long id);
}
