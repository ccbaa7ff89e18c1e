package vn.lienthong.hub.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.reconcile.Reconciliations;

/** A ledger in which nothing was ever compared. */
final class NoReconciliations implements Reconciliations {
    @Override
    public List<SystemId> asked() {
        return List.of(ApiUnderTest.PORTAL);
    }

    @Override
    public long order(SystemId system, String actor, Instant from, Instant to, Boolean mend, Boolean deep) {
        return 7;
    }

    @Override
    public Done stop(long id) {
        return Done.UNKNOWN;
    }

    @Override
    public Done accept(long difference, String actor, String reason) {
        return Done.NOT_NOW;
    }

    @Override
    public Optional<RunLine> run(long id) {
        return Optional.empty();
    }

    @Override
    public Slice<RunLine> runs(SystemId system, Window window) {
        return new Slice<>(List.of(), null);
    }

    @Override
    public Map<SystemId, RunLine> last() {
        return Map.of();
    }

    @Override
    public Slice<DifferenceLine> differences(DifferenceFilter filter, Window window) {
        return new Slice<>(List.of(), null);
    }
}
