package vn.lienthong.hub.reconcile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import vn.lienthong.hub.camel.Questions.DossierQuestion;
import vn.lienthong.hub.exchange.Expectation.Expected;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.reconcile.Differences.Suspect;
import vn.lienthong.hub.reconcile.Run.Phase;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.SystemSettings;

/** Asks one far system for the dossiers of the ledger that no list named, one by one. */
class AskSingly {
    private static final int AT_ONCE = 100;

    private final Desk desk;
    private final SystemSettings system;
    private final AskSystem ask;
    private final Deque<Long> candidates = new ArrayDeque<>();
    private long candidatesOf = -1;

    AskSingly(Desk desk, SystemSettings system, AskSystem ask) {
        this.desk = desk;
        this.system = system;
        this.ask = ask;
    }

    /** Reads anew from the last one that was dealt with. */
    void anew() {
        candidates.clear();
    }

    /** One question. */
    void round(Run run) {
        Optional<DossierQuestion> single = ask.single();
        if (candidatesOf != run.id()) {
            anew();
            candidatesOf = run.id();
        }
        if (candidates.isEmpty()) {
            candidates.addAll(single.isEmpty() ? List.of() : desk.runs().unseen(run, AT_ONCE));
        }
        Long id = candidates.poll();
        if (id == null || single.isEmpty()) {
            desk.runs().save(run.at(Phase.AGAIN, run.listNo(), null, run.lastId()));
            return;
        }
        DossierFile file = desk.files().read(List.of(id)).get(id);
        Run passed = run.at(Phase.LEDGER, run.listNo(), null, id);
        String name = file == null ? null : ask.name(file, single.get());
        if (file == null || name == null) {
            desk.runs().save(passed);
            return;
        }
        Expected expected = desk.expectation().of(file, system.id());
        if (!expected.holds() || expected.underWay()) {
            desk.runs().save(passed.counted(0, 0, expected.underWay() ? 1 : 0));
            return;
        }
        Holding holding;
        try {
            holding = ask.dossier(single.get(), name);
        } catch (FarSideFault fault) {
            anew();
            throw fault;
        }
        List<Finding> found = Compare.of(expected, holding);
        desk.commit(() -> {
            desk.differences().suspect(passed, Suspect.of(file, found), LookAgain.after(system, false));
            desk.runs().save(passed.counted(1, 1, 0));
        });
    }
}
