package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Leases;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Role;
import vn.lienthong.hub.systems.SystemsSwapped;

/**
 * Gives every far system that can be asked a thread of its own, so that a slow one holds up no other, and begins the runs
 * of the schedule. Of several processes one at a time inspects a system.
 */
@Component
class Reconciler implements SmartLifecycle {
    /** Who asked for a run of the schedule. */
    static final String SCHEDULE = "schedule";

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_SCHEDULE = Duration.ofSeconds(10);

    private final Desk desk;
    private final Leases leases;
    private final FarSystems systems;
    private final String node = "reconcile:" + UUID.randomUUID();
    private final Map<SystemId, Thread> threads = new HashMap<>();
    private boolean running;
    private CountDownLatch stop = new CountDownLatch(1);

    Reconciler(Desk desk, Leases leases, FarSystems systems) {
        this.desk = desk;
        this.leases = leases;
        this.systems = systems;
    }

    /** Whether a system can have runs at all. */
    static boolean isAsked(SystemSettings system) {
        return system.mode() != Mode.OFF && system.role() != Role.ARCHIVE;
    }

    @Override
    public synchronized void start() {
        stop = new CountDownLatch(1);
        running = true;
        begin();
    }

    /** A system that came, or may be asked now, gets its thread; that of one that went ends by itself. */
    @EventListener
    synchronized void swapped(SystemsSwapped swapped) {
        if (running && swapped.settings()) {
            begin();
        }
    }

    private void begin() {
        threads.values().removeIf(thread -> !thread.isAlive());
        CountDownLatch asked = stop;
        systems.all().stream()
                .filter(Reconciler::isAsked)
                .map(SystemSettings::id)
                .forEach(system -> {
                    if (!threads.containsKey(system)) {
                        Thread thread = new Thread(() -> inspect(system, asked), "reconcile-" + system);
                        thread.setDaemon(true);
                        threads.put(system, thread);
                        thread.start();
                    }
                });
    }

    @Override
    public synchronized void stop() {
        running = false;
        stop.countDown();
        for (Thread thread : threads.values()) {
            try {
                thread.join(Duration.ofSeconds(5).toMillis());
                if (thread.isAlive()) {
                    thread.interrupt();
                }
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    /** Begins after the routes and ends before them. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void inspect(SystemId system, CountDownLatch asked) {
        loop(system, asked);
        if (asked.getCount() > 0) {
            ended(system);
        }
    }

    /** It may be asked again by now. */
    private synchronized void ended(SystemId system) {
        threads.remove(system, Thread.currentThread());
        if (running) {
            begin();
        }
    }

    private void loop(SystemId id, CountDownLatch asked) {
        @Nullable InspectSystem inspect = null;
        String lease = "reconcile:" + id;
        Instant held = Instant.MIN;
        Instant scheduled = Instant.MIN;
        try {
            while (asked.getCount() > 0) {
                Duration wait;
                Optional<SystemSettings> settings = systems.find(id);
                if (settings.filter(Reconciler::isAsked).isEmpty()) {
                    break;
                }
                SystemSettings system = settings.get();
                Duration leased = system.timeout().multipliedBy(2).plusSeconds(15);
                if (inspect == null || !inspect.isOf(system)) {
                    inspect = new InspectSystem(desk, system);
                }
                try {
                    Instant now = desk.clock().instant();
                    if (now.isAfter(held.plus(leased.dividedBy(3)))) {
                        held = leases.take(lease, node, leased) ? now : Instant.MIN;
                    }
                    if (held.equals(Instant.MIN)) {
                        wait = AFTER_A_FAULT;
                    } else {
                        if (now.isAfter(scheduled.plus(LOOK_AT_SCHEDULE))) {
                            schedule(system, now);
                            scheduled = now;
                        }
                        wait = inspect.round();
                    }
                } catch (RuntimeException | Error fault) {
                    LOG.error("HUB-RCN-008 reconciliation of {} failed and goes on later", id, fault);
                    wait = AFTER_A_FAULT;
                }
                if (!wait.isZero() && asked.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
            leases.release(lease, node);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(SystemSettings system, Instant now) {
        Duration every = system.reconcile().every();
        if (every.isZero() || desk.runs().running(system.id()).isPresent()) {
            return;
        }
        boolean due = desk.runs()
                .lastScheduled(system.id(), SCHEDULE)
                .or(() -> desk.runs().firstDossier())
                .filter(last -> !now.isBefore(last.plus(every)))
                .isPresent();
        if (due) {
            desk.runs()
                    .open(
                            system.id(),
                            SCHEDULE,
                            now.minus(system.reconcile().window()),
                            LedgerReconciliations.untilNow(now),
                            system.reconcile().mend(),
                            system.reconcile().deep());
        }
    }
}
