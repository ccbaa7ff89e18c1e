package vn.lienthong.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.delivery.DeliveryRows.Leased;
import vn.lienthong.hub.delivery.PrepareBatches.InHand;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.WakeUp;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;

/** Hands out calls of what is due, and passes on what became of them. */
@Component
class DeliveryDesk implements Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryDesk.class);
    /** Rows that are prepared at once where a call carries one. */
    private static final int AHEAD = 32;

    private final DeliveryRows rows;
    private final PrepareBatches batches;
    private final Mappings mappings;
    private final FarSystems systems;
    private final BreakersInMemory breakers;
    private final Settle settle;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final WakeUp wakeUp;
    private final String process = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicLong tokens = new AtomicLong();
    private final Map<SystemId, Prepared> prepared = new ConcurrentHashMap<>();
    /** Calls that wait for a worker. Whoever finds none prepares more, under the lock; others put and take meanwhile. */
    private static final class Prepared {
        final Deque<Batch> batches = new ConcurrentLinkedDeque<>();
        final Lock preparing = new ReentrantLock();
    }

    private final Map<String, List<Leased>> inHand = new ConcurrentHashMap<>();

    DeliveryDesk(
            DeliveryRows rows,
            PrepareBatches batches,
            Mappings mappings,
            FarSystems systems,
            BreakersInMemory breakers,
            Settle settle,
            TransactionTemplate transaction,
            Clock clock,
            WakeUp wakeUp) {
        this.rows = rows;
        this.batches = batches;
        this.mappings = mappings;
        this.systems = systems;
        this.breakers = breakers;
        this.settle = settle;
        this.transaction = transaction;
        this.clock = clock;
        this.wakeUp = wakeUp;
    }

    @Override
    public Optional<Batch> take(SystemId system) {
        CallBreaker breaker = breakers.breaker(system);
        if (!breaker.allows(clock.instant())) {
            return Optional.empty();
        }
        while (true) {
            @Nullable Batch next = next(systems.get(system), breaker);
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

    private @Nullable Batch next(SystemSettings system, CallBreaker breaker) {
        Prepared waiting = prepared(system.id());
        Batch next = waiting.batches.poll();
        if (next != null) {
            return next;
        }
        waiting.preparing.lock();
        try {
            if (waiting.batches.isEmpty()) {
                waiting.batches.addAll(prepare(system, breaker));
            }
            return waiting.batches.poll();
        } finally {
            waiting.preparing.unlock();
        }
    }

    private Prepared prepared(SystemId system) {
        return prepared.computeIfAbsent(system, id -> new Prepared());
    }

    /** Calls for what is due: more than one at once, so that the next ones are ready when a call ends. */
    private List<Batch> prepare(SystemSettings system, CallBreaker breaker) {
        int each = breaker.rowsAtOnce(system.batch());
        int most = breaker.isCareful() ? each : Math.max(AHEAD, each * system.workers() * 2);
        String lease = process + "-" + tokens.incrementAndGet();
        boolean followFirst = tokens.get() % 4 == 0;
        return inHand(batches.due(system.id(), lease, most, each, followFirst));
    }

    private List<Batch> inHand(List<InHand> made) {
        made.forEach(call -> inHand.put(call.batch().token(), call.rows()));
        return made.stream().map(InHand::batch).toList();
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
        ObjectNode question = batches.asked(batch.phase(), batch.rows(), leased);
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
        List<Batch> next = inHand(batches.of(batch.system(), lease(batch), size, goOn, bodies));
        Deque<Batch> waiting = prepared(batch.system()).batches;
        for (int i = next.size() - 1; i >= 0; i--) {
            waiting.addFirst(next.get(i));
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
                        PrepareBatches.ONE_BY_ONE.contains(row.phase()) && row.message() != null ? row.message() : why,
                        false))
                .toList();
        transaction.executeWithoutResult(status -> rows.settle(lease(batch), next));
        LOG.debug("{} {} of {} rows go back: {}", batch.system(), batch.phase(), leased.size(), why);
    }

    /** What was prepared for a system that is away is free again: its lease must not run out unseen. */
    private void putBack(SystemId system) {
        Deque<Batch> waiting = prepared(system).batches;
        for (Batch unused = waiting.poll(); unused != null; unused = waiting.poll()) {
            release(unused);
        }
    }

    @Override
    public void ended(SystemId system) {
        putBack(system);
        transaction.executeWithoutResult(status -> rows.giveBackAll(system, process));
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
