package vn.lienthong.hub.ledger;

import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;

/**
 * A planned or made delivery of a dossier.
 *
 * @param seq order within dossier and system
 * @param generation 2 and more = told again whole after the far side had lost the dossier
 * @param part one fee of several in one event, or which repetition of the last telling it is
 * @param line with a progress line
 * @param status of the dossier, as the portal is told it by this row; null = as the history has it
 * @param started its body is fixed, it is in hand, or it is over: the plan may not touch it any more
 */
public record StoredDelivery(
        long id,
        SystemId system,
        int seq,
        int generation,
        String what,
        @Nullable String part,
        boolean line,
        @Nullable Status status,
        long eventId,
        String key,
        State state,
        boolean started) {
    /** Begins the {@code part} of a delivery that tells once more what was told last. */
    public static final String REPEAT = "again-";

    /** Life of a delivery. */
    public enum State {
        /** Behind another of its dossier and system. */
        BEHIND("B"),
        /** Due, or in hand. */
        READY("R"),
        /** Written in a mailbox, not yet taken. */
        HANDED("H"),
        DONE("D"),
        /** Refused; waits for a person. */
        PARKED("P");

        private final String letter;

        State(String letter) {
            this.letter = letter;
        }

        public String letter() {
            return letter;
        }

        static State of(String letter) {
            for (State state : values()) {
                if (state.letter.equals(letter)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no delivery state " + letter);
        }

        /** Nothing behind it may go. */
        public boolean blocks() {
            return this == READY || this == PARKED || this == BEHIND;
        }
    }

    /** Tells once more what was told last; no plan makes it. */
    public boolean isRepeat() {
        return part != null && part.startsWith(REPEAT);
    }

    public StoredDelivery withPlace(int newSeq, State newState) {
        return new StoredDelivery(
                id, system, newSeq, generation, what, part, line, status, eventId, key, newState, started);
    }
}
