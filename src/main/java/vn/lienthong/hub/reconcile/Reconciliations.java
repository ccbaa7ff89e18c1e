package vn.lienthong.hub.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;

/** The runs and what they found, as people and scripts order and ask for them. */
public interface Reconciliations {
    /** Ids of the systems that can be asked what they hold. */
    List<SystemId> asked();

    /**
     * Orders a run; runs of one system follow each other.
     *
     * @param from null = as far back as the schedule looks; {@code to} null = until now
     * @param mend false = it only lists; null = as the schedule does, {@code deep} too
     */
    long order(
            SystemId system,
            String actor,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Boolean mend,
            @Nullable Boolean deep);

    /** What became of an order. */
    enum Done {
        DONE,
        NOT_NOW,
        UNKNOWN
    }

    Done stop(long id);

    /** A person decides that a listed difference may stay, or was settled by hand. */
    Done accept(long difference, String actor, String reason);

    /**
     * One run: scope, progress, result.
     *
     * @param compared dossiers and records that were compared; {@code equal} of them had no difference
     * @param underWay something was still to be told or read there: not compared
     * @param kinds found differences by class; {@code mended}, {@code open} and {@code accepted} of them
     * @param pending seen once, or being mended: not decided yet
     */
    record RunLine(
            long id,
            SystemId system,
            String askedBy,
            Instant from,
            Instant to,
            boolean mend,
            boolean deep,
            String state,
            String phase,
            long calls,
            long compared,
            long equal,
            long underWay,
            SortedMap<String, Long> kinds,
            long mended,
            long open,
            long accepted,
            long pending,
            @Nullable String trouble,
            Instant startedAt,
            Instant changedAt,
            @Nullable Instant endedAt) {}

    Optional<RunLine> run(long id);

    /** The newest first; {@code after} is the id of the last one seen. */
    Slice<RunLine> runs(@Nullable SystemId system, Window window);

    /** The last run of every system that had one. */
    Map<SystemId, RunLine> last();

    /**
     * One difference with both values side by side. Personal values are among them: who shows it looks at who asks.
     *
     * @param note code that says why it is listed, or what was tried
     */
    record DifferenceLine(
            long id,
            long run,
            SystemId system,
            String kind,
            String subject,
            @Nullable String code,
            String field,
            @Nullable String ours,
            @Nullable String theirs,
            String state,
            @Nullable String note,
            Instant notedAt,
            @Nullable String closedBy,
            @Nullable String reason) {
        /** Whether the values say something of a person. */
        public boolean isPersonal() {
            return field.startsWith("/applicant") || field.equals("/summary");
        }
    }

    /** What a list shows; null = any. */
    record DifferenceFilter(
            @Nullable SystemId system,
            @Nullable Long run,
            @Nullable String kind,
            @Nullable String state) {}

    /** In the order in which they were found; what turned out to be none is not among them. */
    Slice<DifferenceLine> differences(DifferenceFilter filter, Window window);
}
