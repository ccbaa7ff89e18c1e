package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.FactKind;
import vn.lienthong.hub.dossier.Status;

/**
 * What one fact did to the dossier, at its place in the history.
 *
 * @param at when it happened: the fact's time; for a version that repeats an earlier step, when it was recorded
 * @param repeats the words and the official of the fact belong to a step that an earlier version told
 * @param details what it brought, as the member {@code event} of a telling: supplement, papers, fees, payment, results, dueAt
 * @param note code and words of a conflict
 */
public record Step(
        Fact fact,
        Instant at,
        boolean repeats,
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
                    // the status is refused; papers, payments and corrections that came with it are facts all the same
                    case CONFLICT -> !changes.isEmpty();
                    case ECHO, HISTORY -> false;
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
                || (effect == Effect.DATA && isCitizensAct());
    }

    /** After an end a payment is data: the end has its one line. */
    private boolean isCitizensAct() {
        if (after == null || after.isToldOnce()) {
            return false;
        }
        return (changes.contains(Change.PAPERS) && fact.kind() == FactKind.PAPERS_GIVEN)
                || (changes.contains(Change.PAYMENT) && fact.kind() == FactKind.FEE_PAID);
    }

    /** In whole seconds, as the portal keeps it. */
    Instant second() {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The picture that brought it still shows the status that it ended: its own system has to be told too. */
    boolean isUnsaid() {
        return (effect == Effect.STATUS || effect == Effect.BIRTH)
                && fact.kind().isPicture()
                && fact.status() != null
                && fact.status() != after;
    }
}
