package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.delivery.Deliveries.Batch;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.Lookups.Lookup;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;

class RouteFilesTest {
    private static final String PULL = """
            - route:
                id: %1$s-pull
                description: Reads
                from:
                  uri: hub:pull?system=%1$s&stream=s%2$s
                  steps:
                    - to:
                        uri: hub:http?system=%1$s&get=RAW(/p?after={after}&size={pageSize})
            """;
    private static final String DELIVER = """
            - route:
                id: %1$s-deliver
                description: Sends
                from:
                  uri: hub:deliver?system=%1$s
                  steps:
                    - to:
                        uri: hub:http?system=%1$s
            - route:
                id: %1$s-look-up
                description: Asks
                from:
                  uri: hub:look-up?system=%1$s&stream=s&page=one
                  steps:
                    - to:
                        uri: hub:http?system=%1$s&get=/d/{code}
            """;

    @TempDir
    private Path home;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Deque<String> replies = new ArrayDeque<>();
    private HttpServer server;
    private String url;
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve("routes/pipeline"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String reply;
            synchronized (replies) {
                reply = replies.isEmpty() ? "200 {\"rows\":[]}" : replies.remove();
                if (!reply.equals("200 {\"rows\":[]}")) {
                    asked.add(exchange.getRequestURI().toString());
                }
            }
            byte[] bytes = reply.substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    Integer.parseInt(reply.substring(0, 3)), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        url = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        if (context != null) {
            context.stop();
        }
        server.stop(0);
    }

    @Test
    void aStreamIsReadToItsEndAndItsWatermarkMovesWithEveryPage() throws Exception {
        write("a", PULL.formatted("a", ""));
        replies.add("200 {\"rows\":[\"r1\",\"r2\"],\"next\":\"c&1\",\"more\":true}");
        replies.add("200 {\"rows\":[\"r3\"],\"next\":\"c2\",\"more\":false}");
        Doubles doubles = run(settings("a").build());

        assertThat(doubles.next()).isEqualTo("page [r1, r2] null>c&1");
        assertThat(doubles.next()).isEqualTo("page [r3] c&1>c2 loaded");
        assertThat(asked).containsExactly("/p?after=&size=500", "/p?after=c%261&size=500");
        Awaitility.await().until(() -> doubles.states.of(new SystemId("a")).lastPull() != null);
        context.stop();
        assertThat(doubles.next()).isEqualTo("release pull:a:s");
    }

    @Test
    void whateverFailsTheWatermarkStaysAndThePageIsReadAgain() throws Exception {
        write("a", PULL.formatted("a", ""));
        String page = "200 {\"rows\":[\"r1\"],\"next\":\"c1\"}";
        replies.addAll(List.of("500 ", "200 {\"rows\":[", "403 {}", page, page));
        Doubles doubles = doubles(settings("a").build());
        doubles.ledgerFault = new IllegalStateException("the ledger is away");
        run(doubles);

        assertThat(doubles.next()).isEqualTo("hold {\"rows\":[");
        assertThat(doubles.next()).isEqualTo("page [r1] null>c1 loaded");
        assertThat(doubles.next()).isEqualTo("read well s");
        assertThat(asked).hasSize(5).allMatch("/p?after=&size=500"::equals);
    }

    @Test
    void anUnknownCursorBeginsAnew() throws Exception {
        write("a", PULL.formatted("a", ""));
        replies.add("422 {\"loi\":[]}");
        replies.add("200 {\"rows\":[\"r1\"],\"next\":\"c1\"}");
        Doubles doubles = doubles(settings("a").build());
        doubles.marks.put("a/s", new vn.lienthong.hub.ledger.Watermarks.Watermark("old", true));
        run(doubles);

        assertThat(doubles.next()).isEqualTo("page [] old> loaded");
        assertThat(doubles.next()).isEqualTo("page [r1] >c1 loaded");
    }

    @Test
    void aNumberedLogIsReadAgainFromItsGap() throws Exception {
        write("a", PULL.formatted("a", "&by=log"));
        replies.add("200 {\"rows\":[1,4]}");
        replies.add("200 {\"rows\":[2,4]}");
        Doubles doubles = run(settings("a").lateNumbers(Duration.ofSeconds(75)).build());

        assertThat(doubles.next()).startsWith("page [1, 4] null>{\"high\":4,\"missing\":[[2,3,");
        assertThat(doubles.next()).startsWith("page [2] ").contains(">{\"high\":4,\"missing\":[[3,3,");
        assertThat(asked).containsExactly("/p?after=0&size=500", "/p?after=1&size=500");
    }

    @Test
    void deliveriesAndLookUpsAreSettledByWhatTheFarSideSays() throws Exception {
        write("a", DELIVER.formatted("a"));
        replies.addAll(List.of("201 {\"maHoSo\":\"H1\"}", "500 ", "404 ", "200 {\"rows\":[\"d2\"]}"));
        Doubles doubles = doubles(settings("a").build());
        doubles.due.add(batch("b1"));
        doubles.due.add(batch("b2"));
        run(doubles);

        assertThat(doubles.next()).isEqualTo("settle b1 {\"status\":201,\"body\":{\"maHoSo\":\"H1\"}}");
        assertThat(doubles.next()).isEqualTo("failed b2 AWAY");
        doubles.questions.add(new Lookup("H 1", new SystemId("b"), new SystemId("a"), 0));
        assertThat(doubles.next()).isEqualTo("absent H 1");
        doubles.questions.add(new Lookup("H2", new SystemId("b"), new SystemId("a"), 0));
        assertThat(doubles.next()).isEqualTo("found H2 s \"d2\"");
        assertThat(asked).containsExactly("/t", "/t", "/d/H%201", "/d/H2");
    }

    @Test
    void inShadowASystemIsPulledAndNotTold() throws Exception {
        write("a", PULL.formatted("a", "") + DELIVER.formatted("a"));
        replies.add("200 {\"rows\":[\"r1\"],\"next\":\"c1\"}");
        Doubles doubles = doubles(settings("a").mode(Mode.SHADOW).build());
        doubles.due.add(batch("b1"));
        run(doubles);

        assertThat(doubles.next()).isEqualTo("page [r1] null>c1 loaded");
        assertThat(doubles.due).hasSize(1);
    }

    @Test
    void aBadFileStopsItsOwnSystemAndSaysWhere() throws Exception {
        write("a", PULL.formatted("a", ""));
        write("b", PULL.formatted("b", "").replace("steps:", "stpes:"));
        write("c", PULL.formatted("c", "").replace("hub:http?system=c", "hub:http?system=a"));
        write("d", PULL.formatted("d", "").replace("hub:pull", "hub:pool"));
        write("e", "- route:\n    id: e-pull\n   description: x\n");
        write(
                "f",
                PULL.formatted("f", "")
                        .replace("    description: Reads\n", "    errorHandler:\n      noErrorHandler: {}\n"));
        write("h", PULL.formatted("h", "").replace("/p?", "/{{hub.systems.h.auth.password}}?"));
        replies.add("200 {\"rows\":[\"r1\"],\"next\":\"c1\"}");
        Doubles doubles = run(
                settings("a").build(),
                settings("b").build(),
                settings("c").build(),
                settings("d").build(),
                settings("e").build(),
                settings("f").build(),
                settings("g").build(),
                settings("h").build());

        assertThat(doubles.next()).isEqualTo("page [r1] null>c1 loaded");
        assertThat(fault(doubles, "a")).isNull();
        assertThat(fault(doubles, "b"))
                .startsWith("routes/systems/b.camel.yaml:5 HUB-ROUTE-003")
                .contains("stpes");
        assertThat(fault(doubles, "c")).startsWith("routes/systems/c.camel.yaml:8 HUB-ROUTE-009");
        assertThat(fault(doubles, "d")).contains("HUB-ROUTE-014 there is no hub:pool");
        assertThat(fault(doubles, "e")).startsWith("routes/systems/e.camel.yaml:3 HUB-ROUTE-002");
        assertThat(fault(doubles, "f")).contains("HUB-ROUTE-00");
        assertThat(fault(doubles, "g")).contains("is missing");
        assertThat(fault(doubles, "h")).startsWith("routes/systems/h.camel.yaml:8 HUB-ROUTE-008");
        assertThat(context.getRoutes()).extracting(Route::getRouteId).containsExactly("a-pull");
    }

    @Test
    void theRoutesOfTheProjectAreInOrder() {
        DefaultCamelContext plain = new DefaultCamelContext();
        CheckRouteFile check = new CheckRouteFile(new RouteSchema(), RouteTemplates.in(Path.of("")));
        for (String id : List.of("onestop", "land", "ui-v2", "ui-v1", "portal")) {
            Path file = Path.of("routes/systems/" + id + ".camel.yaml");
            assertThat(check.faults(file, file.toString(), new SystemId(id), plain))
                    .isEmpty();
        }
        for (Path template : RouteTemplates.files(Path.of(""))) {
            assertThat(check.faults(template, template.toString(), null, plain)).isEmpty();
        }
        Path wakeUps = Path.of("routes/pipeline/wake-ups.camel.yaml");
        assertThat(check.faults(wakeUps, wakeUps.toString(), null, plain)).isEmpty();
    }

    private static String fault(Doubles doubles, String id) {
        return doubles.states.of(new SystemId(id)).packFault();
    }

    private Settings settings(String id) {
        return Settings.of(id).url(url);
    }

    private static Batch batch(String token) {
        return new Batch(
                new SystemId("a"), token, "tell", List.of(), Trees.of("{'method':'POST','path':'/t','body':{'x':1}}"));
    }

    private void write(String id, String yaml) throws IOException {
        Path file = home.resolve("routes/systems/" + id + ".camel.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }

    private Doubles doubles(SystemSettings... systems) {
        return new Doubles(systems);
    }

    private Doubles run(SystemSettings... systems) throws Exception {
        Doubles doubles = doubles(systems);
        run(doubles);
        return doubles;
    }

    private void run(Doubles doubles) throws Exception {
        context = new DefaultCamelContext();
        HubParts parts = doubles.parts();
        context.addComponent("hub", new HubComponent(parts, new FarSides(), home));
        RouteFiles files = new RouteFiles(home, parts.mappings(), parts.systems(), doubles.states);
        files.beforeApplicationStart(context);
        context.start();
        files.afterApplicationStart(context);
    }
}
