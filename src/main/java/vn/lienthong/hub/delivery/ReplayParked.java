package vn.lienthong.hub.delivery;

/** Gives a parked delivery a new chance, under the same key, at its place in the order of its dossier. */
public interface ReplayParked {
    Replayed replay(long id);

    /** What became of the order to replay. */
    enum Replayed {
        /** Due now; attempts count from zero. */
        DUE,
        /** It waits, is in hand, or is done: nothing was changed. */
        NOT_PARKED,
        /** No delivery has this id. */
        UNKNOWN
    }
}
