package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Procedure;

/** The HTTP interface that scripts and checks use (docs/contracts/settings.md), over a hub that works. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the far systems' story clock does not go back
class HttpInterfaceTest {
    private static final String ADMIN =
            "Basic " + Base64.getEncoder().encodeToString("admin:test-admin-password".getBytes(StandardCharsets.UTF_8));
    private static final String TOKEN = "Bearer " + RunningHub.TOKEN;

    private Scene scene;
    private final List<String> codes = new ArrayList<>();
    private Person first;

    @BeforeAll
    void fiveClaims(@TempDir Path folder) {
        scene = Scene.open(folder, Map.of());
        first = scene.person();
        for (int i = 0; i < 5; i++) {
            Person person = i == 0 ? first : scene.person();
            codes.add(scene.sandbox.oneStop().enter(OneStopDossier.claim(person, at("2026-09-10 08:0" + i))));
        }
        codes.forEach(code -> scene.until(
                "the portal has it", () -> scene.sandbox.portal().lines(code).size() == 1));
        scene.settled();
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "/api/v1/dossiers",
                "/api/v1/held",
                "/api/v1/deliveries",
                "/api/v1/systems",
                "/api/v1/conflicts",
                "/actuator/prometheus",
                "/actuator/env",
                "/api/v1/nothing",
                "/"
            })
    void nobodyComesInWithoutANameOrAToken(String path) {
        for (String authorization :
                new String[] {null, "Bearer wrong", "Basic YWRtaW46d3Jvbmc=", "Bearer sandbox-inbound"}) {
            HttpResponse<String> answer = scene.api().ask("GET", path, authorization);
            assertThat(answer.statusCode()).as(path + " " + authorization).isIn(401, 403);
            if (authorization == null && path.startsWith("/api")) {
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
                assertThat(Json.read(answer.body()).path("code").asText()).isEqualTo("HUB-API-001");
                assertThat(Json.read(answer.body()).path("status").asInt()).isEqualTo(401);
            }
        }
    }

    @Test
    @Order(2)
    void thePortalsDoorOpensToThePortalsTokenOnly() {
        String door = "/VXPAdapter/RestService/forward/nhanruthoso";
        assertThat(scene.api().ask("POST", door, null, "{}").statusCode()).isEqualTo(401);
        assertThat(scene.api().ask("POST", door, TOKEN, "{}").statusCode()).isEqualTo(403);
        HttpResponse<String> answer = scene.api().ask("POST", door, "Bearer sandbox-inbound", "{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.read(answer.body()).path("error_code").asText()).isEqualTo("-1");
        assertThat(Json.read(answer.body()).path("message").asText())
                .contains("MaGiaoDich", "ThoiDiem", "MaHoSo", "LyDo");
        HttpResponse<String> noJson = scene.api().ask("POST", door, "Bearer sandbox-inbound", "{\"MaHoSo\":");
        assertThat(noJson.statusCode()).isEqualTo(200);
        assertThat(Json.read(noJson.body()).path("error_code").asText()).isEqualTo("-1");
    }

    @Test
    @Order(3)
    void healthIsOpenAndTheMeasuresAreNot() {
        HttpResponse<String> health = scene.api().ask("GET", "/actuator/health", null);
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(Json.read(health.body()).path("status").asText()).isEqualTo("UP");
        HttpResponse<String> measures = scene.api().ask("GET", "/actuator/prometheus", TOKEN);
        assertThat(measures.statusCode()).isEqualTo(200);
        assertThat(measures.body()).contains("jvm_memory_used_bytes").doesNotContain(first.name());
    }

    @Test
    @Order(4)
    void listsAreReadPageByPageAndFiltered() {
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = scene.api().get("/api/v1/dossiers?size=2&after=" + after);
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items").forEach(item -> seen.add(item.path("code").asText()));
            after = page.path("next").isNull() ? null : page.path("next").asText();
        } while (after != null);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(scene.api().all("/api/v1/dossiers?status=1")).hasSize(5);
        assertThat(scene.api().all("/api/v1/dossiers?status=4")).isEmpty();
        assertThat(scene.api().all("/api/v1/dossiers?system=land")).isEmpty();
        assertThat(scene.api().all("/api/v1/dossiers?code=" + codes.get(2)))
                .extracting(it -> it.path("code").asText())
                .containsExactly(codes.get(2));
        assertThat(scene.api().ask("GET", "/api/v1/dossiers", ADMIN).statusCode())
                .isEqualTo(200);
        HttpResponse<String> wrong = scene.api().ask("GET", "/api/v1/dossiers?size=0&status=11&colour=red", TOKEN);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(Json.read(wrong.body()).path("errors")).hasSize(3);
        assertThat(scene.api()
                        .ask("GET", "/api/v1/dossiers/H53.14-000000-0000", TOKEN)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(5)
    void aDossierIsShownWithItsHistoryAndWithoutThePersonsNumber() {
        JsonNode dossier = scene.api().dossier(codes.get(0));
        assertThat(dossier.path("status").asInt()).isEqualTo(1);
        assertThat(dossier.path("references").path("onestop").toString()).contains(codes.get(0));
        assertThat(dossier.path("events")).hasSize(1);
        assertThat(dossier.path("deliveries"))
                .extracting(it ->
                        it.path("system").asText() + " " + it.path("state").asText())
                .containsExactly("portal done");
        assertThat(dossier.toString()).doesNotContain(first.cccd()).doesNotContain(first.phone());
    }

    @Test
    @Order(6)
    void theSystemsAreCounted() {
        assertThat(scene.api().get("/api/v1/systems").path("items"))
                .extracting(it -> it.path("id").asText())
                .containsExactlyInAnyOrder("onestop", "land", "ui-v2", "ui-v1", "portal", "post", "construction");
        assertThat(scene.api().system("post").path("mode").asText()).isEqualTo("off");
        JsonNode portal = scene.api().system("portal");
        assertThat(portal.path("done").asInt()).isEqualTo(5);
        assertThat(portal.path("waiting").asInt()).isZero();
        assertThat(portal.path("reachable").asBoolean()).isTrue();
        assertThat(portal.path("breaker").asText()).isEqualTo("closed");
        assertThat(scene.api().system("onestop").path("lastPull").asText()).isNotEmpty();
        assertThat(scene.api().all("/api/v1/deliveries?state=done&system=portal"))
                .hasSize(5);
        scene.sandbox.portal().down();
        scene.sandbox.oneStop().accept(codes.get(1), CLERK, at("2026-09-10 09:00"));
        scene.until(
                "the portal is away",
                () -> !scene.api().system("portal").path("reachable").asBoolean()
                        && scene.api().system("portal").path("waiting").asInt() == 1
                        && !scene.api()
                                .system("portal")
                                .path("breaker")
                                .asText()
                                .equals("closed"));
        assertThat(scene.api().ask("GET", "/actuator/health", null).statusCode())
                .isEqualTo(200);
        scene.sandbox.portal().up();
        scene.reachesPortal(codes.get(1), "2", 2);
    }

    @Test
    @Order(7)
    void aHeldRecordIsReplayedAndStaysHeldWhileItIsWrong() {
        String code = scene.sandbox
                .oneStop()
                .enter(OneStopDossier.claim(scene.person(), at("2026-09-10 10:00"))
                        .with("maThuTuc", "7.777777.000.00.00.H53"));
        scene.until("it is held", () -> scene.api().held("onestop").size() == 1);
        JsonNode held = scene.api().held("onestop").get(0);
        JsonNode again = scene.api().post("/api/v1/held/" + held.path("id").asText() + "/replay");
        assertThat(again.path("state").asText()).isEqualTo("held");
        assertThat(again.path("reason").asText()).contains("procedures.csv");
        scene.sandbox
                .oneStop()
                .correct(
                        code,
                        at("2026-09-10 10:10"),
                        dossier -> dossier.put("maThuTuc", Procedure.newClaim().oneStopCode()));
        scene.reachesPortal(code, "1", 1);
        HttpResponse<String> closed =
                scene.api().ask("POST", "/api/v1/held/" + held.path("id").asText() + "/replay", TOKEN);
        assertThat(closed.statusCode()).isEqualTo(409);
        assertThat(scene.api()
                        .ask("POST", "/api/v1/held/999999999/replay", TOKEN)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(8)
    void aParkedDeliveryIsRepeatedWithWhatTheDossierIsNow() {
        var portal = scene.sandbox.portal();
        portal.faults().next("DongBoHoSoMC", Fault.rowCodes(-1), Fault.rowCodes(-1));
        String code = scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 11:00")));
        scene.until("it is parked", () -> scene.api().parked().size() == 1);
        JsonNode parked = scene.api().parked().get(0);
        assertThat(parked.path("code").asText()).isEqualTo(code);
        assertThat(parked.path("lastAnswer").asText()).isNotEmpty();
        String replay = "/api/v1/deliveries/" + parked.path("id").asText() + "/replay";
        assertThat(scene.api().post(replay).path("state").asText()).isEqualTo("waiting");
        scene.until(
                "it is refused again",
                () -> portal.faults().waiting() == 0 && scene.api().parked().size() == 1);
        scene.sandbox.oneStop().accept(code, CLERK, at("2026-09-10 11:10"));
        scene.until("the next step stands behind it", () -> scene.api().waiting().stream()
                .anyMatch(it -> it.path("system").asText().equals("portal")));
        assertThat(portal.status(code)).isNull();
        scene.api().post(replay);
        scene.reachesPortal(code, "2", 2);
        assertThat(scene.api().parked()).isEmpty();
        assertThat(scene.api().ask("POST", replay, TOKEN).statusCode()).isEqualTo(409);
        assertThat(scene.api()
                        .ask("POST", "/api/v1/deliveries/999999999/replay", TOKEN)
                        .statusCode())
                .isEqualTo(404);
    }
}
