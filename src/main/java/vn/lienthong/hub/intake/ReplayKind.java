package vn.lienthong.hub.intake;

import java.util.List;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.ReasonGroups.Extent;
import vn.lienthong.hub.ledger.ReplayScope;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Replay;

/** One of the two things that can be replayed in bulk. */
public interface ReplayKind {
    Kind kind();

    /** What a scope has now. */
    Extent extent(ReplayScope scope);

    /**
     * The next page of a replay, its cursor moved in the same transaction.
     *
     * @return false when nothing is left
     */
    boolean page(Replay replay);

    /** Details of what is open with one of these reasons. */
    List<String> missing(SystemId system, List<String> codes);
}
