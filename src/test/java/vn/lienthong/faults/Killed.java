package vn.lienthong.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.lienthong.journeys.HubProcess;

/** A hub process is killed at random instants, many times; most while it works, some while it starts. */
record Killed(int times) implements Trouble {
    private static final int LONGEST_LIFE_MILLIS = 4000;
    private static final int START_MILLIS = 6000;

    /** In rounds of ten, each compared at its end. */
    static List<Trouble> inTens(int kills) {
        List<Trouble> rounds = new ArrayList<>();
        for (int left = kills; left > 0; left -= 10) {
            rounds.add(new Killed(Math.min(10, left)));
        }
        return rounds;
    }

    @Override
    public String name() {
        return "hub killed with -9";
    }

    @Override
    public int size() {
        return Math.max(1, times / 3);
    }

    @Override
    public long strike(Ground ground, long seed) throws Exception {
        Random dice = new Random(seed);
        for (int i = 0; i < times; i++) {
            HubProcess victim = ground.hubs().get(dice.nextInt(ground.hubs().size()));
            Waiting.during(Duration.ofMillis(dice.nextInt(LONGEST_LIFE_MILLIS)));
            ground.hubs().stream().filter(hub -> hub != victim).findFirst().ifPresent(ground::turnTo);
            victim.kill();
            if (dice.nextInt(6) == 0 && i + 1 < times) {
                victim.start();
                Waiting.during(Duration.ofMillis(dice.nextInt(START_MILLIS)));
                victim.kill();
                i++;
            }
            ground.start(victim);
        }
        return times;
    }
}
