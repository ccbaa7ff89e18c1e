package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.camel.Questions;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.reconcile.Run.Filled;
import vn.lienthong.hub.reconcile.Run.State;

/** The backfills of the ledger: runs of their own kind. */
@Component
class LedgerBackfills implements Backfills {
    private static final double MOST_BEFORE_THE_END = 0.99;

    private final Runs runs;
    private final LedgerReconciliations reconciliations;
    private final Questions questions;

    LedgerBackfills(Runs runs, LedgerReconciliations reconciliations, Questions questions) {
        this.runs = runs;
        this.reconciliations = reconciliations;
        this.questions = questions;
    }

    @Override
    public Optional<BackfillLine> order(SystemId system, String actor, Instant from, Instant to, int mostPerSecond) {
        try {
            return find(runs.openBackfill(system, actor, from, to, mostPerSecond));
        } catch (DuplicateKeyException runsAlready) {
            return Optional.empty();
        }
    }

    @Override
    public Reconciliations.Done stop(long id) {
        return reconciliations.stop(id, true);
    }

    @Override
    public Optional<BackfillLine> find(long id) {
        return runs.find(id).filter(Run::isBackfill).map(this::line);
    }

    @Override
    public Slice<BackfillLine> list(@Nullable SystemId system, Window window) {
        Slice<Run> page = runs.page("backfill", system, window);
        return new Slice<>(page.items().stream().map(this::line).toList(), page.next());
    }

    private BackfillLine line(Run run) {
        Filled filled = Objects.requireNonNull(run.filled());
        return new BackfillLine(
                run.id(),
                run.system(),
                run.askedBy(),
                run.from(),
                run.to(),
                filled.mostPerSecond(),
                Runs.word(run.state()),
                run.calls(),
                run.compared(),
                filled.registered(),
                filled.unchanged(),
                filled.heldBack(),
                filled.notGiven(),
                share(run, filled),
                filled.listAt(),
                run.trouble(),
                run.startedAt(),
                run.changedAt(),
                run.endedAt());
    }

    /** A list goes forward or backward from its first change; before that change it has nothing in the window. */
    private @Nullable Double share(Run run, Filled filled) {
        if (run.state() == State.DONE) {
            return 1.0;
        }
        int lists = Math.max(1, questions.lists(run.system()).size());
        Instant first = filled.listFrom();
        Instant last = filled.listAt();
        if (first == null || last == null) {
            return run.listNo() == 0 ? null : Math.min(1.0, (double) run.listNo() / lists);
        }
        Instant to = run.to().isAfter(run.startedAt()) ? run.startedAt() : run.to();
        Duration whole = last.isBefore(first) ? Duration.between(run.from(), first) : Duration.between(first, to);
        Duration done = Duration.between(first, last).abs();
        double part =
                whole.isNegative() || whole.isZero() ? 1 : (double) done.toMillis() / Math.max(1, whole.toMillis());
        return Math.min(MOST_BEFORE_THE_END, (run.listNo() + Math.min(1, part)) / lists);
    }
}
