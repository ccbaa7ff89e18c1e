package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What a new dossier costs as the ledger grows: the same number of new dossiers goes through the hub when the ledger holds
 * ten thousand, a hundred thousand, a million. The ledger is filled by copies of rows that the hub wrote itself. Before each
 * measurement some dossiers warm the JVM.
 */
final class Growth {
    private static final String TABLE = "(e) Cost of a dossier as the ledger grows (goal: within 1.3 of the first)";

    private static final double GOAL = 1.3;

    private Growth() {}

    static void run(Bench bench, boolean postgres) throws Exception {
        Options options = bench.options();
        int templates = options.count(2_000, 500);
        int warm = options.count(10_000, 2_000);
        int measured = options.count(10_000, 2_000);
        List<Integer> sizes = options.quick() ? List.of(5_000, 50_000) : List.of(10_000, 100_000, 1_000_000);
        String name = postgres ? "PostgreSQL + broker" : "embedded";
        try (Site site = postgres ? Site.production(bench, "growth-postgres") : Site.embedded(bench, "growth-h2")) {
            load(site, templates);
            double firstCpu = 0;
            double firstTime = 0;
            for (int size : sizes) {
                SeedLedger.Seeded seeded = SeedLedger.to(site.ledgerUrl(), size);
                try (Hub hub = site.hub(Map.of())) {
                    file(site, hub, warm);
                    Usage before = Usage.of(hub.process(), site.beside());
                    double millis = file(site, hub, measured);
                    Usage after = Usage.of(hub.process(), site.beside());
                    double cpu = after.microsPer(measured, "program", before)
                            + after.microsPer(measured, "database", before);
                    double time = 1000 * millis / measured;
                    firstCpu = firstCpu == 0 ? cpu : firstCpu;
                    firstTime = firstTime == 0 ? time : firstTime;
                    bench.report()
                            .table(
                                    TABLE,
                                    "ledger",
                                    "dossiers in it",
                                    "seeded in s",
                                    "size MiB",
                                    "new dossiers/s",
                                    "us/dossier",
                                    "of the first",
                                    "CPU us/dossier, hub + database",
                                    "of the first",
                                    "hub us",
                                    "database us")
                            .row(
                                    TABLE,
                                    name,
                                    seeded.dossiers(),
                                    seeded.seconds(),
                                    seeded.mebibytes(),
                                    1e6 / time,
                                    time,
                                    time / firstTime,
                                    cpu,
                                    cpu / firstCpu,
                                    after.microsPer(measured, "program", before),
                                    after.microsPer(measured, "database", before));
                    if (size == sizes.get(sizes.size() - 1)) {
                        String what = "(e) " + name + ", " + size + " dossiers against " + sizes.get(0);
                        double byCpu = cpu / firstCpu;
                        double byTime = time / firstTime;
                        bench.report().goal(what + ", processor time", "at most 1.3", byCpu, byCpu <= GOAL);
                        bench.report().goal(what + ", time", "at most 1.3", byTime, byTime <= GOAL);
                    }
                }
            }
        }
    }

    private static void load(Site site, int templates) throws Exception {
        try (Hub hub = site.hub(Map.of())) {
            file(site, hub, templates);
        }
    }

    /** @return milliseconds from the moment at which they stood in the feed to their last line */
    private static double file(Site site, Hub hub, int dossiers) throws Exception {
        Far far = site.far();
        far.ask("mark");
        far.ask("file " + dossiers + " 1");
        JsonNode end = far.await(
                "last line", 600, hub.process(), state -> state.get("lines").asInt() >= dossiers);
        return end.get("lastLine").asDouble() - end.get("filed").asDouble();
    }
}
