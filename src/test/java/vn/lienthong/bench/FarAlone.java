package vn.lienthong.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import vn.lienthong.hub.mapping.Mappings;

/**
 * What the far side alone can do: the pages are pulled and finished bodies of 50 posted by two clients, as fast as they are
 * answered. Whatever is well below this rate was not held up by the far side.
 */
final class FarAlone {
    private static final String TABLE = "The far side alone (pull of every page, post of finished bytes, two clients)";
    private static final int MOST = 40_000;
    private static final int CLIENTS = 2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    void run(Bench bench) throws Exception {
        int dossiers = Math.min(MOST, bench.options().dossiers());
        try (Site site = Site.embedded(bench, "far-side-alone")) {
            site.far().ask("file " + dossiers + " 1");
            Map<String, String> environment = site.far().environment();
            StraightCalls calls = new StraightCalls(environment);
            List<byte[]> bodies = bodies(calls);
            URI portal = URI.create(environment.get("HUB_PORTAL_URL") + "/integration");
            Child far = site.far().process();
            Usage before = Usage.of(far, Map.of());
            pullAll(environment.get("HUB_ONESTOP_URL"), dossiers);
            postAll(portal, bodies);
            Usage after = Usage.of(far, Map.of());
            int lines = site.far().state().get("lines").asInt();
            if (lines != dossiers) {
                throw new IllegalStateException("the portal has " + lines + " lines of " + dossiers);
            }
            bench.report()
                    .table(TABLE, "dossiers", "dossiers/s", "CPU us/dossier of the far side")
                    .row(
                            TABLE,
                            dossiers,
                            dossiers / after.secondsSince(before),
                            after.microsPer(dossiers, "program", before));
        }
    }

    /** Every call's bytes, dossiers before their lines. */
    private static List<byte[]> bodies(StraightCalls calls) throws IOException, InterruptedException {
        List<byte[]> bodies = new ArrayList<>();
        String after = "";
        Mappings.Page page;
        do {
            page = calls.pull(after);
            ArrayNode dossiers = StraightCalls.JSON.createArrayNode();
            ArrayNode lines = StraightCalls.JSON.createArrayNode();
            for (Mappings.PageRecord record : page.records()) {
                StraightCalls.Item item = calls.map(record);
                dossiers.add(item.body().get("dossier"));
                lines.add(item.body().get("line"));
                if (dossiers.size() == StraightCalls.BATCH) {
                    bodies.add(body("DongBoHoSoMC", dossiers));
                    bodies.add(body("CapNhatTienDoHoSoMC", lines));
                    dossiers.removeAll();
                    lines.removeAll();
                }
            }
            if (!dossiers.isEmpty()) {
                bodies.add(body("DongBoHoSoMC", dossiers));
                bodies.add(body("CapNhatTienDoHoSoMC", lines));
            }
            after = page.next();
        } while (page.more());
        return bodies;
    }

    private static byte[] body(String service, ArrayNode data) throws IOException {
        ObjectNode body = StraightCalls.JSON
                .createObjectNode()
                .put("service", service)
                .put("isUpdating", "False")
                .put("session", FarPortal.SESSION)
                .put("madonvi", "H53");
        body.set("data", data);
        return StraightCalls.JSON.writeValueAsBytes(body);
    }

    private void pullAll(String oneStop, int dossiers) throws IOException, InterruptedException {
        for (int from = 0; from < dossiers; from += StraightCalls.PAGE) {
            String query = "?sau=" + from + "&soLuong=" + StraightCalls.PAGE;
            send(HttpRequest.newBuilder(URI.create(oneStop + "/api/v1/ho-so/thay-doi" + query))
                    .build());
        }
    }

    private void postAll(URI portal, List<byte[]> bodies) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int mine = client;
                ends.add(clients.submit(() -> {
                    // Pairs stay together: a dossier goes before its line.
                    for (int pair = mine; pair < bodies.size() / 2; pair += CLIENTS) {
                        post(portal, bodies.get(2 * pair));
                        post(portal, bodies.get(2 * pair + 1));
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void post(URI portal, byte[] body) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(portal)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
        if (status != 200) {
            throw new IllegalStateException(request.uri() + " answers " + status);
        }
    }
}
