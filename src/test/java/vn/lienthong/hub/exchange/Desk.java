package vn.lienthong.hub.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.ledger.StoredFact;

/** A dossier's file with what is planned and what was told, as the ledger would hold them. */
final class Desk {
    private final DossierFile file = DossierFile.open(1, Story.START);
    private final Fold fold = new Fold(Story.parties());
    private final Register register;
    private long ids = 100;

    Desk() {
        register = new Register(Story.parties(), fold, new Ids(null, null) {
            @Override
            public synchronized long next() {
                return ids++;
            }
        });
    }

    /** Takes in what the story has told since the last time. */
    Desk knows(Story story) {
        return knows(story.facts());
    }

    Desk knows(List<Fact> facts) {
        return knows(facts, false);
    }

    Desk knows(List<Fact> facts, boolean firstLoad) {
        for (Fact fact : facts) {
            if (!file.knows(fact)) {
                file.add(StoredFact.fresh(ids++, fact, new StoredFact.Fresh(new byte[0], new byte[0], "1")));
                if (fact.code() != null) {
                    file.name(fact.code());
                }
                fact.references().forEach(file::refer);
            }
        }
        register.bringUpToDate(file, firstLoad);
        return this;
    }

    Desk called(SystemId system, String reference) {
        file.refer(system, reference);
        return this;
    }

    /** Everything planned for this system is told. */
    Desk tells(SystemId system) {
        List<StoredDelivery> rows = new ArrayList<>();
        for (StoredDelivery d : file.deliveries()) {
            if (d.system().equals(system)) {
                rows.add(
                        d.started()
                                ? d
                                : new StoredDelivery(
                                        d.id(),
                                        d.system(),
                                        d.seq(),
                                        d.generation(),
                                        d.what(),
                                        d.part(),
                                        d.line(),
                                        d.status(),
                                        d.eventId(),
                                        d.key(),
                                        State.DONE,
                                        true));
            }
        }
        file.replan(system, rows);
        return this;
    }

    Desk loses(SystemId system) {
        tells(system);
        register.tellAgain(file, system);
        return this;
    }

    DossierFile file() {
        return file;
    }

    History history() {
        return fold.of(file.facts());
    }

    /** What this system is told, in order: the call, the source of the event and the status after it in the history, {@code *} = with a line. */
    List<String> toldTo(SystemId system) {
        History history = history();
        return rows(system).stream()
                .map(d -> {
                    StoredFact stored = file.stored().stream()
                            .filter(s -> s.id() == d.eventId())
                            .findFirst()
                            .orElseThrow();
                    Step step = Objects.requireNonNull(WhoIsTold.stepOf(history, stored.fact()));
                    return d.what() + " " + step.fact().source() + " "
                            + Objects.requireNonNull(step.after()).number()
                            + (d.line() ? "*" : "") + (d.part() == null ? "" : " " + d.part());
                })
                .toList();
    }

    List<StoredDelivery> rows(SystemId system) {
        return file.deliveries().stream()
                .filter(d -> d.system().equals(system))
                .sorted(java.util.Comparator.comparingInt(StoredDelivery::seq))
                .toList();
    }

    com.fasterxml.jackson.databind.node.ObjectNode telling(StoredDelivery delivery) {
        return new Telling(Story.parties(), fold).of(file, delivery);
    }

    String note(SystemId source, String key) {
        return Objects.requireNonNull(stored(source, key).note());
    }

    /** As settling a delivery notes it, before what was noted already. */
    Desk overtaken(SystemId source, String key, String note) {
        StoredFact stored = stored(source, key);
        Step step = Objects.requireNonNull(WhoIsTold.stepOf(history(), stored.fact()));
        stored.becomes(step.effect().word(), step.after(), note + "; " + stored.note());
        return this;
    }

    private StoredFact stored(SystemId source, String key) {
        return file.stored().stream()
                .filter(s -> s.fact().source().equals(source) && s.fact().key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
