package vn.lienthong.hub.intake;

import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Replay;

/** One of the two things that can be replayed in bulk. */
public interface ReplayKind {
    /** Records or deliveries of one page. */
    int PAGE = 500;

    Kind kind();

    /**
     * The next page of a replay, its cursor moved in the same transaction.
     *
     * @return false when nothing is left
     */
    boolean page(Replay replay);
}
