package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Carries the runs of one system on, one call to the far side a round. What a round finds is committed together with the
 * place at which the next goes on, so a killed process loses one call. Holds one page in memory.
 */
class InspectSystem {
    private static final Logger LOG = LoggerFactory.getLogger(InspectSystem.class);
    private static final int MOST_UNREADABLE = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Desk desk;
    private final SystemSettings system;
    private final AskSystem ask;
    private final ReadLists lists;
    private final AskSingly singly;
    private final LookAgain again;
    private final Backfill backfill;
    private int failures;
    private int unreadable;

    InspectSystem(Desk desk, SystemSettings system) {
        this.desk = desk;
        this.system = system;
        this.ask = new AskSystem(desk, system);
        this.lists = new ReadLists(desk, system, ask);
        this.singly = new AskSingly(desk, system, ask);
        this.again = new LookAgain(desk, system, ask);
        this.backfill = new Backfill(desk, system, ask);
    }

    /** Whether it was made for these settings. */
    boolean isOf(SystemSettings settings) {
        return system.equals(settings);
    }

    /** One round of the run that goes on, if there is one. Answers how long to wait until the next. */
    Duration round() {
        boolean mayBeAsked = ask.mayBeAsked();
        Optional<Run> running = desk.runs().running(system.id());
        if (running.isEmpty()) {
            return IDLE;
        }
        Run run = running.get();
        if (desk.isLoading(system.id())) {
            return waits(run, "HUB-RCN-003 its first load is still under way", IDLE);
        }
        if (!mayBeAsked) {
            return waits(run, "HUB-RCN-004 its routes do not run yet, or have no question for what it holds", IDLE);
        }
        Duration left = ask.left(run);
        if (!left.isZero()) {
            return left;
        }
        try {
            Duration wait = step(run);
            failures = 0;
            unreadable = 0;
            return wait;
        } catch (FarSideFault fault) {
            backfill.anew();
            return failed(run, fault);
        } catch (Runs.RunMoved moved) {
            singly.anew();
            backfill.anew();
            return Duration.ZERO;
        }
    }

    private Duration step(Run run) {
        if (run.isBackfill()) {
            backfill.round(run).ifPresent(this::end);
            return Duration.ZERO;
        }
        switch (run.phase()) {
            case LIST -> lists.round(run);
            case LEDGER -> singly.round(run);
            case AGAIN -> {
                return again(run);
            }
        }
        return Duration.ZERO;
    }

    private Duration again(Run run) {
        Optional<Duration> wait = again.round(run);
        if (wait.isEmpty()) {
            end(run.is(Run.State.DONE, null));
            return Duration.ZERO;
        }
        return wait.get().compareTo(IDLE) > 0 ? IDLE : wait.get();
    }

    private Duration failed(Run run, FarSideFault fault) {
        failures++;
        unreadable = fault.kind() == Kind.UNREADABLE ? unreadable + 1 : 0;
        if (unreadable >= MOST_UNREADABLE) {
            end(run.is(Run.State.FAILED, fault.getMessage()));
            return IDLE;
        }
        Duration wait = Duration.ofMillis(Math.min(500L << Math.min(failures - 1, 10), LONGEST_WAIT.toMillis()));
        Duration asked = fault.retryAfter();
        return waits(run, fault.getMessage(), asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    }

    private Duration waits(Run run, String why, Duration wait) {
        if (!why.equals(run.trouble())) {
            LOG.warn("{} {} of {} waits: {}", kind(run), run.id(), system.id(), why);
            try {
                desk.runs().save(run.is(run.state(), why));
            } catch (Runs.RunMoved moved) {
                return Duration.ZERO;
            }
        }
        return wait;
    }

    private static String kind(Run run) {
        return run.isBackfill() ? "backfill" : "reconciliation";
    }

    private void end(Run run) {
        desk.commit(() -> {
            desk.runs().save(run);
            desk.runs().forgetSeen(run.id());
            if (run.state() != Run.State.DONE) {
                desk.differences().forgetSuspects(run.id());
            }
        });
        failures = 0;
        unreadable = 0;
        LOG.info(
                "{} {} of {} is {}: {} compared, {} calls",
                kind(run),
                run.id(),
                system.id(),
                Runs.word(run.state()),
                run.compared(),
                run.calls());
    }
}
