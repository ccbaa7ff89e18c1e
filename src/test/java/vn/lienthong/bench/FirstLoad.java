package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every dossier of the one-stop is announced to the portal with one line, by the hub, by the floor and by the peer. Counted
 * is from the first pull to the last line at the portal.
 */
final class FirstLoad {
    static final String TABLE = "First load, one-stop to portal: (a) hub, (f) floor, (g) peer";
    private static final int LONGEST_SECONDS = 1200;

    private static final double GOAL_EMBEDDED = 1500;
    private static final double GOAL_POSTGRES = 2500;
    private static final double GOAL_OF_FLOOR = 40;

    /** Whole-run rates by the name of the program. */
    private final Map<String, Double> rates = new LinkedHashMap<>();

    private final Map<String, String> contents = new HashMap<>();

    void floor(Bench bench, boolean postgres) throws Exception {
        try (Site site = site(bench, "floor", postgres)) {
            file(bench, site);
            try (Child floor = site.program(Floor.class, List.of(site.ledgerUrl()))) {
                measure(bench, site, floor, "floor, " + shape(postgres), postgres);
            }
        }
    }

    void hub(Bench bench, boolean postgres) throws Exception {
        try (Site site = site(bench, "hub", postgres)) {
            file(bench, site);
            try (Hub hub = site.hub(Map.of())) {
                measure(bench, site, hub.process(), hubName(postgres), postgres);
            }
        }
    }

    void peer(Bench bench, int batch) throws Exception {
        try (Site site = Site.embedded(bench, "peer-" + batch)) {
            file(bench, site);
            List<String> arguments = List.of(site.folder().toString(), Integer.toString(batch));
            try (Child peer = site.program(Peer.class, arguments)) {
                String name = "peer, " + (batch == 1 ? "one telling a message" : batch + " tellings a message");
                measure(bench, site, peer, name, false);
                against(bench, name);
            }
        }
    }

    private static Site site(Bench bench, String what, boolean postgres) throws Exception {
        return postgres ? Site.production(bench, what + "-postgres") : Site.embedded(bench, what + "-h2");
    }

    private static String shape(boolean postgres) {
        return postgres ? "PostgreSQL + broker" : "embedded";
    }

    private static void file(Bench bench, Site site) throws IOException {
        site.far().ask("file " + bench.options().dossiers() + " 1");
        site.far().ask("mark");
    }

    private void measure(Bench bench, Site site, Child program, String name, boolean postgres) throws IOException {
        int dossiers = bench.options().dossiers();
        Far far = site.far();
        far.await("pull", 300, program, state -> state.has("firstPull"));
        Usage atFirst = Usage.of(program, site.beside());
        far.await("half", LONGEST_SECONDS, program, state -> state.get("lines").asInt() >= dossiers / 2);
        Usage atHalf = Usage.of(program, site.beside());
        JsonNode end = far.await(
                "last line",
                LONGEST_SECONDS,
                program,
                state -> state.get("lines").asInt() >= dossiers);
        Usage atEnd = Usage.of(program, site.beside());
        long resident = program.peakResident();
        double whole = 1000.0
                * dossiers
                / (end.get("lastLine").asDouble() - end.get("firstPull").asDouble());
        double warm = (dossiers - dossiers / 2) / atEnd.secondsSince(atHalf);
        rates.put(name, whole);
        Double floor = rates.get("floor, " + shape(postgres));
        GcLog gc = GcLog.read(site.gcLog());
        bench.report()
                .table(
                        TABLE,
                        "program",
                        "dossiers",
                        "dossiers/s",
                        "second half /s",
                        "of the floor",
                        "CPU us/dossier",
                        "second half",
                        "database us",
                        "broker us",
                        "far side us",
                        "far side of all cores",
                        "heap most / after GC MiB",
                        "resident MiB")
                .row(
                        TABLE,
                        name,
                        dossiers,
                        whole,
                        warm,
                        floor == null ? "-" : Math.round(100 * whole / floor) + " %",
                        atEnd.microsPer(dossiers, "program", atFirst),
                        atEnd.microsPer(dossiers - dossiers / 2, "program", atHalf),
                        atEnd.microsPer(dossiers, "database", atFirst),
                        atEnd.microsPer(dossiers, "broker", atFirst),
                        atEnd.microsPer(dossiers, "far side", atFirst),
                        Math.round(atEnd.share("far side", atFirst)) + " %",
                        gc.most() + " / " + gc.mostAfter(),
                        resident);
        check(bench, name, end);
        if (name.equals(hubName(postgres))) {
            double goal = postgres ? GOAL_POSTGRES : GOAL_EMBEDDED;
            String what = "(a) first load, " + shape(postgres);
            bench.report().goal(what + ", dossiers/s", "at least " + Math.round(goal), whole, whole >= goal);
            if (floor != null) {
                double share = 100 * whole / floor;
                bench.report().goal(what + ", % of the floor", "at least 40", share, share >= GOAL_OF_FLOOR);
            }
        }
    }

    /** The hub's rate against that of a peer which keeps what it accepted, if the hub was measured. */
    private void against(Bench bench, String peer) throws IOException {
        for (boolean postgres : new boolean[] {false, true}) {
            Double hub = rates.get(hubName(postgres));
            if (hub != null) {
                double share = 100 * hub / rates.get(peer);
                bench.report()
                        .goal(
                                "(g) hub, " + shape(postgres) + ", in % of the " + peer,
                                "ahead of every peer that keeps what it accepted",
                                share,
                                share > 100);
            }
        }
    }

    private static String hubName(boolean postgres) {
        return "**hub, " + shape(postgres) + "**";
    }

    /** Equal work, or the table says so. */
    private void check(Bench bench, String name, JsonNode end) throws IOException {
        String content = end.get("content").asText();
        contents.putIfAbsent("first", content);
        if (!contents.get("first").equals(content)) {
            bench.report().note(TABLE, name + ": **the portal was sent other bytes than by the first program**");
        }
        Wrongs.note(bench.report(), TABLE, name, end);
    }
}
