package vn.lienthong.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
    static final Duration SHELF_LIFE = Duration.ofSeconds(10);

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

    private Settled inTransaction(SystemId system, String lease, List<Leased> leased, JsonNode outcomes) {
        files.lockOnly(leased.stream().map(Leased::dossierId).toList());
        Set<Long> mine = new HashSet<>(
                rows.stillHeld(lease, leased.stream().map(Leased::id).collect(java.util.stream.Collectors.toSet())));
        Instant now = clock.instant();
        List<Next> next = new ArrayList<>();
        Set<Long> opened = new TreeSet<>();
        Map<Long, String> references = new LinkedHashMap<>();
        Set<Long> lost = new TreeSet<>();
        Set<SystemId> wake = new TreeSet<>();
        List<Leased> goOn = new ArrayList<>();
        int busy = 0;
        for (int i = 0; i < leased.size(); i++) {
            Leased row = leased.get(i);
            if (!mine.contains(row.id())) {
                continue; // leased anew to somebody else: their outcome counts
            }
            JsonNode outcome = outcomes.get(i);
            String message =
                    outcome.hasNonNull("message") ? outcome.path("message").asText() : null;
            switch (outcome.path("outcome").asText()) {
                case "done" -> {
                    next.add(over(row, "D", message, now));
                    opened.add(row.dossierId());
                    reference(outcome).ifPresent(r -> references.put(row.dossierId(), r));
                }
                case "overtaken" -> {
                    next.add(over(row, "D", message, now));
                    opened.add(row.dossierId());
                    rows.note(
                            row.eventId(),
                            "HUB-DEL-002 overtaken at " + system + (message == null ? "" : ": " + message));
                }
                case "handed" -> {
                    next.add(new Next(row.id(), "H", "follow", 0, now.plus(poll(system)), message, false));
                    opened.add(row.dossierId());
                }
                case "later" ->
                    next.add(new Next(
                            row.id(),
                            row.state(),
                            row.phase(),
                            row.attempts(),
                            now.plus(poll(system)),
                            message,
                            false));
                case "as" -> {
                    Leased on = row.as(outcome.path("phase").asText(), message);
                    next.add(new Next(row.id(), "R", on.phase(), 0, now, message, false, now.plus(lease(system))));
                    goOn.add(on);
                }
                case "refused" -> {
                    LOG.warn("HUB-DEL-006 {} refused delivery {} ({}): parked", system, row.id(), row.what());
                    next.add(new Next(row.id(), "P", row.phase(), row.attempts() + 1, now, message, false));
                }
                case "lost" -> {
                    next.add(over(row, "D", "lost at the far side", now));
                    lost.add(row.dossierId());
                }
                default -> {
                    busy++;
                    next.add(new Next(
                            row.id(),
                            row.state(),
                            row.phase(),
                            row.attempts() + 1,
                            BackOff.after(
                                    now,
                                    row.attempts(),
                                    null,
                                    ThreadLocalRandom.current().nextDouble()),
                            message,
                            false));
                }
            }
        }
        rows.settle(lease, next);
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

    private static Next over(Leased row, String state, @Nullable String message, Instant now) {
        return new Next(row.id(), state, row.phase(), row.attempts(), now, message, true);
    }

    private static java.util.Optional<String> reference(JsonNode outcome) {
        String reference = outcome.path("reference").asText("");
        return reference.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(reference);
    }

    /** How long a row stays in hand: the wait for its turn, the call, some time for the ledger. */
    Duration lease(SystemId system) {
        return systems.get(system).timeout().plus(SHELF_LIFE).plusSeconds(5);
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
