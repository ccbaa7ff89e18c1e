package vn.lienthong.hub.intake;

/** Tries a held record again with the mappings of today. */
public interface ReplayHeld {
    /** One transaction. A record that is at fault again stays held, with its present reason. */
    Replayed replay(long id);

    /** What a second try came to. */
    sealed interface Replayed {
        /** The record is in the ledger; the held one is closed. */
        record Registered() implements Replayed {}

        /** Still at fault, or waiting for a dossier that is not there yet. */
        record StillHeld(String reasonCode, String reason) implements Replayed {}

        /** Closed before: {@code state} is replayed or superseded. Nothing was done. */
        record Closed(String state) implements Replayed {}

        /** No held record has this id. */
        record Unknown() implements Replayed {}
    }
}
