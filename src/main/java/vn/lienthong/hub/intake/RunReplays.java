package vn.lienthong.hub.intake;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Leases;
import vn.lienthong.hub.ledger.ReasonGroups;
import vn.lienthong.hub.ledger.ReasonGroups.Extent;
import vn.lienthong.hub.ledger.ReplayScope;
import vn.lienthong.hub.ledger.Replays;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Replay;
import vn.lienthong.hub.ledger.Replays.State;
import vn.lienthong.hub.mapping.KnownCodes;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemsSwapped;

/**
 * Takes orders for bulk replays and works them off beside everything else: page by page, one replay a system at a time,
 * the systems in turn. Whichever process holds a system's lease does it; one that dies leaves the cursor where its last
 * page was committed. Code tables that changed order a replay by themselves. What ended long ago is deleted beside it.
 */
@Component
class RunReplays implements BulkReplay, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RunReplays.class);
    private static final String HUB = "hub";
    private static final List<String> UNKNOWN_CODES = List.of("HUB-MAP-004", "HUB-MAP-007");
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Also finds what another process with older tables held meanwhile, and what a crash left waiting. */
    private static final Duration SWEEP = Duration.ofSeconds(5);
    /** A record that a replay did not free must not be tried again and again. */
    private static final Duration REST = Duration.ofMinutes(1);

    /** For another process to see the rows too, or for them to be gone again. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int TRIES = 5;

    private final Replays replays;
    private final Map<Kind, ReplayKind> kinds = new HashMap<>();
    private final ReasonGroups groups;
    private final ReplayFromLedger waiting;
    private final ForgetPast past;
    private final FarSystems systems;
    private final KnownCodes codes;
    private final Leases leases;
    private final Clock clock;
    private final String process = ManagementFactory.getRuntimeMXBean().getPid() + ":"
            + UUID.randomUUID().toString().substring(0, 8);
    private final Semaphore bell = new Semaphore(0);
    private final Map<Long, Integer> failures = new HashMap<>();
    private final Map<String, Instant> triedAt = new HashMap<>();
    private final Set<SystemId> swapped = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private @Nullable Thread thread;

    RunReplays(
            Replays replays,
            List<ReplayKind> kinds,
            ReasonGroups groups,
            ReplayFromLedger waiting,
            ForgetPast past,
            FarSystems systems,
            KnownCodes codes,
            Leases leases,
            Clock clock) {
        this.replays = replays;
        kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
        this.groups = groups;
        this.waiting = waiting;
        this.past = past;
        this.systems = systems;
        this.codes = codes;
        this.leases = leases;
        this.clock = clock;
    }

    @Override
    public Replay order(Kind kind, ReplayScope scope, String actor, @Nullable String why) {
        Extent extent = groups.in(kind, scope);
        Replay replay = replays.add(kind, scope, extent, actor, why);
        LOG.info("replay {} of {} {} of {} is asked for", replay.id(), extent.count(), kind.word(), scope.system());
        bell.release();
        return replay;
    }

    @Override
    public Instant now() {
        return replays.now();
    }

    @Override
    public boolean stop(long id) {
        return replays.end(id, State.STOPPED, null);
    }

    @Override
    public void start() {
        running = true;
        Thread run = new Thread(this::run, "hub-replays");
        run.setDaemon(true);
        run.start();
        thread = run;
    }

    /** Ends after the page in hand. Never by an interrupt: that would close the files of an embedded database. */
    @Override
    public void stop() {
        running = false;
        bell.release();
        try {
            if (thread != null) {
                thread.join(TimeUnit.SECONDS.toMillis(20));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What was held or parked for a row that is there now is freed at once. */
    @EventListener
    void swapped(SystemsSwapped now) {
        swapped.addAll(now.systems());
        bell.release();
    }

    private void run() {
        Instant nextSweep = clock.instant();
        while (running) {
            boolean worked = safely("replays", this::turn);
            Instant now = clock.instant();
            Set<SystemId> changed = new HashSet<>(swapped);
            swapped.removeAll(changed);
            if (!now.isBefore(nextSweep) || !changed.isEmpty()) {
                nextSweep = now.plus(SWEEP);
                safely("code tables", () -> free(changed));
                safely("waiting records", waiting::freeOverlooked);
                safely("what is past", () -> past.sweep(process));
            }
            if (!worked) {
                rest();
            }
        }
    }

    private void rest() {
        try {
            if (bell.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException stopped) {
            running = false;
        }
    }

    private interface Work {
        boolean done();
    }

    /** The thread must not end with one failure; what fails is tried again at the next turn. */
    private static boolean safely(String what, Work work) {
        try {
            return work.done();
        } catch (RuntimeException failure) {
            LOG.error("HUB-INT-022 {} stand still for a moment", what, failure);
            return false;
        }
    }

    // ---- one page of each system that has something to replay

    private boolean turn() {
        Set<SystemId> had = new HashSet<>();
        boolean worked = false;
        for (Replay replay : replays.open()) {
            if (running && !had.contains(replay.system()) && mine(replay)) {
                had.add(replay.system());
                worked |= page(replay);
            }
        }
        return worked;
    }

    private boolean mine(Replay replay) {
        // What the hub ordered itself needs tables that have the rows: another process may be first to see them.
        if (replay.actor().equals(HUB) && !knows(replay.scope())) {
            if (clock.instant().isAfter(replay.askedAt().plus(PATIENCE))) {
                replays.end(replay.id(), State.STOPPED, "HUB-INT-023 the rows are gone from the tables again");
            }
            return false;
        }
        return leases.take("replay/" + replay.system(), process, LEASE);
    }

    private boolean page(Replay replay) {
        try {
            if (!replays.begin(replay)) {
                return true; // stopped meanwhile
            }
            if (!Objects.requireNonNull(kinds.get(replay.kind())).page(replay)) {
                end(replay);
            }
            failures.remove(replay.id());
            return true;
        } catch (Replays.Moved other) {
            LOG.debug("{}", other.getMessage());
            return true;
        } catch (DataAccessException | TransactionException ledgerAway) {
            LOG.warn("replay {} waits: {}", replay.id(), ledgerAway.getClass().getSimpleName());
            return false;
        } catch (RuntimeException failure) {
            LOG.error("HUB-INT-021 a page of replay {} failed", replay.id(), failure);
            if (failures.merge(replay.id(), 1, Integer::sum) >= TRIES) {
                failures.remove(replay.id());
                replays.end(
                        replay.id(),
                        State.FAILED,
                        "HUB-INT-021 " + failure.getClass().getSimpleName());
                leases.release("replay/" + replay.system(), process);
            }
            return false;
        }
    }

    private void end(Replay replay) {
        if (replays.end(replay.id(), State.DONE, null)) {
            replays.find(replay.id())
                    .ifPresent(ended -> LOG.info(
                            "replay {} of {} {} is done: {} of {} freed, {} at fault again",
                            ended.id(),
                            ended.system(),
                            ended.kind().word(),
                            ended.freed(),
                            ended.asked(),
                            ended.kept()));
        }
        leases.release("replay/" + replay.system(), process);
    }

    // ---- codes that a table has now

    private boolean free(Set<SystemId> changed) {
        for (SystemSettings system : systems.all()) {
            for (Kind kind : Kind.values()) {
                List<String> known = groups.details(kind, system.id(), UNKNOWN_CODES).stream()
                        .filter(detail -> isKnown(system.id(), detail))
                        .filter(detail -> changed.contains(system.id()) || rested(system.id(), kind, detail))
                        .toList();
                if (!known.isEmpty()) {
                    orderOnce(kind, system.id(), known);
                }
            }
        }
        return false;
    }

    /** What was held before details were kept is tried once: then it has one. */
    private boolean isKnown(SystemId system, String detail) {
        return MissingRow.read(detail).map(row -> codes.knows(system, row)).orElse(true);
    }

    private boolean knows(ReplayScope scope) {
        return scope.details().stream().allMatch(detail -> isKnown(scope.system(), detail));
    }

    private boolean rested(SystemId system, Kind kind, String detail) {
        Instant last = triedAt.get(system + " " + kind + " " + detail);
        return last == null || clock.instant().isAfter(last.plus(REST));
    }

    private void orderOnce(Kind kind, SystemId system, List<String> details) {
        if (!leases.take("replay-order/" + system, process, LEASE)) {
            return; // another process orders it just now
        }
        try {
            Set<String> ordered = new HashSet<>();
            replays.open().stream()
                    .filter(open -> open.actor().equals(HUB) && open.kind() == kind)
                    .filter(open -> open.system().equals(system))
                    .forEach(open -> ordered.addAll(open.scope().details()));
            List<String> fresh = new ArrayList<>(details);
            fresh.removeAll(ordered);
            if (!fresh.isEmpty()) {
                fresh.forEach(detail -> triedAt.put(system + " " + kind + " " + detail, clock.instant()));
                order(kind, ReplayScope.of(system, replays.now()).ofDetails(fresh), HUB, why(fresh));
            }
        } finally {
            leases.release("replay-order/" + system, process);
        }
    }

    private static String why(List<String> details) {
        String rows = String.join(", ", details);
        return rows.length() <= 390 ? rows : rows.substring(0, 389) + "…";
    }
}
