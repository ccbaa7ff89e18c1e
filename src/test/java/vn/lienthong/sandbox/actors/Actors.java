package vn.lienthong.sandbox.actors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import vn.lienthong.sandbox.Sandbox;

/**
 * Clerks, offices and citizens who act by themselves. The same seed gives the same people and the same choice of
 * stories; how they interleave depends on how fast the hub is. One act at a time; without a hub the stories wait where
 * they need it.
 */
public final class Actors implements AutoCloseable {

    /** How often somebody acts. */
    public enum Pace {
        /** One act in 1.2 s: a person can follow it. */
        SLOW(Duration.ofMillis(1200), 40),
        /** About a hundred acts a second. */
        FAST(Duration.ofMillis(10), 300);

        private final Duration between;
        private final int mostStories;

        Pace(Duration between, int mostStories) {
            this.between = between;
            this.mostStories = mostStories;
        }
    }

    private static final int LOOKS = 25;

    private final Stage stage;
    private final Pace pace;
    private final Consumer<String> tell;
    private final List<Story> open = new ArrayList<>();
    private final AtomicLong acts = new AtomicLong();
    private int storiesLeft = Integer.MAX_VALUE;
    private final AtomicLong finished = new AtomicLong();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread actors = new Thread(task, "actors");
        actors.setDaemon(true);
        return actors;
    });

    /** @param tell hears what was done, codes and no personal data */
    public Actors(Sandbox sandbox, long seed, Pace pace, Consumer<String> tell) {
        this.stage = new Stage(sandbox, seed);
        this.pace = pace;
        this.tell = tell;
    }

    /** So many stories and no more: then {@link #underWay()} empties as they come to their end. */
    public Actors atMost(int stories) {
        storiesLeft = stories;
        return this;
    }

    public Actors start() {
        thread.scheduleWithFixedDelay(this::turn, 0, pace.between.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** One turn by hand: somebody acts if anybody can. */
    public synchronized boolean act() {
        if (open.isEmpty() || (stage.chance(25) && open.size() < pace.mostStories)) {
            begin();
        }
        for (int look = 0; look < LOOKS && !open.isEmpty(); look++) {
            Story story = open.get(stage.dice.nextInt(open.size()));
            if (story.goOn()) {
                acts.incrementAndGet();
                if (story.over()) {
                    open.remove(story);
                    finished.incrementAndGet();
                }
                tell.accept(story.last());
                if (open.isEmpty() && storiesLeft == 0) {
                    tell.accept("every story is at its end");
                }
                return true;
            }
        }
        if (open.size() < pace.mostStories) {
            begin();
        }
        return false;
    }

    public long acts() {
        return acts.get();
    }

    /** Stories that came to their end. */
    public long finished() {
        return finished.get();
    }

    /** Stories under way and what each waits to do. */
    public synchronized List<String> underWay() {
        return open.stream().map(Story::waitsFor).toList();
    }

    private void turn() {
        try {
            act();
        } catch (RuntimeException e) {
            // An act that fails because a system is down must not end everybody's acting.
            tell.accept("an act failed: " + e.getMessage());
        }
    }

    private void begin() {
        if (storiesLeft > 0) {
            storiesLeft--;
            open.add(newStory());
        }
    }

    private Story newStory() {
        if (stage.post != null && stage.chance(25)) {
            return stage.chance(70) ? BuildingPermit.byPost(stage) : BuildingPermit.typed(stage);
        }
        int dice = stage.dice.nextInt(100);
        if (dice < 32) {
            return CounterClaim.of(stage);
        } else if (dice < 62) {
            return OnlineLand.toTheResult(stage);
        } else if (dice < 72) {
            return OnlineLand.withdrawn(stage);
        } else if (dice < 82) {
            return TypedInOffice.claim(stage);
        } else if (dice < 90) {
            return TypedInOffice.land(stage);
        } else if (dice < 94) {
            return OldFiles.of(stage);
        }
        return WrongInput.of(stage);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
