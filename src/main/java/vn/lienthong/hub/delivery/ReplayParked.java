package vn.lienthong.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;

/** Gives a parked delivery a new chance, under the same key, at its place in the order of its dossier. */
public interface ReplayParked {
    /** With a body made anew. */
    Replayed replay(long id);

    /**
     * With the body that a person wrote; the refused one is kept beside it, with who and why.
     *
     * @param body what {@code to/<what>.jslt} would make
     */
    Replayed correct(long id, JsonNode body, String actor, String why);

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
