package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Course.Outcome;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.ledger.StoredFact;

/** The fold, the plan and the tellings as they are, the rows in a list: thousands of courses in a second. */
final class HubInMemory implements HubUnderTest {
    private final Fold fold = new Fold(Story.parties());
    private final Register register;
    private final List<Fact> waiting = new ArrayList<>();
    private final Map<Long, Said> said = new LinkedHashMap<>();
    private @Nullable DossierFile file;
    private long ids = 100;

    HubInMemory() {
        register = new Register(Story.parties(), fold, new Ids(null, null) {
            @Override
            public synchronized long next() {
                return ids++;
            }
        });
    }

    @Override
    public void page(List<Fact> facts) {
        waiting.addAll(facts);
        if (file == null && waiting.stream().anyMatch(Fact::canBegin)) {
            file = DossierFile.open(1, Story.START);
        }
        if (file == null) {
            return;
        }
        for (Fact fact : waiting) {
            if (!file.knows(fact)) {
                file.add(StoredFact.fresh(ids++, fact, new StoredFact.Fresh(new byte[0], new byte[0], "1")));
                if (fact.code() != null) {
                    file.name(fact.code());
                }
                fact.references().forEach(file::refer);
            }
        }
        waiting.clear();
        register.bringUpToDate(file, false);
    }

    @Override
    public boolean tell(SystemId system, Outcome outcome) {
        Optional<StoredDelivery> row = outcome == Outcome.REPLAYED ? parked(system) : due(system);
        row.ifPresent(r -> settle(Objects.requireNonNull(file), r, outcome));
        return row.isPresent();
    }

    private Optional<StoredDelivery> parked(SystemId system) {
        return rows(system).stream().filter(d -> d.state() == State.PARKED).findFirst();
    }

    private Optional<StoredDelivery> due(SystemId system) {
        return rows(system).stream()
                .filter(d -> d.state() == State.READY || d.state() == State.HANDED)
                .findFirst();
    }

    private List<StoredDelivery> rows(SystemId system) {
        return file == null
                ? List.of()
                : file.deliveries().stream()
                        .filter(d -> d.system().equals(system))
                        .sorted(Comparator.comparingInt(StoredDelivery::seq))
                        .toList();
    }

    private void settle(DossierFile dossier, StoredDelivery row, Outcome outcome) {
        if (outcome == Outcome.HANDED && !row.system().equals(Story.UI_V2)) {
            settle(dossier, row, Outcome.DONE); // only ui-v2 has a mailbox
            return;
        }
        StoredDelivery begun = outcome == Outcome.REPLAYED ? row : begin(dossier, row);
        State next =
                switch (outcome) {
                    case DONE, OVERTAKEN -> State.DONE;
                    case REFUSED -> State.PARKED;
                    case HANDED -> State.HANDED;
                    case REPLAYED, NO_ANSWER -> row.state() == State.HANDED ? State.HANDED : State.READY;
                };
        if (outcome == Outcome.REPLAYED || outcome == Outcome.REFUSED) {
            Said was = Objects.requireNonNull(said.get(row.id()));
            said.put(row.id(), new Said(was.to(), was.what(), was.event(), was.status(), was.line(), true));
        }
        replace(dossier, begun, next, outcome != Outcome.REPLAYED);
        if (outcome == Outcome.REPLAYED) {
            register.bringUpToDate(dossier, false);
        }
        if (!next.blocks()) {
            promote(dossier, row.system());
        }
        if (outcome == Outcome.DONE
                && row.what().equals("register")
                && row.system().equals(Story.ONESTOP)) {
            dossier.refer(Story.ONESTOP, Offices.CODE);
            if (dossier.name(Offices.CODE)) {
                register.bringUpToDate(dossier, false);
            }
        }
    }

    private StoredDelivery begin(DossierFile dossier, StoredDelivery row) {
        if (!row.started()) {
            ObjectNode telling = new Telling(Story.parties(), fold).of(dossier, row);
            said.remove(row.id());
            said.put(
                    row.id(),
                    new Said(
                            row.system(),
                            row.what(),
                            event(dossier, row),
                            telling.at("/event/status").asInt(),
                            row.line(),
                            false));
            return row;
        }
        return row;
    }

    private static String event(DossierFile dossier, StoredDelivery row) {
        return dossier.stored().stream()
                .filter(s -> s.id() == row.eventId())
                .map(s -> s.fact().key())
                .findFirst()
                .orElseThrow();
    }

    private static void replace(DossierFile dossier, StoredDelivery row, State state, boolean started) {
        dossier.replan(
                row.system(),
                dossier.deliveries().stream()
                        .filter(d -> d.system().equals(row.system()))
                        .map(d -> d.id() == row.id()
                                ? new StoredDelivery(
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
                                        state,
                                        started)
                                : d)
                        .toList());
    }

    private void promote(DossierFile dossier, SystemId system) {
        List<StoredDelivery> rows = rows(system);
        if (rows.stream().noneMatch(d -> d.state() == State.READY || d.state() == State.PARKED)) {
            rows.stream()
                    .filter(d -> d.state() == State.BEHIND)
                    .findFirst()
                    .ifPresent(d -> replace(dossier, d, State.READY, d.started()));
        }
    }

    @Override
    public Optional<DossierFile> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public List<Said> said() {
        return List.copyOf(said.values());
    }
}
