package vn.lienthong.faults;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Faults of different far systems at the same time. */
record Together(List<Trouble> parts) implements Trouble {
    @Override
    public String name() {
        return parts.stream().map(Trouble::name).collect(Collectors.joining("; "));
    }

    @Override
    public boolean needsOperator() {
        return parts.stream().anyMatch(Trouble::needsOperator);
    }

    @Override
    public long strike(Ground ground, long seed) throws Exception {
        List<CompletableFuture<Long>> strikes =
                parts.stream().map(part -> Trouble.begin(part, ground, seed)).toList();
        long times = 0;
        for (CompletableFuture<Long> strike : strikes) {
            times += strike.get();
        }
        return times;
    }
}
