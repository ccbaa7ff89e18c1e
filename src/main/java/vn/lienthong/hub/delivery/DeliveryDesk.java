package vn.lienthong.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.delivery.DeliveryRows.Leased;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Telling;
import vn.lienthong.hub.intake.WakeUp;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;

/** Hands out what is due, with bodies that are fixed at the first try, and passes on what became of it. */
@Component
class DeliveryDesk implements Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryDesk.class);
    /** Rows that are prepared at once where a call carries one. */
    private static final int AHEAD = 32;

    private static final Set<String> ONE_BY_ONE = Set.of("look", "follow");

    private final DeliveryRows rows;
    private final DossierFiles files;
    private final Telling telling;
    private final Mappings mappings;
    private final FarSystems systems;
    private final BreakersInMemory breakers;
    private final Settle settle;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Clock clock;
    private final WakeUp wakeUp;
    private final String process = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong tokens = new AtomicLong();
    private final Map<SystemId, Deque<Batch>> prepared = new ConcurrentHashMap<>();
    private final Map<String, List<Leased>> inHand = new ConcurrentHashMap<>();

    DeliveryDesk(
            DeliveryRows rows,
            DossierFiles files,
            Telling telling,
            Mappings mappings,
            FarSystems systems,
            BreakersInMemory breakers,
            Settle settle,
            TransactionTemplate transaction,
            ObjectMapper json,
            Clock clock,
            WakeUp wakeUp) {
        this.rows = rows;
        this.files = files;
        this.telling = telling;
        this.mappings = mappings;
        this.systems = systems;
        this.breakers = breakers;
        this.settle = settle;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
        this.wakeUp = wakeUp;
    }

    @Override
    public Optional<Batch> take(SystemId system) {
        CallBreaker breaker = breakers.breaker(system);
        if (!breaker.allows(clock.instant())) {
            return Optional.empty();
        }
        Deque<Batch> waiting = prepared.computeIfAbsent(system, id -> new ArrayDeque<>());
        while (true) {
            Batch next;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    waiting.addAll(prepare(systems.get(system), breaker));
                }
                next = waiting.poll();
            }
            if (next == null) {
                breaker.unused();
                return Optional.empty();
            }
            List<Leased> leased = inHand.getOrDefault(next.token(), List.of());
            Instant now = clock.instant();
            if (!leased.isEmpty() && leased.stream().allMatch(row -> settle.hasTimeFor(row, system, now))) {
                return Optional.of(next);
            }
            release(next); // its lease may run out during the call: it is leased anew
        }
    }

    /** Calls for what is due: more than one at once, so that the next ones are ready when a call ends. */
    private List<Batch> prepare(SystemSettings system, CallBreaker breaker) {
        int each = breaker.rowsAtOnce(system.batch());
        int most = breaker.isCareful() ? each : Math.max(AHEAD, each * system.workers() * 2);
        String lease = process + "-" + tokens.incrementAndGet();
        boolean followFirst = tokens.get() % 4 == 0;
        Map<Long, JsonNode> bodies = new LinkedHashMap<>();
        List<Leased> leased = Objects.requireNonNull(transaction.execute(status -> {
            bodies.clear();
            return lease(system.id(), most, followFirst, lease, bodies);
        }));
        return batches(system.id(), lease, each, leased, bodies);
    }

    /**
     * Leases due rows and fixes the body of each, in the caller's transaction. Their dossiers are locked meanwhile: nobody
     * plans anew what is being taken in hand. Rows whose dossier is locked by somebody else stay for the next time.
     */
    private List<Leased> lease(
            SystemId system, int most, boolean followFirst, String lease, Map<Long, JsonNode> bodies) {
        List<Leased> due = rows.due(system, most, followFirst);
        if (due.isEmpty()) {
            return List.of();
        }
        Set<Long> free = files.lockFree(due.stream().map(Leased::dossierId).toList());
        List<Leased> mine =
                due.stream().filter(row -> free.contains(row.dossierId())).toList();
        Map<Long, DossierFile> dossiers = files.read(mine.stream()
                .filter(row -> row.body() == null)
                .map(Leased::dossierId)
                .toList());
        List<DeliveryRows.Ready> ready = new ArrayList<>();
        for (Leased row : mine) {
            try {
                ready(system, row, dossiers, bodies).ifPresent(ready::add);
            } catch (MappingFailed e) {
                park(system, row, e);
            } catch (IOException e) {
                throw new UncheckedIOException("HUB-DEL-001 body of delivery " + row.id() + " cannot be read", e);
            }
        }
        return rows.lease(lease, clock.instant().plus(settle.lease(system)), ready);
    }

    /** A row with its body: as it was fixed, or made now. Empty if the row was dropped from the plan. */
    private Optional<DeliveryRows.Ready> ready(
            SystemId system, Leased row, Map<Long, DossierFile> dossiers, Map<Long, JsonNode> bodies)
            throws IOException {
        if (row.body() != null) {
            bodies.put(row.id(), json.readTree(row.body()));
            return Optional.of(new DeliveryRows.Ready(row, row.body()));
        }
        DossierFile file = Objects.requireNonNull(dossiers.get(row.dossierId()));
        Optional<StoredDelivery> delivery =
                file.deliveries().stream().filter(d -> d.id() == row.id()).findFirst();
        if (delivery.isEmpty()) {
            return Optional.empty();
        }
        JsonNode body = mappings.body(system, row.what(), telling.of(file, delivery.get()));
        bodies.put(row.id(), body);
        return Optional.of(new DeliveryRows.Ready(row, json.writeValueAsBytes(body)));
    }

    private void park(SystemId system, Leased row, MappingFailed why) {
        LOG.warn("HUB-DEL-003 {} delivery {} cannot be made and is parked", system, row.id());
        rows.park(row.id(), why.faults().toString(), clock.instant());
    }

    /** Calls for rows in hand. */
    private List<Batch> batches(
            SystemId system, String lease, int size, List<Leased> leased, Map<Long, JsonNode> bodies) {
        if (leased.isEmpty()) {
            return List.of();
        }
        Map<Long, DeliveryRows.Address> addresses =
                rows.addresses(system, leased.stream().map(Leased::dossierId).toList());
        Map<String, List<Leased>> phases = new LinkedHashMap<>();
        leased.forEach(row ->
                phases.computeIfAbsent(row.phase(), p -> new ArrayList<>()).add(row));
        List<Batch> batches = new ArrayList<>();
        phases.forEach((phase, some) -> {
            int each = ONE_BY_ONE.contains(phase) ? 1 : size;
            for (int from = 0; from < some.size(); from += each) {
                batch(system, lease, phase, some.subList(from, Math.min(some.size(), from + each)), addresses, bodies)
                        .ifPresent(batches::add);
            }
        });
        return batches;
    }

    private Optional<Batch> batch(
            SystemId system,
            String lease,
            String phase,
            List<Leased> some,
            Map<Long, DeliveryRows.Address> addresses,
            Map<Long, JsonNode> bodies) {
        List<Row> batchRows = some.stream()
                .map(row -> {
                    DeliveryRows.Address address = Objects.requireNonNull(addresses.get(row.dossierId()));
                    return new Row(
                            row.id(),
                            row.dossierId(),
                            row.key(),
                            address.code(),
                            address.reference(),
                            Objects.requireNonNull(bodies.get(row.id())));
                })
                .toList();
        String token = lease + "/" + phase + "/" + some.get(0).id();
        try {
            JsonNode call = mappings.call(system, asked(phase, batchRows, some));
            inHand.put(token, List.copyOf(some));
            return Optional.of(new Batch(system, token, phase, batchRows, call));
        } catch (MappingFailed e) {
            transaction.executeWithoutResult(status -> some.forEach(row -> park(system, row, e)));
            return Optional.empty();
        }
    }

    private ObjectNode asked(String phase, List<Row> batchRows, List<Leased> leased) {
        ObjectNode asked = json.createObjectNode();
        asked.put("phase", phase);
        ArrayNode list = asked.putArray("rows");
        for (int i = 0; i < batchRows.size(); i++) {
            Row row = batchRows.get(i);
            ObjectNode one = list.addObject();
            one.put("key", row.key());
            one.put("what", leased.get(i).what());
            if (row.code() != null) {
                one.put("code", row.code());
            }
            if (row.reference() != null) {
                one.put("reference", row.reference());
            }
            if (leased.get(i).message() != null) {
                one.put("message", leased.get(i).message());
            }
            one.set("body", row.body());
        }
        return asked;
    }

    private static String lease(Batch batch) {
        return batch.token().substring(0, batch.token().indexOf('/'));
    }

    @Override
    public void settle(Batch batch, JsonNode answer) {
        List<Leased> leased = inHand.remove(batch.token());
        if (leased == null) {
            return; // settled or given back before
        }
        ObjectNode question = asked(batch.phase(), batch.rows(), leased);
        question.set("answer", answer);
        JsonNode outcomes;
        try {
            outcomes = mappings.outcomes(batch.system(), question);
        } catch (MappingFailed e) {
            goBack(batch, leased, null, "HUB-DEL-005 answer not understood: " + e.faults());
            return;
        }
        if (!outcomes.isArray() || outcomes.size() != leased.size()) {
            goBack(
                    batch,
                    leased,
                    null,
                    "HUB-DEL-005 " + leased.size() + " rows sent, " + outcomes.size() + " outcomes");
            return;
        }
        Settle.Settled settled = settle.outcomes(batch.system(), lease(batch), leased, outcomes);
        if (settled.allBusy()) {
            breakers.breaker(batch.system()).failed(clock.instant(), null, jitter());
        } else {
            breakers.breaker(batch.system())
                    .succeeded(systems.get(batch.system()).batch());
        }
        goOn(batch, settled.goOn());
        if (!settled.wake().isEmpty()) {
            wakeUp.planned(settled.wake());
        }
    }

    /** The next phase of rows that stay in hand goes before anything else of this system. */
    private void goOn(Batch batch, List<Leased> goOn) {
        Map<Long, JsonNode> bodies = new LinkedHashMap<>();
        batch.rows().forEach(row -> bodies.put(row.id(), row.body()));
        int size = systems.get(batch.system()).batch();
        List<Batch> next = batches(batch.system(), lease(batch), size, goOn, bodies);
        Deque<Batch> waiting = prepared.computeIfAbsent(batch.system(), id -> new ArrayDeque<>());
        synchronized (waiting) {
            for (int i = next.size() - 1; i >= 0; i--) {
                waiting.addFirst(next.get(i));
            }
        }
    }

    @Override
    public void failed(Batch batch, FarSideFault fault) {
        List<Leased> leased = Objects.requireNonNullElse(inHand.remove(batch.token()), List.of());
        goBack(batch, leased, fault, fault.kind() + " " + fault.getMessage());
    }

    private void goBack(Batch batch, List<Leased> leased, @Nullable FarSideFault fault, String why) {
        Instant now = clock.instant();
        Duration asked =
                fault == null ? null : systems.get(batch.system()).brake().atMost(fault.retryAfter());
        Duration wait = fault != null && fault.kind() == FarSideFault.Kind.LOCKED_OUT ? Duration.ofSeconds(10) : asked;
        CallBreaker breaker = breakers.breaker(batch.system());
        breaker.failed(now, wait, jitter());
        if (breaker.isCareful()) {
            putBack(batch.system());
        }
        List<DeliveryRows.Next> next = leased.stream()
                .map(row -> new DeliveryRows.Next(
                        row.id(),
                        row.state(),
                        row.phase(),
                        row.attempts() + 1,
                        BackOff.after(now, row.attempts(), asked, jitter()),
                        ONE_BY_ONE.contains(row.phase()) && row.message() != null ? row.message() : why,
                        false))
                .toList();
        transaction.executeWithoutResult(status -> rows.settle(lease(batch), next));
        LOG.debug("{} {} of {} rows go back: {}", batch.system(), batch.phase(), leased.size(), why);
    }

    /** What was prepared for a system that is away is free again: its lease must not run out unseen. */
    private void putBack(SystemId system) {
        Deque<Batch> waiting = prepared.computeIfAbsent(system, id -> new ArrayDeque<>());
        List<Batch> unused;
        synchronized (waiting) {
            unused = List.copyOf(waiting);
            waiting.clear();
        }
        unused.forEach(this::release);
    }

    private void release(Batch batch) {
        List<Leased> unused = inHand.remove(batch.token());
        if (unused != null) {
            transaction.executeWithoutResult(status -> rows.giveBack(lease(batch), unused));
        }
    }

    private static double jitter() {
        return ThreadLocalRandom.current().nextDouble();
    }

    @Override
    public void giveBack(Batch batch) {
        breakers.breaker(batch.system()).unused();
        release(batch);
    }
}
