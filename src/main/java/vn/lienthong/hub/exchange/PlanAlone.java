package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.ledger.StoredFact;
import vn.lienthong.hub.mapping.Procedures;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Who would be told what of some facts, were they all that is known of one dossier: the same fold, plan and tellings as in
 * a running hub, without a ledger. Keeps nothing.
 */
public final class PlanAlone {
    private final Parties parties;
    private final Fold fold;
    private final Telling telling;

    public PlanAlone(FarSystems systems, Procedures procedures) {
        this.parties = new Parties(systems, procedures);
        this.fold = new Fold(parties);
        this.telling = new Telling(parties, fold);
    }

    /** One delivery: what a system is told. */
    public record Planned(SystemId system, String what, ObjectNode telling) {}

    /** @param facts of one dossier; without one that can begin a dossier nobody is told anything */
    public List<Planned> of(List<Fact> facts) {
        if (facts.stream().noneMatch(Fact::canBegin)) {
            return List.of();
        }
        DossierFile file = DossierFile.open(1, Instant.EPOCH);
        long id = 1;
        for (Fact fact : facts) {
            file.add(StoredFact.fresh(++id, fact, new StoredFact.Fresh(new byte[0], new byte[0], "")));
            if (fact.code() != null) {
                file.name(fact.code());
            }
            fact.references().forEach(file::refer);
        }
        History history = fold.of(file.facts());
        WhoIsTold who = new WhoIsTold(parties, file, history);
        List<Planned> told = new ArrayList<>();
        for (SystemSettings target : parties.told()) {
            int seq = 0;
            for (vn.lienthong.hub.exchange.Planned planned : who.plan(target, new Told(file, target.id(), history))) {
                long event = file.stored().stream()
                        .filter(stored -> stored.fact() == planned.fact())
                        .findFirst()
                        .orElseThrow()
                        .id();
                StoredDelivery delivery = new StoredDelivery(
                        ++id,
                        target.id(),
                        ++seq,
                        1,
                        planned.what(),
                        planned.part(),
                        planned.line(),
                        planned.status(),
                        event,
                        planned.key(target.id(), 1),
                        State.READY,
                        false);
                told.add(new Planned(target.id(), planned.what(), telling.of(file, delivery)));
            }
        }
        return told;
    }
}
