package vn.lienthong.sandbox.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong at one far system. A fault is meant for a call whose name contains a given text, or for any call:
 * queued faults hit once each and go first, then standing ones, then the random mix of a campaign.
 */
public final class Faults {
    private static final String ANY = "";

    private record Aimed(String call, Fault fault) {
        boolean meets(String name, boolean number) {
            return number == fault.delaysANumber() && name.contains(call);
        }
    }

    private final List<Aimed> queue = new ArrayList<>();
    private final List<Aimed> standing = new ArrayList<>();
    private final List<Aimed> mix = new ArrayList<>();
    private Random dice = new Random(0);
    private double share;
    private volatile boolean any;
    private long met;
    private volatile Duration clockOff = Duration.ZERO;

    /** The next calls, whatever they are, meet these faults, one each. */
    public void next(Fault... faults) {
        next(ANY, faults);
    }

    /** The next calls whose name contains the text meet these faults, one each; other calls pass. */
    public synchronized void next(String call, Fault... faults) {
        for (Fault fault : faults) {
            queue.add(new Aimed(call, fault));
        }
        any = true;
    }

    /** Every call meets this fault until {@link #clear()}. */
    public void always(Fault fault) {
        always(ANY, fault);
    }

    public synchronized void always(String call, Fault fault) {
        standing.add(new Aimed(call, fault));
        any = true;
    }

    /** A share (0 to 1) of the calls meets one of the faults, drawn by the seed; for campaigns. */
    public synchronized void mix(long seed, double share, Fault... faults) {
        mix.clear();
        for (Fault fault : faults) {
            mix.add(new Aimed(ANY, fault));
        }
        this.dice = new Random(seed);
        this.share = share;
        any = true;
    }

    public synchronized void clear() {
        queue.clear();
        standing.clear();
        mix.clear();
        any = false;
        clockOff = Duration.ZERO;
    }

    /** Queued faults that no call has met yet. */
    public synchronized int waiting() {
        return queue.size();
    }

    /** How many calls and log numbers have met a fault so far. */
    public synchronized long met() {
        return met;
    }

    /** The far system's own clock is wrong by this much: it shows in the times that it gives itself. */
    public void clockOff(Duration off) {
        this.clockOff = off;
    }

    public Duration clockOff() {
        return clockOff;
    }

    /** The fault for this call, null for none; a queued one is used up. */
    Fault take(String call) {
        return any ? count(draw(call, false)) : null;
    }

    /** The fault for the next number of a log: only late and held-back numbers, which no call ever meets. */
    public Fault takeForNumber(String log) {
        return any ? count(draw(log, true)) : null;
    }

    private synchronized Fault count(Fault fault) {
        met += fault == null ? 0 : 1;
        return fault;
    }

    private synchronized Fault draw(String call, boolean number) {
        for (Iterator<Aimed> it = queue.iterator(); it.hasNext(); ) {
            Aimed aimed = it.next();
            if (aimed.meets(call, number)) {
                it.remove();
                return aimed.fault();
            }
        }
        for (Aimed aimed : standing) {
            if (aimed.meets(call, number)) {
                return aimed.fault();
            }
        }
        List<Aimed> drawn =
                mix.stream().filter(aimed -> aimed.meets(call, number)).toList();
        if (!drawn.isEmpty() && dice.nextDouble() < share) {
            return drawn.get(dice.nextInt(drawn.size())).fault();
        }
        return null;
    }
}
