package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;

/** What a pack author writes, run against a far side over HTTP or in a folder. */
class TemplatedRoutesTest {
    @TempDir
    private Path home;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Deque<String> replies = new ArrayDeque<>();
    private HttpServer server;
    private String url;
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws IOException {
        for (Path template : RouteTemplates.files(Path.of(""))) {
            Path copy = home.resolve(template.toString());
            Files.createDirectories(copy.getParent());
            Files.copy(template, copy);
        }
        Files.createDirectories(home.resolve("routes/pipeline"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String reply = "200 {\"rows\":[]}";
            synchronized (replies) {
                if (!replies.isEmpty()) {
                    reply = replies.remove();
                    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
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
    void aStreamIsReadByPageNumberAndBegunAgainEachRound() throws Exception {
        replies.addAll(List.of(
                "200 {\"rows\":[\"r1\",\"r2\"],\"more\":true}",
                "200 {\"rows\":[\"r3\"],\"more\":true}",
                "404 ",
                "200 {\"rows\":[\"r1\",\"x2\"]}"));
        Doubles doubles = run("rest-pull-page", "get", "/p?page={page}&size={pageSize}");

        assertThat(doubles.next()).isEqualTo("page [r1, r2] null>2");
        assertThat(doubles.next()).isEqualTo("page [r3] 2>3");
        assertThat(doubles.next()).isEqualTo("page [] 3> loaded");
        assertThat(doubles.next()).isEqualTo("page [r1, x2]");
        assertThat(asked)
                .containsExactly(
                        "GET /p?page=1&size=500 ",
                        "GET /p?page=2&size=500 ",
                        "GET /p?page=3&size=500 ",
                        "GET /p?page=1&size=500 ");
    }

    @Test
    void aListThatOnlyGrowsGoesOnWithItsLastPage() throws Exception {
        replies.addAll(List.of(
                "200 {\"rows\":[\"r1\",\"r2\"],\"more\":true}",
                "200 {\"rows\":[\"r3\"]}",
                "200 {\"rows\":[\"r3\",\"r4\"]}"));
        Doubles doubles = run("rest-pull-page", "get", "/p?page={page}", "firstPage", "0", "again", "false");

        assertThat(doubles.next()).isEqualTo("page [r1, r2] null>1");
        assertThat(doubles.next()).isEqualTo("page [r3] 1>1 loaded");
        assertThat(doubles.next()).isEqualTo("page [r3, r4]");
        assertThat(asked).containsExactly("GET /p?page=0 ", "GET /p?page=1 ", "GET /p?page=1 ");
    }

    @Test
    void aPageThatIsAlwaysTheSameDoesNotGoRoundForEver() throws Exception {
        for (int i = 0; i < 3; i++) {
            replies.add("200 {\"rows\":[\"r1\"],\"more\":true}");
        }
        Doubles doubles = run("rest-pull-page", "get", "/p");

        assertThat(doubles.next()).isEqualTo("page [r1] null>2");
        org.awaitility.Awaitility.await()
                .until(() -> String.valueOf(doubles.states.of(new SystemId("a")).lastFault())
                        .contains("HUB-PULL-009"));
    }

    @Test
    void whatChangedSinceATimeIsAskedForInTheFarSidesOwnWriting() throws Exception {
        replies.addAll(List.of(
                "200 {\"rows\":[\"2026-01-01T08:00:00+07:00\"],\"more\":true}",
                "200 {\"rows\":[\"2026-01-01T08:00:00+07:00\",\"2026-01-01T09:30:00+07:00\"]}"));
        Doubles doubles = run("rest-pull-since", "get", "/p?from={after}&page={page}", "times", "dd/MM/yyyy HH:mm:ss");

        assertThat(doubles.next())
                .startsWith("page [2026-01-01T08:00:00+07:00] null>{\"from\":\"1970-01-01T00:00:00Z\"");
        assertThat(doubles.next()).contains("\"high\":\"2026-01-01T02:30:00Z\"");
        assertThat(asked)
                .containsExactly(
                        "GET /p?from=01%2F01%2F1970%2008%3A00%3A00&page=1 ",
                        "GET /p?from=01%2F01%2F2026%2008%3A00%3A00&page=1 ");
    }

    @Test
    void aCallWithABodyIsMadeByAMapping() throws Exception {
        replies.add("200 {\"rows\":[\"r1\"],\"next\":\"c1\"}");
        Doubles doubles = run("rest-pull-cursor");

        assertThat(doubles.next()).isEqualTo("page [r1] null>c1 loaded");
        assertThat(asked).containsExactly("POST /ask/s {\"after\":\"\",\"pageSize\":500}");
    }

    @Test
    void whatIsGivenWrongToAStepIsSaid() throws Exception {
        assertThat(fault("rest-pull-cursor", "get", "/p?after={afer}"))
                .contains("HUB-ROUTE-021", "no place {afer}", "{after}");
        assertThat(fault("rest-pull-since", "times", "jj/QQ")).contains("HUB-ROUTE-022");
        assertThat(fault("rest-holding", "by", "name")).contains("HUB-ROUTE-020");
        assertThat(fault("files-pull-fixed", "include", "*.txt", "fields", "So:12-1"))
                .contains("HUB-MAP-025", "So:12-1");
        assertThat(fault("soap-pull-log", "wsdl", "mappings/a/none.wsdl")).contains("HUB-SOAP-001");
    }

    private String fault(String template, String... parameters) throws Exception {
        Doubles doubles = run(template, parameters);
        context.stop();
        return doubles.states.of(new SystemId("a")).packFault();
    }

    private Doubles run(String template, String... parameters) throws Exception {
        StringBuilder yaml = new StringBuilder(
                "- templatedRoute:\n    routeTemplateRef: " + template
                        + "\n    routeId: a-route\n    parameters:\n      - {name: system, value: a}\n      - {name: stream, value: s}\n");
        for (int i = 0; i < parameters.length; i += 2) {
            yaml.append("      - {name: ")
                    .append(parameters[i])
                    .append(", value: \"")
                    .append(parameters[i + 1])
                    .append("\"}\n");
        }
        Path file = home.resolve("routes/systems/a.camel.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
        SystemSettings system = Settings.of("a")
                .url(url)
                .directory(home.resolve("in").toString())
                .build();
        Doubles doubles = new Doubles(system) {
            @Override
            public JsonNode ask(SystemId id, String stream, JsonNode places) {
                ObjectNode call = JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "POST")
                        .put("path", "/ask/" + stream);
                return call.set("body", places);
            }
        };
        context = new DefaultCamelContext();
        HubParts parts = doubles.parts();
        context.addComponent("hub", new HubComponent(parts, new FarSides(), home));
        RouteFiles files = new RouteFiles(home, parts.mappings(), parts.systems(), doubles.states);
        files.beforeApplicationStart(context);
        context.start();
        files.afterApplicationStart(context);
        return doubles;
    }
}
