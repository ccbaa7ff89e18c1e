package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * From a version's appearance in the one-stop's feed to its line at the portal, while so many versions a second appear. The
 * far side takes both times. First some dossiers are loaded, which also warms the JVM; the first seconds of the changes do
 * not count.
 */
final class Latency {
    private static final String TABLE = "(b) A change at the one-stop to the portal, poll 200 ms";
    private static final int RATE = 100;

    private Latency() {}

    static void run(Bench bench, boolean postgres) throws Exception {
        int dossiers = bench.options().count(5000, 2000);
        int seconds = bench.options().count(70, 25);
        int skip = 10;
        String name = postgres ? "PostgreSQL + broker" : "embedded";
        try (Site site = postgres ? Site.production(bench, "latency-postgres") : Site.embedded(bench, "latency-h2")) {
            Far far = site.far();
            far.ask("file " + dossiers + " 1");
            try (Hub hub = site.hub(Map.of())) {
                far.await(
                        "loaded",
                        300,
                        hub.process(),
                        state -> state.get("lines").asInt() >= dossiers);
                far.ask("mark");
                Usage before = Usage.of(hub.process(), site.beside());
                far.ask("changes " + RATE + " " + seconds);
                JsonNode end = far.await(
                        "last change",
                        seconds + 120,
                        hub.process(),
                        state -> !state.get("changing").asBoolean()
                                && state.get("stillExpected").asInt() == 0);
                Usage after = Usage.of(hub.process(), site.beside());
                JsonNode found = far.ask("latencies " + skip);
                int changes = RATE * seconds;
                bench.report()
                        .table(
                                TABLE,
                                "ledger",
                                "changes/s",
                                "measured",
                                "p50 ms (goal 300)",
                                "p95 ms",
                                "p99 ms (goal 1000)",
                                "longest ms",
                                "CPU us/change",
                                "database us",
                                "hub of all cores")
                        .row(
                                TABLE,
                                name,
                                RATE,
                                found.get("count").asInt(),
                                found.get("p50").asDouble(),
                                found.get("p95").asDouble(),
                                found.get("p99").asDouble(),
                                found.get("p100").asDouble(),
                                after.microsPer(changes, "program", before),
                                after.microsPer(changes, "database", before),
                                Math.round(after.share("program", before)) + " %");
                Wrongs.note(bench.report(), TABLE, name, end);
                double half = found.get("p50").asDouble();
                double most = found.get("p99").asDouble();
                bench.report()
                        .goal("(b) " + RATE + " changes/s, " + name + ", p50 ms", "at most 300", half, half <= 300);
                bench.report()
                        .goal("(b) " + RATE + " changes/s, " + name + ", p99 ms", "at most 1000", most, most <= 1000);
            }
        }
    }
}
