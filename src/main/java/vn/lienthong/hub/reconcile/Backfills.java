package vn.lienthong.hub.reconcile;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;

/** Backfills, as people and scripts order and ask for them. */
public interface Backfills {
    /**
     * Reads again what changed at a system in a window, and takes it in as a pull does.
     *
     * @param mostPerSecond calls to the system
     * @return empty = one of this system runs
     */
    Optional<BackfillLine> order(SystemId system, String actor, Instant from, Instant to, int mostPerSecond);

    Reconciliations.Done stop(long id);

    Optional<BackfillLine> find(long id);

    /** The newest first; {@code after} is the id of the last one seen. */
    Slice<BackfillLine> list(@Nullable SystemId system, Window window);

    /**
     * One backfill.
     *
     * @param read records and dossiers in the window so far: {@code registered} were new, {@code unchanged} known,
     *     {@code heldBack} held; {@code notGiven} were named but no record is to be had
     * @param share of the work that is done, 0 to 1, by the times of the lists; null = they say none
     * @param reached the change that was read last
     * @param trouble why it waits or failed
     */
    record BackfillLine(
            long id,
            SystemId system,
            String askedBy,
            Instant from,
            Instant to,
            int mostPerSecond,
            String state,
            long calls,
            long read,
            long registered,
            long unchanged,
            long heldBack,
            long notGiven,
            @Nullable Double share,
            @Nullable Instant reached,
            @Nullable String trouble,
            Instant startedAt,
            Instant changedAt,
            @Nullable Instant endedAt) {}
}
