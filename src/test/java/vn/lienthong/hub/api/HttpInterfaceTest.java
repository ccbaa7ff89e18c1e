package vn.lienthong.hub.api;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.hub.api.ApiUnderTest.INBOUND_PATH;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.lienthong.hub.api.ApiUnderTest.Readings;
import vn.lienthong.hub.api.ApiUnderTest.ThreeDossiers;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.ClaimSearch;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryState;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.HeldFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;

/** The HTTP interface as scripts and far systems meet it, over real HTTP. */
@SpringBootTest(
        classes = ApiUnderTest.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "HUB_ADMIN_PASSWORD=open sesame",
            "HUB_API_TOKEN=script-token",
            "management.endpoint.health.validate-group-membership=false", // no database here
            "hub.data-dir=target",
            "spring.config.import="
        })
class HttpInterfaceTest {
    private static final String ADMIN = basic("admin", "open sesame");
    private static final String SCRIPT = "Bearer script-token";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ThreeDossiers ledger;

    @Autowired
    Readings readings;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/dossiers",
                "/api/v1/nothing",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/health/db",
                "/error",
                INBOUND_PATH,
                INBOUND_PATH + "/nhanhsdvcqg",
                "/api/v1/systems"
            })
    void nothingIsOpenToStrangers(String path) {
        HttpResponse<String> answer = get(path, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Basic"))
                .anyMatch(challenge -> challenge.startsWith("Bearer"));
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThatJson(answer.body()).node("code").isEqualTo("HUB-API-001");
    }

    @Test
    void healthIsOneWordForStrangers() {
        HttpResponse<String> answer = get("/actuator/health", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatJson(answer.body()).node("status").isEqualTo("UP");
        assertThat(answer.body()).doesNotContain("components", "land");
        assertThat(get("/actuator/health", "Bearer portal-in").body()).doesNotContain("components", "land");
    }

    @Test
    void aFarSystemThatIsAwayDoesNotMakeTheHubIll() {
        assertThatJson(get("/actuator/health", ADMIN).body()).and(health -> {
            health.node("status").isEqualTo("UP");
            health.node("components.farSystems.details.land").isEqualTo("away");
            health.node("components.farSystems.details.portal").isEqualTo("reachable");
            health.node("components.farSystems.details.mute").isEqualTo("not called yet");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Basic YWRtaW46d3Jvbmc=", "Bearer wrong", "Bearer ", "Bearer", "Basic %%", "Bearer open sesame"})
    void aWrongSecretOpensNothing(String authorization) {
        assertThat(get("/api/v1/dossiers", authorization).statusCode()).isEqualTo(401);
        assertThat(post(INBOUND_PATH + "/nhanhsdvcqg", authorization, "{}").statusCode())
                .isEqualTo(401);
    }

    @Test
    void adminAndScriptsMayAsk() {
        assertThat(get("/api/v1/dossiers", ADMIN).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/dossiers", SCRIPT).statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/dossiers", basic("root", "open sesame")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aFarSystemMayShowAKeyInAHeaderOrAnAccountInstead() {
        assertThat(post("/build-in/x", basic("xay-dung", "build pass"), "{}").statusCode())
                .isEqualTo(200);
        assertThat(post("/build-in/x", basic("xay-dung", "wrong"), "{}").statusCode())
                .isEqualTo(401);
        assertThat(post("/land-in/x", basic("xay-dung", "build pass"), "{}").statusCode())
                .isEqualTo(403);
        assertThat(post("/build-in/x", "Bearer build pass", "{}").statusCode()).isEqualTo(401);
        assertThat(posted("/post-in/x", "X-Post-Key", "post-key")).isEqualTo(200);
        assertThat(posted("/post-in/x", "X-Post-Key", "wrong")).isEqualTo(401);
        assertThat(posted("/post-in/x", "X-Other-Key", "post-key")).isEqualTo(401);
        assertThat(posted("/land-in/x", "X-Post-Key", "post-key")).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer portal-in, " + INBOUND_PATH + "/nhanhsdvcqg, 200",
        "Bearer land-in-token, /land-in/x, 200",
        "Bearer land-in-token, " + INBOUND_PATH + "/nhanhsdvcqg, 403",
        "Bearer portal-in, /land-in/x, 403",
        "Bearer portal-in, /api/v1/held/1/replay, 403",
        "Bearer portal-in, /api/v1/nothing, 403",
        "Bearer script-token, " + INBOUND_PATH + "/nhanhsdvcqg, 403",
        "'Bearer  ', /mute-in/x, 401",
    })
    void anInboundTokenOpensItsOwnPathAndNothingElse(String authorization, String path, int status) {
        HttpResponse<String> answer = post(path, authorization, "{}");

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThatJson(answer.body()).node("code").isEqualTo("HUB-API-002");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/VXPAdapter/RestService/forward/../../../api/v1/dossiers",
                "/VXPAdapter/RestService/forward/..%2f..%2f..%2fapi/v1/dossiers",
                "/VXPAdapter/RestService/forward/;/../api/v1/dossiers",
                "//api/v1/dossiers"
            })
    void aBentPathOpensNothing(String path) {
        assertThat(get(path, "Bearer portal-in").statusCode()).isIn(400, 403, 404);
    }

    @Test
    void aListIsReadPageByPage() {
        assertThatJson(get("/api/v1/dossiers?size=2", ADMIN).body()).and(page -> {
            page.node("items").isArray().hasSize(2);
            page.node("items[0].code").isEqualTo("000.17.22.H56-210531-0001");
            page.node("items[0].statusName").isEqualTo("In process");
            page.node("items[0].filedAt").isEqualTo("2023-08-10T01:15:00Z");
            page.node("next").isEqualTo("\"2\"");
        });
        assertThatJson(get("/api/v1/dossiers?size=2&after=2", ADMIN).body()).and(page -> {
            page.node("items").isArray().hasSize(1);
            page.node("next").isNull();
        });
    }

    @Test
    void filtersReachTheLedger() {
        get("/api/v1/dossiers?status=5&system=land&code=12%2F2023&after=&size=", ADMIN);
        assertThat(ledger.asked).isEqualTo(new DossierFilter(5, new SystemId("land"), "12/2023"));
        assertThat(ledger.window).isEqualTo(new Window(0, 100));

        get("/api/v1/held?system=portal", ADMIN);
        assertThat(ledger.asked).isEqualTo(new HeldFilter(new SystemId("portal"), List.of("held", "waiting")));

        get("/api/v1/held?state=superseded", ADMIN);
        assertThat(ledger.asked).isEqualTo(new HeldFilter(null, List.of("superseded")));

        get("/api/v1/deliveries?state=parked&system=ui-v2", ADMIN);
        assertThat(ledger.asked).isEqualTo(new DeliveryFilter(DeliveryState.PARKED, new SystemId("ui-v2")));

        get("/api/v1/conflicts?system=land", ADMIN);
        assertThat(ledger.asked).isEqualTo(new SystemId("land"));
    }

    @Test
    void everyBadParameterIsNamedAtOnce() {
        HttpResponse<String> answer = get("/api/v1/dossiers?size=0&after=x&status=11&system=LAND&colour=red", ADMIN);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThatJson(answer.body()).node("code").isEqualTo("HUB-API-003");
        assertThatJson(answer.body())
                .inPath("$.errors[*].parameter")
                .isArray()
                .containsExactlyInAnyOrder("size", "after", "status", "system", "colour");
    }

    @Test
    void aCodeIsTakenWhole() {
        for (String code : ThreeDossiers.CODES) {
            String path = "/api/v1/dossiers/"
                    + URLEncoder.encode(code, StandardCharsets.UTF_8).replace("%2F", "/");

            assertThatJson(get(path, ADMIN).body()).node("code").isEqualTo("\"" + code + "\"");
        }
    }

    @Test
    void whoReadADossierIsNoted() {
        get("/api/v1/dossiers/G09.20-20260609-0092637", SCRIPT);

        assertThat(readings.notes).contains("api-token dossier.read G09.20-20260609-0092637");
    }

    @Test
    void anUnknownCodeIsAProblemInTheCallersLanguage() {
        HttpResponse<String> answer = send(request("/api/v1/dossiers/H53.14-1", ADMIN)
                .header("Accept-Language", "vi")
                .build());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThatJson(answer.body()).and(problem -> {
            problem.node("title").isEqualTo("Không tìm thấy");
            problem.node("code").isEqualTo("HUB-API-004");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/held/1/replay, 200",
        "/api/v1/held/2/replay, 200",
        "/api/v1/held/3/replay, 409",
        "/api/v1/held/4/replay, 404",
        "/api/v1/held/x/replay, 404",
        "/api/v1/deliveries/1/replay, 200",
        "/api/v1/deliveries/2/replay, 409",
        "/api/v1/deliveries/3/replay, 404",
        "/api/v1/contract-findings/5/acknowledge, 200",
        "/api/v1/contract-findings/6/acknowledge, 409",
        "/api/v1/contract-findings/7/acknowledge, 404",
        "/api/v1/contract-findings/x/acknowledge, 404",
        "/api/v1/nothing, 404",
        "/api/v1/systems, 405"
    })
    void anOrderSaysWhatBecameOfIt(String path, int status) {
        assertThat(post(path, ADMIN, "").statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 200", "none, 200"})
    void anOrderOfAnotherSitesPageIsRefused(String site, int status) {
        HttpRequest order = request("/api/v1/deliveries/1/replay", ADMIN)
                .header("Sec-Fetch-Site", site)
                .POST(BodyPublishers.noBody())
                .build();

        assertThat(send(order).statusCode()).isEqualTo(status);
    }

    @Test
    void aRecordThatIsAtFaultAgainSaysWhy() {
        assertThatJson(post("/api/v1/held/2/replay", ADMIN, "").body())
                .isEqualTo("{id:'2', state:'held', reasonCode:'HUB-MAP-004', reason:'still no row'}");
    }

    @Test
    void systemsShowHowTheyAreAndWhatWaits() {
        assertThatJson(get("/api/v1/systems", ADMIN).body()).and(systems -> {
            systems.node("items").isArray().hasSize(5);
            systems.node("items[1].id").isEqualTo("land");
            systems.node("items[1].role").isEqualTo("specialised");
            systems.node("items[1].reachable").isEqualTo(false);
            systems.node("items[1].breaker").isEqualTo("half-open");
            systems.node("items[1].lastPull").isEqualTo("2023-08-10T01:14:00Z");
            systems.node("items[1].held").isEqualTo(1);
            systems.node("items[1].waiting").isEqualTo(2);
            systems.node("items[1].parked").isEqualTo(3);
            systems.node("items[1].done").isEqualTo(4);
            systems.node("items[0].waiting").isEqualTo(0);
        });
    }

    @Test
    void aSystemShowsItsContractAndWhatChangedInIt() {
        assertThatJson(get("/api/v1/systems/land/contract", ADMIN).body()).and(contract -> {
            contract.node("streams[0].fields[0].path").isEqualTo("/GhiChu");
            contract.node("streams[0].fields[0].types").isEqualTo("{text: 800}");
            contract.node("findings[0].kind").isEqualTo("vanished");
            contract.node("findings[0].since").isEqualTo("2023-08-10T01:15:00Z");
        });
        assertThat(get("/api/v1/systems/none/contract", ADMIN).statusCode()).isEqualTo(404);
        assertThatJson(get("/api/v1/contract-findings?state=open", ADMIN).body())
                .node("items[0].id")
                .isString()
                .isEqualTo("5");
        assertThat(get("/api/v1/contract-findings?state=any", ADMIN).statusCode())
                .isEqualTo(400);
        assertThat(post("/api/v1/contract-findings/5/acknowledge", ADMIN, "{\"reason\":\"" + "x".repeat(1001) + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aGroupIsReplayedOfItsOwnSystemOnly() throws IOException {
        String group = new ObjectMapper()
                .readTree(get("/api/v1/held/groups", ADMIN).body())
                .at("/items/0/group")
                .asText();
        String order = "{\"what\":\"held\",\"group\":\"" + group + "\",\"system\":\"%s\"}";

        assertThat(post("/api/v1/replays", ADMIN, order.formatted("land")).statusCode())
                .isEqualTo(202);
        HttpResponse<String> other = post("/api/v1/replays", ADMIN, order.formatted("portal"));

        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("land, of which the group is");
    }

    @Test
    void oneBackfillOfASystemRunsAtATime() {
        String order = "{\"system\":\"portal\",\"from\":\"2023-08-01\",\"to\":\"2023-08-02\",\"rate\":1000}";

        HttpResponse<String> taken = post("/api/v1/backfills", SCRIPT, order);
        HttpResponse<String> second = post("/api/v1/backfills", SCRIPT, order);

        assertThat(taken.statusCode()).isEqualTo(202);
        assertThatJson(taken.body()).and(backfill -> {
            backfill.node("from").isEqualTo("2023-07-31T17:00:00Z");
            backfill.node("to").isEqualTo("2023-08-02T17:00:00Z");
            backfill.node("rate").isEqualTo(5);
        });
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(readings.notes).contains("api-token backfill.order portal 5");
        assertThat(get("/api/v1/backfills/6", SCRIPT).statusCode()).isEqualTo(404);
        assertThat(post("/api/v1/backfills/5/stop", SCRIPT, "").statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"from\":\"2023-08-01\"}",
                "{\"system\":\"onestp\",\"from\":\"2023-08-01\"}",
                "{\"system\":\"portal\"}",
                "{\"system\":\"portal\",\"from\":\"yesterday\"}",
                "{\"system\":\"portal\",\"from\":\"2023-08-02\",\"to\":\"2023-08-01\"}",
                "{\"system\":\"portal\",\"from\":\"2023-08-01\",\"rate\":0}",
                "{\"system\":\"portal\",\"from\":\"2023-08-01\",\"till\":\"2023-08-02\"}"
            })
    void aBackfillThatCannotBeUnderstoodIsRefused(String order) {
        assertThat(post("/api/v1/backfills", SCRIPT, order).statusCode()).isEqualTo(400);
    }

    @Test
    void aMappingDiffShowsValuesOfPersonsToThoseWhoMaySeeThem() {
        String files = "\"files\":{\"land/from/log.jslt\":\"{}\",\"lib/dates.jslt\":\"{}\"}";
        String path = "/api/v1/systems/land/mapping-diff";

        assertThatJson(post(path, SCRIPT, "{" + files + "}").body()).and(diff -> {
            diff.node("compared").isEqualTo(100);
            diff.node("records[0].differences[0].now").isEqualTo("a text of 10 characters");
            diff.node("records[0].differences[1].then").isEqualTo("\"\\\"commune\\\"\"");
        });
        assertThat(post(path, SCRIPT, "{\"values\":true," + files + "}").statusCode())
                .isEqualTo(400);
        assertThat(post(path, ADMIN, "{\"values\":true," + files + "}").body()).contains("1980-05-01");
        assertThat(readings.notes).contains("api-token mapping.diff land", "admin mapping.diff.values land");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../hub.env",
                "land/../../etc/passwd.json",
                "portal/from/log.jslt",
                "canonical/dossier.schema.json",
                "land/from/log.sh"
            })
    void aMappingDiffTakesFilesOfThePackAndSharedOnesOnly(String file) {
        String order = "{\"files\":{\"" + file + "\":\"{}\"}}";

        assertThat(post("/api/v1/systems/land/mapping-diff", SCRIPT, order).statusCode())
                .isEqualTo(400);
    }

    @Test
    void claimsAreSearchedByHashAlone() {
        assertThat(post("/api/v1/claims/search", ADMIN, "{\"idNumber\":\"079201001234\"}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(ledger.asked).isEqualTo(new ClaimSearch("hash-of-12", null));
        assertThat(readings.notes).contains("admin claims.search id hash-of-12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"idNumber\":\"0790\"}",
                "{\"idNumber\":\"079201001234\",\"insuranceBook\":\"0123456789\"}",
                "not json",
                "{\"insuranceBook\":\"07920100123\"}"
            })
    void aSearchThatCannotBeUnderstoodIsRefusedWithoutRepeatingTheNumber(String body) {
        HttpResponse<String> answer = post("/api/v1/claims/search", ADMIN, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("0790", "0792");
    }

    @Test
    void answersCarrySafeHeaders() {
        var headers = get("/api/v1/systems", ADMIN).headers();

        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'self'");
        assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
    }

    private HttpResponse<String> get(String path, @Nullable String authorization) {
        return send(request(path, authorization).build());
    }

    private HttpResponse<String> post(String path, @Nullable String authorization, String body) {
        return send(request(path, authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private int posted(String path, String header, String value) {
        return send(request(path, null)
                        .header(header, value)
                        .POST(BodyPublishers.ofString("{}"))
                        .build())
                .statusCode();
    }

    private HttpRequest.Builder request(String path, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.uri() + " gave no answer", e);
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
