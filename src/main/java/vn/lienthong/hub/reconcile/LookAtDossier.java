package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.Questions.DossierQuestion;
import vn.lienthong.hub.exchange.Expectation.Expected;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.mapping.Mappings.Carried;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.reconcile.Difference.Missing;
import vn.lienthong.hub.reconcile.Difference.State;
import vn.lienthong.hub.reconcile.Mend.Choice;
import vn.lienthong.hub.reconcile.Mend.Remedy;
import vn.lienthong.hub.systems.SystemSettings;

/** Looks once more at one dossier as a far system holds it, and does what may be done about what still differs. */
class LookAtDossier {
    private static final Duration MOST_TO_MEND = Duration.ofMinutes(15);

    private final Desk desk;
    private final SystemSettings system;
    private final AskSystem ask;
    private final Unread unread;

    LookAtDossier(Desk desk, SystemSettings system, AskSystem ask, Unread unread) {
        this.desk = desk;
        this.system = system;
        this.ask = ask;
        this.unread = unread;
    }

    /** All differences of one dossier in one state, by one question. */
    void look(Run run, long id, List<Difference> its) {
        boolean mending = its.get(0).state() == State.MENDING;
        DossierFile before = desk.files().read(List.of(id)).get(id);
        Optional<DossierQuestion> single = ask.single();
        String name = before == null || single.isEmpty() ? null : ask.name(before, single.get());
        if (before == null || single.isEmpty() || name == null) {
            // Nobody can look again: what a list showed stands.
            its.forEach(d -> desk.differences().open(system.id(), d, "HUB-RCN-004"));
            return;
        }
        Expected expected = desk.expectation().of(before, system.id());
        if (expected.underWay()) {
            underWay(run, its, before, mending);
            return;
        }
        Holding holding = ask.dossier(single.get(), name);
        DossierFile after =
                Objects.requireNonNull(desk.files().read(List.of(id)).get(id));
        Expected still = desk.expectation().of(after, system.id());
        desk.runs().save(run.counted(1, 0, 0));
        if (!still.equals(expected)) {
            desk.differences().again(its, LookAgain.SEE_AGAIN); // it changed while the far side was asked
            return;
        }
        List<Finding> found = Compare.of(still, holding);
        for (Difference difference : its) {
            Optional<Finding> same =
                    found.stream().filter(f -> f.isAbout(difference.finding())).findFirst();
            if (same.isEmpty()) {
                desk.differences()
                        .becomes(List.of(difference), mending ? State.MENDED : State.GONE, null, Duration.ZERO);
            } else if (mending && !isOtherRemedy(difference, same.get(), still, holding)) {
                desk.differences().open(system.id(), difference, "HUB-RCN-010");
            } else if (!mending && !same.get().equals(difference.finding()) && difference.tries() < LookAgain.LOOKS) {
                desk.differences().nowIs(difference, same.get(), LookAgain.after(system, false));
            } else if (!mending && !still.obeys() && unread.mayCome(difference)) {
                desk.differences().again(List.of(difference), LookAgain.SEE_AGAIN);
            } else {
                decide(run, id, difference, same.get(), still, holding);
            }
        }
    }

    /** What it said was taken in, and now it is the hub's turn to tell; not the other way round, and not for ever. */
    private static boolean isOtherRemedy(
            Difference difference, Finding finding, Expected expected, @Nullable Holding holding) {
        boolean record = holding != null && holding.record() != null;
        return Runs.word(Remedy.TAKE_IN).equals(difference.note())
                && Mend.choose(finding, expected, record).remedy() == Remedy.LAST;
    }

    private void underWay(Run run, List<Difference> its, DossierFile file, boolean mending) {
        boolean parked = file.deliveries().stream()
                .anyMatch(d -> d.system().equals(system.id()) && d.state() == StoredDelivery.State.PARKED);
        if (mending && parked) {
            its.forEach(d -> desk.differences().open(system.id(), d, "HUB-RCN-011"));
        } else if (mending) {
            boolean late =
                    its.get(0).since().plus(MOST_TO_MEND).isBefore(desk.clock().instant());
            if (late) {
                its.forEach(d -> desk.differences().open(system.id(), d, "HUB-RCN-013"));
            } else {
                desk.differences().again(its, LookAgain.SEE_AGAIN);
            }
        } else if (parked || its.get(0).tries() >= LookAgain.LOOKS) {
            desk.commit(() -> {
                desk.differences().becomes(its, State.GONE, "HUB-RCN-007", Duration.ZERO);
                desk.runs().save(run.counted(0, 0, 1));
            });
        } else {
            desk.differences().again(its, LookAgain.SEE_AGAIN);
        }
    }

    private void decide(
            Run run,
            long dossier,
            Difference difference,
            Finding finding,
            Expected expected,
            @Nullable Holding holding) {
        Carried record = holding == null ? null : holding.record();
        Choice choice = Mend.choose(finding, expected, record != null);
        boolean inVain = !expected.obeys() && desk.differences().withstood(system.id(), difference);
        if (choice.remedy() == Remedy.NONE || !run.mend() || inVain) {
            String note = inVain ? "HUB-RCN-010" : choice.remedy() == Remedy.NONE ? choice.note() : "HUB-RCN-025";
            desk.differences().open(system.id(), difference, note);
            return;
        }
        Runnable noted = () -> desk.differences()
                .becomes(List.of(difference), State.MENDING, Runs.word(choice.remedy()), LookAgain.SEE_AGAIN);
        if (choice.remedy() == Remedy.TAKE_IN) {
            desk.mend().takeIn(system.id(), Missing.of(Objects.requireNonNull(record)));
            noted.run();
        } else {
            desk.mend().tell(system.id(), dossier, choice.remedy(), noted);
        }
    }
}
