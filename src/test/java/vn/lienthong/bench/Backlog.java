package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The portal refuses connections while deliveries gather, four of each dossier; then it comes back. Measured are the heap
 * while they gather and wait, and how they leave: all, once, in order, without a rush at the portal.
 */
final class Backlog {
    private static final String DRAIN = "(c) (d) Deliveries that waited for the portal, and left when it came back";
    private static final String HEAP = "(d) Heap while deliveries wait";
    private static final int VERSIONS = 4;
    private static final int WINDOW = 5;
    private static final int LONGEST_SECONDS = 1500;
    private static final int LOOKS_WHILE_FULL = 3;
    private static final long FLAT_MIB = 32;

    private Backlog() {}

    /** @param watchHeap asks for the live heap at every quarter; costs full collections */
    static void run(Bench bench, String part, int deliveries, boolean postgres, boolean watchHeap) throws Exception {
        int dossiers = deliveries / VERSIONS;
        String name = deliveries + ", " + (postgres ? "PostgreSQL + broker" : "embedded");
        try (Site site = postgres ? Site.production(bench, part) : Site.embedded(bench, part)) {
            Far far = site.far();
            far.ask("file " + dossiers + " " + VERSIONS);
            far.ask("away");
            far.ask("mark");
            try (Hub hub = site.hub(Map.of())) {
                far.await("pull", 300, hub.process(), state -> state.has("firstPull"));
                Usage before = Usage.of(hub.process(), site.beside());
                List<Long> heaps = new ArrayList<>();
                for (int quarter = 1; quarter <= 4; quarter++) {
                    // To ask the hub for its counts costs it something: only at the end.
                    int pulled = deliveries / 4 * quarter;
                    far.await(
                            "pull to " + pulled,
                            LONGEST_SECONDS,
                            hub.process(),
                            state -> state.get("askedAfter").asInt() >= pulled);
                    if (quarter == 4) {
                        hub.awaitWaiting(deliveries, LONGEST_SECONDS);
                    }
                    if (watchHeap) {
                        heaps.add(hub.liveHeap());
                    }
                }
                double gathered = Usage.of(hub.process(), site.beside()).secondsSince(before);
                for (int i = 0; watchHeap && i < LOOKS_WHILE_FULL; i++) {
                    pass(5); // the time that passes is what is looked at
                    heaps.add(hub.liveHeap());
                }
                drain(bench, site, hub, name, deliveries, gathered);
                if (watchHeap) {
                    heap(bench, site, hub, name, heaps);
                }
            }
        }
    }

    private static void pass(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void drain(Bench bench, Site site, Hub hub, String name, int deliveries, double gathered)
            throws IOException {
        Far far = site.far();
        Usage before = Usage.of(hub.process(), site.beside());
        far.ask("back");
        JsonNode end = far.await(
                "last line",
                LONGEST_SECONDS,
                hub.process(),
                state -> state.get("lines").asInt() >= deliveries);
        Usage after = Usage.of(hub.process(), site.beside());
        double seconds = (end.get("lastLine").asDouble() - end.get("cameBack").asDouble()) / 1000;
        double waited = (end.get("firstLine").asDouble() - end.get("cameBack").asDouble()) / 1000;
        JsonNode windows = far.ask("windows " + WINDOW);
        List<String> rates = new ArrayList<>();
        windows.get("lines").forEach(count -> rates.add(Integer.toString(count.asInt() / WINDOW)));
        int mostCalls = 0;
        for (JsonNode count : windows.get("callsPerSecond")) {
            mostCalls = Math.max(mostCalls, count.asInt());
        }
        bench.report()
                .table(
                        DRAIN,
                        "waiting",
                        "taken in /s",
                        "first line after s",
                        "drained in s",
                        "deliveries/s",
                        "lines out of order",
                        "sent again",
                        "calls in the first second (most in any)",
                        "CPU us/delivery",
                        "database us",
                        "each 5 s, /s")
                .row(
                        DRAIN,
                        name,
                        deliveries / gathered,
                        waited,
                        seconds,
                        deliveries / seconds,
                        end.get("linesOutOfOrder").asInt(),
                        end.get("rowsAgain").asInt(),
                        windows.get("callsPerSecond").get(0).asInt() + " (" + mostCalls + ")",
                        after.microsPer(deliveries, "program", before),
                        after.microsPer(deliveries, "database", before),
                        String.join(" ", rates));
        int wrongs =
                end.get("linesOutOfOrder").asInt() + end.get("linesTooEarly").asInt();
        bench.report().goal("(c) drain of " + name + ", lines out of order", "0", wrongs, wrongs == 0);
        Wrongs.note(bench.report(), DRAIN, name, end);
    }

    private static void heap(Bench bench, Site site, Hub hub, String name, List<Long> heaps) throws IOException {
        long drained = hub.liveHeap();
        GcLog gc = GcLog.read(site.gcLog());
        bench.report()
                .table(
                        HEAP,
                        "waiting",
                        "live MiB at 1/4, 2/4, 3/4, all",
                        "all waiting, 5, 10, 15 s later",
                        "when drained",
                        "most before / after any collection",
                        "resident MiB")
                .row(
                        HEAP,
                        name + ", -Xmx" + bench.options().heap(),
                        join(heaps.subList(0, 4)),
                        join(heaps.subList(4, heaps.size())),
                        drained,
                        gc.most() + " / " + gc.mostAfter(),
                        hub.process().peakResident());
        long full = heaps.get(3);
        bench.report()
                .goal(
                        "(d) live heap MiB, " + name + " waiting",
                        "flat: at all not above 1/4 by more than 32 MiB",
                        full,
                        full - heaps.get(0) <= FLAT_MIB);
    }

    private static String join(List<Long> numbers) {
        return String.join(" ", numbers.stream().map(String::valueOf).toList());
    }
}
