package vn.lienthong.hub.camel.http;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.camel.Trees;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Auth;

class HttpFarSideTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final JsonNode GET = Trees.of("{'method':'GET','path':'/a b','query':{'sau':'x&y=z','none':null}}");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final CountDownLatch hold = new CountDownLatch(1);
    private HttpServer server;
    private String url;

    private record Reply(int status, String body, String... headers) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        url = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        hold.countDown();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        Reply reply;
        synchronized (replies) {
            reply = replies.remove();
        }
        for (int i = 0; i < reply.headers().length; i += 2) {
            exchange.getResponseHeaders().set(reply.headers()[i], reply.headers()[i + 1]);
        }
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.status() < 0) {
            exchange.sendResponseHeaders(200, bytes.length + 100L);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            if (reply.status() == -2) {
                try {
                    hold.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aCallGoesOutAsItIsWrittenAndComesBackWithItsStatus() {
        replies.add(new Reply(200, "{\"duLieu\":[]}"));

        JsonNode answer = open(Auth.Kind.NONE).call(GET);

        assertThatJson(answer.toString()).isEqualTo("{'status':200,'body':{'duLieu':[]}}".replace('\'', '"'));
        assertThat(seen).containsExactly("GET /a%20b?sau=x%26y%3Dz null ");
    }

    @Test
    void aRefusalIsAnAnswer() {
        replies.add(new Reply(422, "{\"loi\":[]}"));
        replies.add(new Reply(404, ""));

        HttpFarSide side = open(Auth.Kind.NONE);

        assertThatJson(side.call(GET).toString()).isEqualTo("{\"status\":422,\"body\":{\"loi\":[]}}");
        assertThatJson(side.call(GET).toString()).isEqualTo("{\"status\":404}");
    }

    @Test
    void aKeyStandsInItsHeaderAndASessionInItsOwn() {
        replies.add(new Reply(200, "{}"));
        replies.add(new Reply(200, "{\"session\":\"s1\"}"));
        replies.add(new Reply(200, "{}"));
        SystemSettings key = Settings.of("a")
                .url(url)
                .auth(Auth.Kind.API_KEY, null, "k1")
                .own(Map.of("api-key-header", "Authorization"))
                .build();
        SystemSettings session = Settings.of("a")
                .url(url)
                .auth(Auth.Kind.SESSION, "hub", "p")
                .own(Map.of("session-header", "Authorization", "session-value", "Bearer {session}"))
                .build();

        new HttpFarSide(key, CLOCK).call(GET);
        new HttpFarSide(session, CLOCK).call(Trees.of("{'method':'GET','path':'/a','query':{'b':['1','2']}}"));

        assertThat(seen)
                .containsExactly(
                        "GET /a%20b?sau=x%26y%3Dz k1 ",
                        "POST /login null {\"username\":\"hub\",\"password\":\"p\"}", "GET /a?b=1&b=2 Bearer s1 ");
    }

    @Test
    void aTokenMayComeFromAnotherServerForAScope() {
        replies.add(new Reply(200, "{\"access_token\":\"t1\"}"));
        replies.add(new Reply(200, "{}"));
        SystemSettings system = Settings.of("a")
                .url(url + "/api")
                .auth(Auth.Kind.OAUTH2, "hub", "p", url + "/sso/token")
                .own(Map.of("scope", "read write"))
                .build();

        new HttpFarSide(system, CLOCK).call(GET);

        assertThat(seen)
                .containsExactly(
                        "POST /sso/token null grant_type=client_credentials&client_id=hub&client_secret=p&scope=read+write",
                        "GET /api/a%20b?sau=x%26y%3Dz Bearer t1 ");
    }

    @Test
    void aTokenThatIsRefusedIsFetchedAnewAndTheCallRepeatedOnce() {
        replies.add(new Reply(200, "{\"access_token\":\"t1\",\"expires_in\":3600}"));
        replies.add(new Reply(200, "{}"));
        replies.add(new Reply(401, ""));
        replies.add(new Reply(200, "{\"access_token\":\"t2\",\"expires_in\":3600}"));
        replies.add(new Reply(200, "{}"));

        HttpFarSide side = open(Auth.Kind.OAUTH2);
        side.call(GET);
        side.call(GET);

        assertThat(seen).hasSize(5);
        assertThat(seen.get(0))
                .isEqualTo("POST /oauth/token null grant_type=client_credentials&client_id=hub&client_secret=s%26cret");
        assertThat(seen.get(1)).contains("Bearer t1");
        assertThat(seen.get(2)).contains("Bearer t1");
        assertThat(seen.get(4)).contains("Bearer t2");
    }

    @Test
    void credentialsRefusedTwiceLockOut() {
        replies.add(new Reply(200, "{\"access_token\":\"t1\",\"expires_in\":3600}"));
        replies.add(new Reply(401, ""));
        replies.add(new Reply(200, "{\"access_token\":\"t2\",\"expires_in\":3600}"));
        replies.add(new Reply(401, ""));

        assertThat(fault(Auth.Kind.OAUTH2).kind()).isEqualTo(Kind.LOCKED_OUT);

        replies.add(new Reply(401, "{}"));
        assertThat(fault(Auth.Kind.OAUTH2)).hasMessageContaining("HUB-HTTP-010").hasMessageNotContaining("s&cret");
    }

    @Test
    void anExpiredSessionLogsInAgainWhetherTheCodeIsNumberOrText() {
        for (String code : List.of("-3", "\"-3\"")) {
            replies.add(new Reply(200, "{\"session\":\"s1\",\"error_code\":0}"));
            replies.add(new Reply(200, "{\"error_code\":" + code + "}"));
            replies.add(new Reply(200, "{\"session\":\"s2\",\"error_code\":0}"));
            replies.add(new Reply(200, "{\"error_code\":0,\"result\":[]}"));
            seen.clear();

            JsonNode answer = open(Auth.Kind.SESSION)
                    .call(Trees.of("{'method':'POST','path':'/integration','body':{'service':'TraCuuHoSo'}}"));

            assertThat(answer.path("body").path("error_code").asInt()).isZero();
            assertThat(seen.get(0)).isEqualTo("POST /login null {\"username\":\"hub\",\"password\":\"s&cret\"}");
            assertThat(seen.get(3))
                    .isEqualTo("POST /integration null "
                            + "{\"session\":\"s2\",\"madonvi\":\"H53\",\"service\":\"TraCuuHoSo\"}");
        }
    }

    @Test
    void busyTellsHowLongToWait() {
        replies.add(new Reply(429, "", "Retry-After", "7"));
        assertThat(fault(Auth.Kind.NONE)).satisfies(busy -> {
            assertThat(busy.kind()).isEqualTo(Kind.BUSY);
            assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        });
        replies.add(new Reply(503, "later", "Retry-After", "Mon, 01 Jan 2024 00:01:00 GMT"));
        assertThat(fault(Auth.Kind.NONE).retryAfter()).isEqualTo(Duration.ofMinutes(1));
        replies.add(new Reply(503, "later", "Retry-After", "soon"));
        assertThat(fault(Auth.Kind.NONE).retryAfter()).isNull();
    }

    @Test
    void serverErrorsDropsAndTimeOutsAreAway() {
        replies.add(new Reply(500, "<html>"));
        assertThat(fault(Auth.Kind.NONE).kind()).isEqualTo(Kind.AWAY);

        replies.add(new Reply(-1, "{\"duLieu\":["));
        assertThat(fault(Auth.Kind.NONE))
                .satisfies(half -> assertThat(half.kind()).isEqualTo(Kind.AWAY));

        replies.add(new Reply(-2, "{\"duLieu\":["));
        assertThat(fault(Auth.Kind.NONE)).hasMessageContaining("HUB-HTTP-001");

        server.stop(0);
        assertThat(fault(Auth.Kind.NONE)).hasMessageContaining("HUB-HTTP-002");
    }

    @Test
    void halfABodyIsKeptAndNotQuoted() {
        replies.add(new Reply(200, "{\"hoTen\":\"Nguyễn"));

        FarSideFault fault = fault(Auth.Kind.NONE);

        assertThat(fault.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(fault.payload()).isEqualTo("{\"hoTen\":\"Nguyễn".getBytes(StandardCharsets.UTF_8));
        assertThat(fault).hasMessageNotContaining("Nguy").hasNoCause();
    }

    private HttpFarSide open(Auth.Kind kind) {
        return new HttpFarSide(
                Settings.of("x").url(url).auth(kind, "hub", "s&cret").build(), CLOCK);
    }

    private FarSideFault fault(Auth.Kind kind) {
        FarSideFault fault =
                catchThrowableOfType(FarSideFault.class, () -> open(kind).call(GET));
        assertThat(fault).isNotNull();
        return fault;
    }
}
