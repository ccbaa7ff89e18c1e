package vn.lienthong.hub.intake;

import com.fasterxml.jackson.databind.JsonNode;

/** Tries a held record again with the mappings of today. */
public interface ReplayHeld {
    /** One transaction. A record that is at fault again stays held, with its present reason. */
    Replayed replay(long id);

    /**
     * Keeps a correction beside what came, with who and why, and tries the record as corrected: read by the same mapping and
     * checked as any other. With faults it stays held with those, and later tries read the correction too.
     *
     * @param payload the whole record as the mapping is to read it
     */
    Replayed correct(long id, JsonNode payload, String actor, String why);

    /** What a second try came to. */
    sealed interface Replayed {
        /** The record is in the ledger; the held one is closed. */
        record Registered() implements Replayed {}

        /** Still at fault, or waiting for a dossier that is not there yet. */
        record StillHeld(String reasonCode, String reason) implements Replayed {}

        /** Closed before: {@code state} is replayed or superseded. Nothing was done. */
        record Closed(String state) implements Replayed {}

        /** Not a record but a whole answer that nobody could read; the next pull asks for it again. Nothing was done. */
        record NoRecord() implements Replayed {}

        /** No held record has this id. */
        record Unknown() implements Replayed {}
    }
}
