package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.lienthong.hub.camel.Questions.DossierQuestion;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.reconcile.Difference.Missing;
import vn.lienthong.hub.reconcile.Difference.State;
import vn.lienthong.hub.reconcile.Known.Named;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Looks once more at what looked different, mends what may be mended, and sees that it is mended; a person decides the rest.
 */
class LookAgain {
    /** Looks before something that does not come to rest is left as it is. */
    static final int LOOKS = 40;

    static final Duration SEE_AGAIN = Duration.ofMillis(500);

    private final Desk desk;
    private final SystemSettings system;
    private final AskSystem ask;
    private final Unread unread;
    private final LookAtDossier dossiers;

    LookAgain(Desk desk, SystemSettings system, AskSystem ask) {
        this.desk = desk;
        this.system = system;
        this.ask = ask;
        this.unread = new Unread(desk, system);
        this.dossiers = new LookAtDossier(desk, system, ask, unread);
    }

    /**
     * How long after the first look a second one says something: what is on its way has come by then. A log is read again by
     * its pull within a tenth of the time for which numbers may be late.
     */
    static Duration after(SystemSettings system, boolean numbered) {
        Duration grace = system.poll().multipliedBy(2).plus(SEE_AGAIN);
        return numbered ? grace.plus(system.lateNumbers().dividedBy(10)) : grace;
    }

    /** One difference that is due. Answers how long the next has time; empty = all are done with. */
    Optional<Duration> round(Run run) {
        Optional<Difference> due = desk.differences().due(run.id());
        if (due.isEmpty()) {
            Optional<Instant> next = desk.differences().nextDue(run.id());
            if (next.isPresent()) {
                Duration wait = Duration.between(desk.clock().instant(), next.get());
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            }
            return Optional.empty();
        }
        Difference difference = due.get();
        if (difference.missing() != null) {
            record(run, difference, difference.missing());
        } else if (difference.dossier() == null) {
            stranger(run, difference);
        } else {
            dossiers.look(
                    run,
                    difference.dossier(),
                    desk.differences().ofDossier(run.id(), difference.dossier(), difference.state()));
        }
        return Optional.of(Duration.ZERO);
    }

    /** A record of the far side that is missing here. */
    private void record(Run run, Difference difference, Missing missing) {
        boolean mending = difference.state() == State.MENDING;
        List<Difference> one = List.of(difference);
        Named name = desk.named(system.id(), missing);
        boolean known = desk.known().missing(system.id(), List.of(name)).isEmpty();
        boolean held = desk.known().isHeld(system.id(), missing.key());
        if (known && !held) {
            desk.differences().becomes(one, mending ? State.MENDED : State.GONE, null, Duration.ZERO);
        } else if (held && !mending) {
            desk.differences().becomes(one, State.GONE, "HUB-RCN-023", Duration.ZERO);
        } else if (!mending && unread.mayCome(difference)) {
            desk.differences().again(one, SEE_AGAIN);
        } else if (!mending && !run.mend()) {
            desk.differences().open(system.id(), difference, "HUB-RCN-025");
        } else if (!mending) {
            desk.differences().becomes(one, State.MENDING, null, SEE_AGAIN);
            desk.mend().takeIn(system.id(), missing);
        } else if (difference.tries() < LOOKS) {
            if (!held) {
                desk.mend().takeIn(system.id(), missing); // the process died before it did
            }
            // held: it may wait for its dossier, which is asked for
            desk.differences().again(one, SEE_AGAIN);
        } else {
            desk.differences().open(system.id(), difference, "HUB-RCN-023");
        }
    }

    /** A dossier there that nobody here knows. */
    private void stranger(Run run, Difference difference) {
        Holding there = new Holding(
                difference.subject(),
                difference.subject(),
                true,
                null,
                null,
                desk.json().createObjectNode(),
                null);
        Optional<DossierQuestion> single = ask.single();
        if (desk.known().dossiers(system.id(), List.of(there)).get(0) != null) {
            desk.differences().becomes(List.of(difference), State.GONE, null, Duration.ZERO);
            return;
        }
        if (single.isPresent() && ask.dossier(single.get(), difference.subject()) == null) {
            desk.commit(() -> {
                desk.differences().becomes(List.of(difference), State.GONE, null, Duration.ZERO);
                desk.runs().save(run.counted(1, 0, 0));
            });
            return;
        }
        desk.commit(() -> {
            desk.differences().open(system.id(), difference, "HUB-RCN-022");
            desk.runs().save(run.counted(1, 0, 0));
        });
    }
}
