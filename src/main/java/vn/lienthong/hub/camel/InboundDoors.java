package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Through which the calls of far systems come in. A door is closed for the moment in which the routes of its system are
 * exchanged: who is inside is answered before, who comes waits before it. Thread-safe.
 */
public class InboundDoors {
    private final Map<SystemId, Door> doors = new ConcurrentHashMap<>();

    private static final class Door {
        final ReentrantLock lock = new ReentrantLock();
        final Condition turned = lock.newCondition();
        boolean closed;
        int inside;
    }

    private Door door(SystemId system) {
        return doors.computeIfAbsent(system, id -> new Door());
    }

    /** Goes in, waiting at most {@code time} for a closed door. @return false = it stayed closed */
    public boolean enter(SystemId system, Duration time) throws InterruptedException {
        Door door = door(system);
        door.lock.lockInterruptibly();
        try {
            long left = time.toNanos();
            while (door.closed && left > 0) {
                left = door.turned.awaitNanos(left);
            }
            if (door.closed) {
                return false;
            }
            door.inside++;
            return true;
        } finally {
            door.lock.unlock();
        }
    }

    /** After {@link #enter} said true. */
    public void leave(SystemId system) {
        Door door = door(system);
        door.lock.lock();
        try {
            door.inside--;
            door.turned.signalAll();
        } finally {
            door.lock.unlock();
        }
    }

    /** Lets nobody in from now on and waits until nobody is inside. @return false = somebody still is */
    boolean close(SystemId system, Duration time) throws InterruptedException {
        Door door = door(system);
        door.lock.lockInterruptibly();
        try {
            door.closed = true;
            long left = time.toNanos();
            while (door.inside > 0 && left > 0) {
                left = door.turned.awaitNanos(left);
            }
            return door.inside == 0;
        } finally {
            door.lock.unlock();
        }
    }

    void open(SystemId system) {
        Door door = door(system);
        door.lock.lock();
        try {
            door.closed = false;
            door.turned.signalAll();
        } finally {
            door.lock.unlock();
        }
    }
}
