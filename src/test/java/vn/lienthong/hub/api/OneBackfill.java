package vn.lienthong.hub.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.reconcile.Backfills;
import vn.lienthong.hub.reconcile.Reconciliations.Done;

/** Takes one order and refuses the next: the first still runs. */
final class OneBackfill implements Backfills {
    private @Nullable BackfillLine running;

    @Override
    public synchronized Optional<BackfillLine> order(
            SystemId system, String actor, Instant from, Instant to, int mostPerSecond) {
        if (running != null) {
            return Optional.empty();
        }
        running = new BackfillLine(
                5,
                system,
                actor,
                from,
                to,
                mostPerSecond,
                "running",
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                from,
                from,
                null);
        return Optional.of(running);
    }

    @Override
    public synchronized Done stop(long id) {
        return running != null && running.id() == id ? Done.NOT_NOW : Done.UNKNOWN;
    }

    @Override
    public synchronized Optional<BackfillLine> find(long id) {
        return Optional.ofNullable(running).filter(one -> one.id() == id);
    }

    @Override
    public synchronized Slice<BackfillLine> list(@Nullable SystemId system, Window window) {
        return new Slice<>(running == null ? List.of() : List.of(running), null);
    }
}
