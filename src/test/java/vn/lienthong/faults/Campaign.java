package vn.lienthong.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.lienthong.sandbox.actors.Play;

/**
 * Plays the same stories twice: without any fault, and while one fault after another happens; then compares what every
 * far system and the ledger hold at the end.
 */
final class Campaign {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final double BEGINS_PER_SECOND = 15;

    /** Stories that are played while one fault goes on. */
    record Round(Trouble trouble, int from, int stories) {}

    private final Path folder;
    private final long seed;
    private final Scale scale;
    private final List<Round> rounds = new ArrayList<>();
    private int next = 1;

    Campaign(Path folder, long seed, Scale scale) {
        this.folder = folder;
        this.seed = seed;
        this.scale = scale;
    }

    Campaign round(Trouble trouble, int stories) {
        rounds.add(new Round(trouble, next, stories));
        next += stories;
        return this;
    }

    int stories() {
        return next - 1;
    }

    /** The end of the stories when nothing goes wrong. */
    EndState withoutFaults() throws IOException, InterruptedException {
        try (Ground ground = Ground.open(folder.resolve("without"), seed, scale, Stores.embedded(), 1)) {
            SortedMap<Integer, Play> plays = ground.plays(1, stories());
            ground.cast.begin(List.copyOf(plays.values()), BEGINS_PER_SECOND);
            List<String> open = end(ground, false);
            if (!open.isEmpty()) {
                throw new AssertionError("the run without faults does not come to its end: " + String.join("\n", open));
            }
            EndState state = ground.endState(plays);
            state.addAll(ground.whole());
            Differences itself = Differences.between(state, state, Duration.ZERO);
            if (!itself.none()) {
                throw new AssertionError("the run without faults is itself at fault: " + itself.words());
            }
            return state;
        }
    }

    /** One fault after another on the same ground. */
    Table withFaults(EndState without, Stores stores, int processes) throws Exception {
        Table table = new Table();
        try (Ground ground = Ground.open(folder.resolve("with"), seed, scale, stores, processes)) {
            for (Round round : rounds) {
                table.add(play(ground, round, without));
            }
            Differences whole = Differences.between(without, ground.whole(), Duration.ZERO);
            table.add(new Table.Row("at the end: numbers everywhere, parked, held, given up", 0, whole, Duration.ZERO));
        }
        return table;
    }

    private Table.Row play(Ground ground, Round round, EndState without) throws Exception {
        long began = System.nanoTime();
        SortedMap<Integer, Play> plays = ground.plays(round.from(), round.stories());
        ground.cast.begin(List.copyOf(plays.values()), BEGINS_PER_SECOND);
        CompletableFuture<Long> strikes = Trouble.begin(round.trouble(), ground, seed + round.from());
        while (!done(strikes)) {
            if (round.trouble().needsOperator()) {
                ground.replayParked();
            }
        }
        List<String> open = end(ground, round.trouble().needsOperator());
        Differences found = compare(ground, plays, without, round.trouble().clockAhead());
        found.words().addAll(0, open);
        Table.Row row = new Table.Row(
                round.trouble().name(), strikes.get(), found, Duration.ofNanos(System.nanoTime() - began));
        System.out.println(row.line());
        found.words().stream().limit(12).forEach(word -> System.out.println("    " + word));
        return row;
    }

    /** What a fault delays may still be on its way: only what stays different counts. */
    private Differences compare(Ground ground, SortedMap<Integer, Play> plays, EndState without, Duration ahead)
            throws InterruptedException {
        long deadline = System.nanoTime() + scale.late().plusSeconds(15).toNanos();
        while (true) {
            Differences found = Differences.between(without, ground.endState(plays), ahead);
            if (found.none() || System.nanoTime() > deadline) {
                return found;
            }
            Waiting.during(Duration.ofSeconds(1));
        }
    }

    private static boolean done(CompletableFuture<Long> strikes) throws InterruptedException, ExecutionException {
        try {
            strikes.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        }
    }

    /** Waits for the end of all stories. @return what did not come to its end */
    private static List<String> end(Ground ground, boolean operator) throws InterruptedException {
        boolean over = Waiting.until(PATIENCE, () -> {
            if (operator) {
                ground.replayParked();
            }
            return ground.cast.over();
        });
        List<String> left = new ArrayList<>(ground.cast.situation());
        if (!over) {
            left.add(0, "stories did not come to their end in " + PATIENCE);
            left.addAll(ground.parked());
            ground.cast.giveUp();
        }
        String moving = ground.quiet(over ? PATIENCE : Duration.ofSeconds(10));
        if (!moving.isEmpty()) {
            left.add("not quiet: " + moving);
        }
        return left;
    }
}
