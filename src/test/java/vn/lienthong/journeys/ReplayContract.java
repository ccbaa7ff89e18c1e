package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.JOB_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Person;

/** What is held or parked is seen by reason, replayed or corrected, and freed by itself when its row is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the far systems' story clock does not go back
abstract class ReplayContract {
    private static final String TOKEN = "Bearer " + RunningHub.TOKEN;

    private Scene scene;
    private ProjectCopy files;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        files = ProjectCopy.in(folder.resolve("home"));
        Map<String, String> settings = new HashMap<>(database());
        settings.putAll(Map.of("HUB_HOME", files.home().toString(), "HUB_READ_TOKEN", "reader", "hub.watch", "200ms"));
        scene = Scene.open(folder, settings);
        scene.sandbox.softwareRuns(Duration.ofMillis(50));
    }

    /** Settings of the ledger. */
    abstract Map<String, String> database() throws IOException;

    @AfterAll
    void close() throws IOException {
        scene.close();
    }

    private Stream<JsonNode> items(String list) {
        return StreamSupport.stream(scene.api().get(list).path("items").spliterator(), false);
    }

    private JsonNode group(String list, String detail) {
        return items("/api/v1/" + list + "/groups")
                .filter(group -> group.path("detail").asText().contains(detail))
                .findFirst()
                .orElse(Json.object());
    }

    private JsonNode replayOf(String detail) {
        return items("/api/v1/replays")
                .filter(replay ->
                        replay.path("scope").path("details").toString().contains(detail))
                .findFirst()
                .orElse(Json.object());
    }

    private static String counts(JsonNode replay) {
        return replay.path("who").asText() + ": " + replay.path("asked") + " asked, " + replay.path("freed")
                + " freed, " + replay.path("kept") + " kept";
    }

    @Test
    @Order(1)
    void aMissingRowFreesWhatIsHeldForItByItselfAndAnOldStatusOverwritesNoNewerOne() throws IOException {
        var oneStop = scene.sandbox.oneStop();
        var uiV2 = scene.sandbox.uiV2();
        String code = oneStop.enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00")));
        oneStop.accept(code, CLERK, at("2026-09-10 08:10"));
        scene.until("the job centre has it", () -> uiV2.claimOf(code).isPresent());
        long claim = uiV2.claimOf(code).orElseThrow();
        uiV2.step(claim, 77, JOB_OFFICER, at("2026-09-10 08:20"), "Bước mới");
        uiV2.step(claim, 78, JOB_OFFICER, at("2026-09-10 08:21"), "Bước khác");
        uiV2.step(claim, 11, JOB_OFFICER, at("2026-09-10 08:30"), "Có quyết định");
        scene.until(
                "the later row passed", () -> "9".equals(scene.sandbox.portal().status(code)));
        scene.settled();
        JsonNode group = group("held", "status.csv#number=77");
        assertThat(group.path("reasonCode").asText()).isEqualTo("HUB-MAP-004");
        assertThat(group.path("reason").asText()).isNotBlank();
        assertThat(group.path("table").asText()).isEqualTo("mappings/ui-v2/codes/status.csv");
        assertThat(group.path("missing").asText()).isEqualTo("77");
        assertThat(group.path("count").asInt()).isEqualTo(1);

        files.append("mappings/ui-v2/codes/status.csv", "77;status;4;Bước mới");
        scene.until("its record is free", () -> group("held", "number=77").isEmpty());

        scene.until(
                "the replay is done",
                () -> replayOf("number=77").path("state").asText().equals("done"));
        assertThat(counts(replayOf("number=77"))).isEqualTo("hub: 1 asked, 1 freed, 0 kept");
        assertThat(replayOf("number=77").path("why").asText()).isEqualTo("mappings/ui-v2/codes/status.csv#number=77");
        assertThat(group("held", "number=78").path("count").asInt())
                .as("another code stays held")
                .isEqualTo(1);
        scene.settled();
        assertThat(scene.api().status(code)).isEqualTo(9);
        assertThat(scene.sandbox.portal().lineStatuses(code)).containsExactly("1", "2", "9");
        assertThat(scene.api().dossier(code).path("events"))
                .extracting(event -> event.path("source").asText(), event -> event.path("status")
                        .asInt())
                .contains(tuple("ui-v2", 4), tuple("ui-v2", 9));
    }

    @Test
    @Order(2)
    void aFaultyTableIsToldAndTheOneInUseStays() throws IOException {
        var oneStop = scene.sandbox.oneStop();
        files.append("mappings/onestop/codes/level.csv", "XA;commune");
        scene.until("the fault is shown", () -> scene.api()
                .system("onestop")
                .path("filesFault")
                .asText()
                .contains("mappings/onestop/codes/level.csv:5"));
        String health = scene.api().ask("GET", "/actuator/health", TOKEN).body();
        assertThat(Json.read(health).path("status").asText()).isEqualTo("UP");
        assertThat(health).contains("level.csv:5");
        String code = oneStop.enter(OneStopDossier.claim(scene.person(), at("2026-09-10 09:00")));
        scene.reachesPortal(code, "1", 1);
        files.replace("mappings/onestop/codes/level.csv", "XA;commune\nXA;commune\n", "XA;commune\n");
        scene.until(
                "the fault is gone",
                () -> scene.api().system("onestop").path("filesFault").isNull());
    }

    @Test
    @Order(3)
    void aCorrectedRecordIsCheckedAndWhatCameStays() {
        var oneStop = scene.sandbox.oneStop();
        Person person = scene.person();
        String code = oneStop.enter(
                OneStopDossier.claim(person, at("2026-09-10 10:00")).applicantWith("ngaySinh", "31/02/1988"));
        scene.until("it is held", () -> scene.api().held("onestop").stream()
                .anyMatch(it -> it.path("key").asText().startsWith(code)));
        JsonNode held = scene.api().held("onestop").stream()
                .filter(it -> it.path("key").asText().startsWith(code))
                .findFirst()
                .orElseThrow();
        String at = "/api/v1/held/" + held.path("id").asText();
        ObjectNode record = (ObjectNode) scene.api().get(at + "/payload").path("payload");
        assertThat(record.at("/chuHoSo/ngaySinh").asText()).isEqualTo("31/02/1988");

        ((ObjectNode) record.get("chuHoSo")).put("ngaySinh", "28/02/1988").put("cccd", "0721");
        JsonNode still = correct(at, record, "ngày sinh theo CCCD");
        assertThat(still.path("state").asText()).isEqualTo("held");
        assertThat(still.path("reason").asText()).contains("cccd").doesNotContain("ngaySinh");
        assertThat(scene.api().post(at + "/replay").path("reason").asText())
                .as("a later try reads the correction")
                .contains("cccd")
                .doesNotContain("ngaySinh");
        ((ObjectNode) record.get("chuHoSo")).put("cccd", person.cccd());
        assertThat(correct(at, record, "số CCCD theo thẻ").path("state").asText())
                .isEqualTo("replayed");

        scene.reachesPortal(code, "1", 1);
        JsonNode kept = scene.api().get(at + "/payload");
        assertThat(kept.at("/payload/chuHoSo/ngaySinh").asText()).isEqualTo("31/02/1988");
        assertThat(kept.path("corrections"))
                .extracting(c -> c.path("who").asText(), c -> c.path("why").asText())
                .containsExactly(tuple("api-token", "ngày sinh theo CCCD"), tuple("api-token", "số CCCD theo thẻ"));
        assertThat(scene.api()
                        .ask("POST", at + "/correct", TOKEN, "{\"payload\":{},\"why\":\"again\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    private JsonNode correct(String at, JsonNode payload, String why) {
        ObjectNode order = Json.object();
        order.set("payload", payload);
        return scene.api().post(at + "/correct", order.put("why", why).toString());
    }

    @Test
    @Order(4)
    void parkedDeliveriesAreReplayedByReasonAndOneWithABodyOfAPerson() {
        var portal = scene.sandbox.portal();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            portal.faults().next("DongBoHoSoMC", Fault.rowCodes(-1));
            String code =
                    scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 11:0" + i)));
            codes.add(code);
            int parked = i + 1;
            scene.until(
                    "it is parked",
                    () -> group("deliveries", "announce -1").path("count").asInt() == parked);
        }
        JsonNode group = group("deliveries", "announce -1");
        assertThat(group.path("reasonCode").asText()).isEqualTo("HUB-DEL-006");
        assertThat(group.path("system").asText()).isEqualTo("portal");

        assertThat(scene.api().parked())
                .extracting(it -> it.path("reasonCode").asText(), it -> it.path("reasonDetail")
                        .asText())
                .containsOnly(tuple("HUB-DEL-006", "announce -1"));
        JsonNode first = scene.api().parked().stream()
                .filter(it -> it.path("code").asText().equals(codes.get(0)))
                .findFirst()
                .orElseThrow();
        String at = "/api/v1/deliveries/" + first.path("id").asText();
        JsonNode refused = scene.api().get(at + "/payload").path("payload");
        String text = refused.toString();
        assertThat(text).contains("Trung tâm Dịch vụ việc làm");
        JsonNode mended = Json.read(text.replace("Trung tâm Dịch vụ việc làm", "Trung tâm DVVL tỉnh"));
        assertThat(correct(at, mended, "tên đơn vị theo danh mục").path("state").asText())
                .isEqualTo("waiting");
        scene.reachesPortal(codes.get(0), "1", 1);
        assertThat(scene.sandbox.portal().lines(codes.get(0)).toString()).contains("Trung tâm DVVL tỉnh");
        JsonNode kept = scene.api().get(at + "/payload");
        assertThat(kept.at("/corrections/0/replaced")).isEqualTo(refused);
        assertThat(kept.at("/corrections/0/why").asText()).isEqualTo("tên đơn vị theo danh mục");

        HttpResponse<String> accepted = scene.api()
                .ask(
                        "POST",
                        "/api/v1/replays",
                        TOKEN,
                        "{\"what\":\"parked\",\"group\":\""
                                + group.path("group").asText() + "\",\"why\":\"mended\"}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(Json.read(accepted.body()).path("asked").asInt()).isEqualTo(2);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        scene.until(
                "it is done",
                () -> scene.api().get(location).path("state").asText().equals("done"));
        assertThat(counts(scene.api().get(location))).isEqualTo("api-token: 2 asked, 2 freed, 0 kept");
        scene.reachesPortal(codes.get(1), "1", 1);
        scene.reachesPortal(codes.get(2), "1", 1);
        assertThat(group("deliveries", "announce -1").isEmpty()).isTrue();
    }

    @Test
    @Order(5)
    void aMissingRowOutwardsFreesParkedDeliveriesToo() throws IOException {
        files.replace("mappings/onestop/codes/tra-qua.csv", "counter;QUAY\n", "");
        scene.until("the table is in use", () -> {
            String probe = scene.sandbox
                    .portal()
                    .file(OnlineDossier.land(
                            scene.person(), scene.sandbox.clock().instant(), scene.parcel()));
            scene.until(
                    "it is registered or parked",
                    () -> scene.sandbox.oneStop().codeOf(probe).isPresent()
                            || group("deliveries", "tra-qua.csv").path("count").asInt() > 0);
            return scene.sandbox.oneStop().codeOf(probe).isEmpty();
        });
        assertThat(group("deliveries", "tra-qua.csv").path("reasonCode").asText())
                .isEqualTo("HUB-MAP-004");
        files.append("mappings/onestop/codes/tra-qua.csv", "counter;QUAY");
        scene.until("nothing is parked for it", () -> group("deliveries", "tra-qua.csv")
                .isEmpty());
        scene.until(
                "the replay is done",
                () -> replayOf("tra-qua.csv").path("state").asText().equals("done"));
        scene.settled();
        assertThat(scene.api().parked())
                .noneMatch(it -> it.path("system").asText().equals("onestop"));
    }

    @Test
    @Order(6)
    void whoMayOnlyLookGivesNoOrderAndAnOrderThatIsNotUnderstoodDoesNothing() {
        String reader = "Bearer reader";
        assertThat(scene.api().ask("GET", "/api/v1/held/groups", reader).statusCode())
                .isEqualTo(200);
        for (String order : List.of("/api/v1/replays", "/api/v1/held/1/replay", "/api/v1/held/1/correct")) {
            HttpResponse<String> answer =
                    scene.api().ask("POST", order, reader, "{\"what\":\"held\",\"system\":\"land\"}");
            assertThat(answer.statusCode()).as(order).isEqualTo(403);
            assertThat(Json.read(answer.body()).path("code").asText()).isEqualTo("HUB-API-002");
        }
        assertThat(scene.api().ask("GET", "/api/v1/held/1/payload", reader).statusCode())
                .isEqualTo(403);
        HttpResponse<String> wrong = scene.api()
                .ask("POST", "/api/v1/replays", TOKEN, "{\"what\":\"everything\",\"sytem\":\"land\",\"from\":\"now\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(Json.read(wrong.body()).path("errors"))
                .extracting(fault -> fault.path("parameter").asText())
                .containsExactlyInAnyOrder("what", "system", "from", "sytem");
        assertThat(scene.api()
                        .ask("POST", "/api/v1/replays/999999999/stop", TOKEN)
                        .statusCode())
                .isEqualTo(404);
    }
}
