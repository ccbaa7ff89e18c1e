package vn.lienthong.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vn.lienthong.sandbox.actors.Play;

/** Everybody who acts: each story goes on as soon as what it waits for is there, so many begin a second. */
final class Cast implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    private final List<Play> waiting = new ArrayList<>();
    private final List<Play> open = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread actors = new Thread(task, "cast");
        actors.setDaemon(true);
        return actors;
    });
    private double beginsPerLook = 1;
    private double mayBegin;

    Cast() {
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized void begin(List<Play> plays, double perSecond) {
        waiting.addAll(plays);
        beginsPerLook = perSecond * LOOK_MILLIS / 1000;
    }

    synchronized boolean over() {
        return waiting.isEmpty() && open.isEmpty();
    }

    /** Nobody waits any longer for what does not come. */
    synchronized void giveUp() {
        waiting.clear();
        open.clear();
    }

    synchronized int underWay() {
        return open.size();
    }

    /** What every open story waits for, and acts that could not be done. */
    synchronized List<String> situation() {
        List<String> lines = new ArrayList<>(faults);
        faults.clear();
        open.forEach(play -> lines.add(play.references() + " " + play.codes() + " " + play.waitsFor()));
        return lines;
    }

    private synchronized void look() {
        for (mayBegin = Math.min(mayBegin + beginsPerLook, 50); mayBegin >= 1 && !waiting.isEmpty(); mayBegin--) {
            open.add(waiting.remove(0));
        }
        for (Play play : List.copyOf(open)) {
            try {
                play.goOn();
            } catch (RuntimeException e) {
                faults.add(play.waitsFor() + ": " + e);
                open.remove(play);
            }
            if (play.over()) {
                open.remove(play);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
