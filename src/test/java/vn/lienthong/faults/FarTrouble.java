package vn.lienthong.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Faults;

/** Faults that the simulated far systems do themselves: a share of the calls meets one of them. */
record FarTrouble(
        String what, Set<String> targets, double share, Function<Scale, List<Fault>> faults, boolean needsOperator)
        implements Trouble {
    static FarTrouble of(String what, double share, String targets, Function<Scale, List<Fault>> faults) {
        return new FarTrouble(what, new TreeSet<>(Arrays.asList(targets.split(" "))), share, faults, false);
    }

    FarTrouble withOperator() {
        return new FarTrouble(what, targets, share, faults, true);
    }

    /** The same at one system only. */
    FarTrouble at(String target) {
        return new FarTrouble(what, Set.of(target), share, faults, needsOperator);
    }

    @Override
    public String name() {
        return what + " at " + targets.stream().collect(Collectors.joining(", "));
    }

    @Override
    public long strike(Ground ground, long seed) throws InterruptedException {
        long before = met(ground);
        Fault[] all = faults.apply(ground.scale).toArray(Fault[]::new);
        targets.forEach(target -> faultsOf(ground, target).mix(seed, share, all));
        lasting(ground, ground.scale.window());
        ground.far.heal();
        return met(ground) - before;
    }

    /** Until nobody acts any more or the time is over. */
    static void lasting(Ground ground, Duration window) throws InterruptedException {
        Waiting.until(window, ground.cast::over);
    }

    private long met(Ground ground) {
        return targets.stream()
                .mapToLong(target -> faultsOf(ground, target).met())
                .sum();
    }

    static Faults faultsOf(Ground ground, String target) {
        return switch (target) {
            case "onestop" -> ground.far.oneStop().faults();
            case "land" -> ground.far.land().faults();
            case "ui-v2" -> ground.far.uiV2().faults();
            case "portal" -> ground.far.portal().faults();
            default -> throw new IllegalArgumentException(target);
        };
    }
}
