package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.WakeUp;

/**
 * Tells the workers of a system that something is due. Only a hint: the ledger is the truth and a sweep finds what a
 * lost wake-up missed. Thread-safe; {@link #planned} never waits and never fails.
 */
class WakeUps implements WakeUp {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition announced = lock.newCondition();
    private final Set<SystemId> waiting = new LinkedHashSet<>();
    private final Map<SystemId, Semaphore> bells = new ConcurrentHashMap<>();

    /** Coalesced per system until {@link #takePlanned}. */
    @Override
    public void planned(Set<SystemId> systems) {
        lock.lock();
        try {
            if (waiting.addAll(systems)) {
                announced.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes what was planned since the last call, waiting at most {@code time}; empty when nothing was. */
    Set<SystemId> takePlanned(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = time.toNanos();
            while (waiting.isEmpty() && left > 0) {
                left = announced.awaitNanos(left);
            }
            Set<SystemId> taken = new LinkedHashSet<>(waiting);
            waiting.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes one worker of a system in this process; a worker that finds work wakes the next. */
    void ring(SystemId system) {
        Semaphore bell = bell(system);
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Wakes one more worker, whoever else was woken: it is asked to stop. */
    void hurry(SystemId system) {
        bell(system).release();
    }

    /** Waits for a wake-up, at most {@code time}. */
    void await(SystemId system, Duration time) throws InterruptedException {
        bell(system).tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Semaphore bell(SystemId system) {
        return bells.computeIfAbsent(system, id -> new Semaphore(0));
    }
}
