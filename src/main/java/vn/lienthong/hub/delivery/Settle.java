package vn.lienthong.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.delivery.DeliveryRows.Leased;
import vn.lienthong.hub.delivery.DeliveryRows.Next;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Register;
import vn.lienthong.hub.ledger.Collision;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Writes what became of the rows of one call, with the references that the far side gave, in one transaction. */
@Component
class Settle {
    private static final Logger LOG = LoggerFactory.getLogger(Settle.class);
    private static final int TRIES = 4;
    private static final int MOST_GENERATIONS = 4;
    /** A prepared call that did not get its turn for so long is given back. */
    private static final Duration SHELF_LIFE = Duration.ofSeconds(10);

    private static final Duration LEDGER_TIME = Duration.ofSeconds(5);

    private final DeliveryRows rows;
    private final DossierFiles files;
    private final Register register;
    private final FarSystems systems;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Settle(
            DeliveryRows rows,
            DossierFiles files,
            Register register,
            FarSystems systems,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.files = files;
        this.register = register;
        this.systems = systems;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param wake systems that have something due now
     * @param allBusy every row was told to come later
     * @param goOn rows that stay in hand for their next phase
     */
    record Settled(Set<SystemId> wake, boolean allBusy, List<Leased> goOn) {}

    Settled outcomes(SystemId system, String lease, List<Leased> leased, JsonNode outcomes) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(
                        transaction.execute(status -> inTransaction(system, lease, leased, outcomes)));
            } catch (DataAccessException trouble) {
                boolean race = trouble instanceof DuplicateKeyException || Collision.is(trouble);
                if (attempt == TRIES || !race) {
                    throw trouble;
                }
            }
        }
    }

    /** What becomes of a row, and what its outcome was. */
    private record Decided(Leased row, String outcome, JsonNode said, Next next) {}

    private Settled inTransaction(SystemId system, String lease, List<Leased> leased, JsonNode outcomes) {
        Instant now = clock.instant();
        List<Leased> goOn = new ArrayList<>();
        List<Decided> decided = new ArrayList<>();
        int busy = 0;
        for (int i = 0; i < leased.size(); i++) {
            Leased row = leased.get(i);
            JsonNode said = outcomes.get(i);
            String outcome = said.path("outcome").asText();
            if (outcome.equals("as") && hasTimeFor(row, system, now)) {
                // The phase is written with the end: a crash in between repeats a call that can be repeated anyway.
                goOn.add(row.as(said.path("phase").asText(), message(said), row.until()));
                continue;
            }
            Next next = next(system, row, outcome, said, now);
            busy += outcome.equals("busy") ? 1 : 0;
            decided.add(new Decided(row, outcome, said, next));
        }
        if (decided.isEmpty()) {
            return new Settled(Set.of(), false, goOn);
        }
        files.lockOnly(decided.stream().map(d -> d.row().dossierId()).toList());
        boolean[] held = rows.settle(lease, decided.stream().map(Decided::next).toList());
        Set<Long> opened = new TreeSet<>();
        Map<Long, String> references = new LinkedHashMap<>();
        Set<Long> lost = new TreeSet<>();
        for (int i = 0; i < held.length; i++) {
            if (!held[i]) {
                continue; // leased anew to somebody else: their outcome counts
            }
            Decided one = decided.get(i);
            Leased row = one.row();
            String message = message(one.said());
            switch (one.outcome()) {
                case "done" -> {
                    opened.add(row.dossierId());
                    reference(one.said()).ifPresent(r -> references.put(row.dossierId(), r));
                }
                case "overtaken" -> {
                    opened.add(row.dossierId());
                    rows.note(
                            row.eventId(),
                            "HUB-DEL-002 overtaken at " + system + (message == null ? "" : ": " + message));
                }
                case "handed" -> opened.add(row.dossierId());
                case "as" ->
                    goOn.add(row.as(
                            one.said().path("phase").asText(),
                            message,
                            Objects.requireNonNull(one.next().leasedUntil())));
                case "refused" ->
                    LOG.warn("HUB-DEL-006 {} refused delivery {} ({}): parked", system, row.id(), row.what());
                case "lost" -> lost.add(row.dossierId());
                default -> {}
            }
        }
        Set<SystemId> wake = new TreeSet<>();
        if (!opened.isEmpty() && rows.promote(system, opened)) {
            wake.add(system);
        }
        wake.addAll(refer(system, references));
        tellAgain(system, lost, leased, now);
        if (!lost.isEmpty()) {
            wake.add(system);
        }
        return new Settled(wake, busy > 0 && busy == leased.size(), goOn);
    }

    private Next next(SystemId system, Leased row, String outcome, JsonNode said, Instant now) {
        String message = message(said);
        return switch (outcome) {
            case "done", "overtaken" -> over(row, message, now);
            case "lost" -> over(row, "lost at the far side", now);
            case "handed" -> new Next(row.id(), "H", "follow", 0, now.plus(poll(system)), message, false);
            case "later" ->
                new Next(row.id(), row.state(), row.phase(), row.attempts(), now.plus(poll(system)), message, false);
            case "as" ->
                new Next(row.id(), "R", said.path("phase").asText(), 0, now, message, false, now.plus(lease(system)));
            case "refused" -> new Next(row.id(), "P", row.phase(), row.attempts() + 1, now, message, false);
            default -> {
                double jitter = ThreadLocalRandom.current().nextDouble();
                Instant due = BackOff.after(now, row.attempts(), null, jitter);
                yield new Next(row.id(), row.state(), row.phase(), row.attempts() + 1, due, message, false);
            }
        };
    }

    private static Next over(Leased row, @Nullable String message, Instant now) {
        return new Next(row.id(), "D", row.phase(), row.attempts(), now, message, true);
    }

    private static @Nullable String message(JsonNode said) {
        return said.hasNonNull("message") ? said.path("message").asText() : null;
    }

    /** Whether the lease of a row outlasts one more call, with time for the ledger. */
    boolean hasTimeFor(Leased row, SystemId system, Instant now) {
        return now.plus(systems.get(system).timeout()).plus(LEDGER_TIME).isBefore(row.until());
    }

    private static java.util.Optional<String> reference(JsonNode outcome) {
        String reference = outcome.path("reference").asText("");
        return reference.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(reference);
    }

    /** How long a row stays in hand: the wait for its turn, the call, some time for the ledger. */
    Duration lease(SystemId system) {
        return systems.get(system).timeout().plus(SHELF_LIFE).plus(LEDGER_TIME);
    }

    private Duration poll(SystemId system) {
        return systems.get(system).poll();
    }

    /** Keeps the far side's own codes; a dossier that had no code takes the one-stop's, and can be told on. */
    private Set<SystemId> refer(SystemId system, Map<Long, String> references) {
        Set<SystemId> wake = new TreeSet<>();
        if (references.isEmpty()) {
            return wake;
        }
        Map<Long, DossierFile> locked = files.lock(references.keySet());
        List<DossierFile> changed = new ArrayList<>();
        locked.forEach((id, file) -> {
            String reference = Objects.requireNonNull(references.get(id));
            boolean front = systems.get(system).role() == Role.FRONT;
            // What a system lost and took again has a new number there.
            boolean fresh = file.isNowCalled(system, reference);
            boolean named = front && file.name(reference);
            if (named) {
                wake.addAll(register.bringUpToDate(file, false));
            }
            if (fresh || named) {
                changed.add(file);
            }
        });
        files.save(changed);
        return wake;
    }

    private void tellAgain(SystemId system, Set<Long> lost, List<Leased> leased, Instant now) {
        if (lost.isEmpty()) {
            return;
        }
        List<DossierFile> changed = new ArrayList<>();
        files.lock(lost).forEach((id, file) -> {
            Leased row =
                    leased.stream().filter(r -> r.dossierId() == id).findFirst().orElseThrow();
            boolean itsOwn =
                    system.equals(file.standing().born()) && systems.get(system).role() != Role.PORTAL;
            if (itsOwn || row.generation() >= MOST_GENERATIONS) {
                rows.park(row.id(), "HUB-DEL-004 " + system + " does not know the dossier any more", now);
            } else {
                register.tellAgain(file, system);
                changed.add(file);
            }
        });
        files.save(changed);
    }
}
