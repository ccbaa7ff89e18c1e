package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;

/**
 * What one fact did to the dossier, at its place in the history.
 *
 * @param details what it brought, as the member {@code event} of a telling: supplement, papers, fees, payment, results, dueAt
 * @param note code and words of a conflict
 */
public record Step(
        Fact fact,
        Effect effect,
        @Nullable Status before,
        @Nullable Status after,
        Set<Change> changes,
        ObjectNode details,
        @Nullable String note) {

    /** Weight of a fact. */
    public enum Effect {
        /** First status of the dossier. */
        BIRTH,
        /** Changed the status. */
        STATUS,
        /** A step inside a status. */
        STEP,
        /** Changed papers, fees, dates or data only. */
        DATA,
        /** What the hub itself caused, or said before. */
        ECHO,
        /** Kept, changes nothing. */
        HISTORY,
        /** Said without authority, or a move that is not listed: kept, listed, changes nothing. */
        CONFLICT;

        /** The word in the ledger. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What besides the status changed. */
    public enum Change {
        PAPERS,
        SUPPLEMENT,
        FEES,
        PAYMENT,
        RESULTS,
        DUE,
        DATA
    }

    /** Whether other systems must hear of it. */
    boolean isNews() {
        return after != null
                && switch (effect) {
                    case BIRTH, STATUS, STEP, DATA -> true;
                    case ECHO, HISTORY, CONFLICT -> false;
                };
    }

    boolean changed(Change change) {
        return changes.contains(change);
    }

    /** A step that has its own place in the list of steps (a payment and papers are a citizen's acts, told as a line too). */
    boolean hasLine() {
        return effect == Effect.BIRTH
                || effect == Effect.STATUS
                || effect == Effect.STEP
                || (effect == Effect.DATA && (changes.contains(Change.PAYMENT) || isCitizensPapers()));
    }

    private boolean isCitizensPapers() {
        return changes.contains(Change.PAPERS) && fact.kind() == vn.lienthong.hub.dossier.FactKind.PAPERS_GIVEN;
    }
}
