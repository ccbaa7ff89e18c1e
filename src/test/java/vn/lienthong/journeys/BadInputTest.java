package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.JOB_OFFICER;
import static vn.lienthong.journeys.Scene.LAND_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.sandbox.land.Land;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.HubCall;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Procedure;

/** What is wrong is held with its reason and goes nowhere; what is right beside it passes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private Scene scene;

    @BeforeAll
    void open(@TempDir Path folder) {
        scene = Scene.open(folder);
        scene.sandbox.softwareRuns(Duration.ofMillis(50));
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @AfterEach
    void theNextTestFindsTheSystemsWell() {
        scene.sandbox.heal();
    }

    private List<JsonNode> held(String system, String text) {
        return scene.api().held(system).stream()
                .filter(it -> it.path("key").asText().contains(text))
                .toList();
    }

    private String stateOf(JsonNode held) {
        return scene.api().all("/api/v1/held?state=all").stream()
                .filter(it -> it.path("id").equals(held.path("id")))
                .findFirst()
                .orElseThrow()
                .path("state")
                .asText();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "an unknown procedure",
                        "HUB-MAP-007",
                        "/maThuTuc",
                        d -> d.with("maThuTuc", "9.999999.000.00.00.H53")),
                mistake("no procedure", "HUB-MAP-007", "", d -> d.change(it -> it.remove("maThuTuc"))),
                mistake("an impossible time", "HUB-", "", d -> d.with("ngayNop", "2026-02-30T08:00:00+07:00")),
                mistake(
                        "an impossible birthday",
                        "HUB-MAP-011",
                        "/chuHoSo/ngaySinh",
                        d -> d.applicantWith("ngaySinh", "31/02/1988")),
                mistake("a CCCD of 11 digits", "HUB-", "cccd", d -> d.applicantWith("cccd", "07219000421")),
                mistake("an invented number", "HUB-", "cmnd", d -> d.applicantWith("cccd", null)
                        .applicantWith("cmnd", "000000001")),
                mistake(
                        "a status word of no table",
                        "HUB-MAP-004",
                        "",
                        d -> d.with("trangThai", "CHO_CHUYEN_VIEN_XEM")));
    }

    private static Arguments mistake(String name, String code, String path, UnaryOperator<OneStopDossier> make) {
        return Arguments.of(org.junit.jupiter.api.Named.of(name, make), code, path);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistypedDossierIsHeldUntilItIsCorrected(UnaryOperator<OneStopDossier> make, String reason, String path) {
        var oneStop = scene.sandbox.oneStop();
        var person = scene.person();
        String code = oneStop.enter(make.apply(OneStopDossier.claim(person, at("2026-09-10 08:00"))));
        scene.until("it is held", () -> !held("onestop", code).isEmpty());
        String other = oneStop.enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:01")));
        scene.until("the one behind it passes", () -> "1"
                .equals(scene.sandbox.portal().status(other)));
        JsonNode held = held("onestop", code).get(0);

        assertThat(scene.sandbox.portal().status(code)).isNull();
        assertThat(held.path("reasonCode").asText()).startsWith(reason);
        assertThat(held.path("reason").asText()).contains(path).doesNotContain(person.name());
        assertThat(scene.api()
                        .ask("GET", "/api/v1/dossiers/" + code, "Bearer " + RunningHub.TOKEN)
                        .statusCode())
                .isEqualTo(404);

        oneStop.correct(code, scene.sandbox.clock().instant(), dossier -> {
            dossier.put("maThuTuc", Procedure.newClaim().oneStopCode())
                    .put("ngayNop", "2026-09-10T08:00:00+07:00")
                    .put("trangThai", "MOI_DANG_KY");
            ((ObjectNode) dossier.get("chuHoSo"))
                    .put("cccd", person.cccd())
                    .put("ngaySinh", "17/04/1988")
                    .putNull("cmnd");
        });
        scene.until("it passes", () -> "1".equals(scene.sandbox.portal().status(code)));
        assertThat(held("onestop", code)).isEmpty();
        assertThat(stateOf(held)).isEqualTo("superseded");
        scene.settled();
        assertThat(scene.sandbox.portal().lineStatuses(code)).containsExactly("1");
    }

    @Test
    void aPageThatIsNoneStopsNothingForLong() {
        var oneStop = scene.sandbox.oneStop();
        oneStop.faults().next("GET thay-doi", Fault.rubbish(), Fault.halfBody(), Fault.rubbish(), Fault.status(500));
        String code = oneStop.enter(OneStopDossier.claim(scene.person(), at("2026-09-10 09:00")));
        scene.until("it passes", () -> "1".equals(scene.sandbox.portal().status(code)));
        assertThat(oneStop.faults().waiting()).isZero();
        scene.until("the answers that were no page are over", () -> held("onestop", "answer:")
                .isEmpty());

        oneStop.accept(code, CLERK, at("2026-09-10 09:10"));
        scene.until(
                "the job centre has it",
                () -> scene.sandbox.uiV2().claimOf(code).isPresent());
        Land land = scene.sandbox.land();
        land.faults().next("LayBienDong", Fault.rubbish(), Fault.halfBody(), Fault.soapFault("soap:Server", "bận"));
        String online =
                scene.sandbox.portal().file(OnlineDossier.land(scene.person(), at("2026-09-10 09:20"), scene.parcel()));
        scene.until("the one-stop has it", () -> oneStop.codeOf(online).isPresent());
        oneStop.accept(oneStop.codeOf(online).orElseThrow(), CLERK, at("2026-09-10 09:30"));
        scene.until("land has it", () -> land.knows(online));
        land.forward(online, LAND_OFFICER, at("2026-09-10 09:40"), "Thẩm tra");
        scene.reachesPortal(online, "4", 2);
        assertThat(land.faults().waiting()).isZero();
        scene.until(
                "the answers of land are over", () -> held("land", "answer:").isEmpty());

        scene.sandbox.portal().faults().next("DongBoHoSoMC", Fault.rubbish(), Fault.halfBody());
        land.forward(online, LAND_OFFICER, at("2026-09-10 09:50"), "Đo đạc");
        scene.reachesPortal(online, "4", 3);
        assertThat(scene.api().parked()).isEmpty();
    }

    @Test
    void anAnswerThatIsNoPageIsOpenAgainWhenItComesAgain() {
        var oneStop = scene.sandbox.oneStop();
        oneStop.faults().always("GET thay-doi", Fault.rubbish());
        scene.until("it is held", () -> !held("onestop", "answer:").isEmpty());
        JsonNode first = held("onestop", "answer:").get(0);
        assertThat(first.path("reasonCode").asText()).isEqualTo("HUB-PULL-001");
        oneStop.faults().clear();
        scene.until("it is over, though nothing new was read", () -> held("onestop", "answer:")
                .isEmpty());
        assertThat(stateOf(first)).isEqualTo("superseded");

        oneStop.faults().always("GET thay-doi", Fault.rubbish());
        scene.until("it is held again", () -> !held("onestop", "answer:").isEmpty());
        JsonNode again = held("onestop", "answer:").get(0);
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(Instant.parse(again.path("heldAt").asText()))
                .isAfter(first.path("heldAt").asText());
        oneStop.faults().clear();
        scene.until("it is over again", () -> held("onestop", "answer:").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"000.17.22.H56-210531-0001", "G09.20-20260609-0092637", "H22.5/2026-7"})
    void aCodeOfAnotherProvinceIsCarriedAsItIs(String code) {
        scene.sandbox
                .oneStop()
                .enter(OneStopDossier.claim(scene.person(), at("2026-09-10 10:00"))
                        .with("maHoSo", code));
        scene.sandbox.oneStop().accept(code, CLERK, at("2026-09-10 10:10"));
        scene.until(
                "the job centre has it",
                () -> scene.sandbox.uiV2().claimOf(code).isPresent());
        scene.until("the portal has it", () -> "2".equals(scene.sandbox.portal().status(code)));
        scene.sandbox
                .uiV2()
                .step(
                        scene.sandbox.uiV2().claimOf(code).orElseThrow(),
                        2,
                        JOB_OFFICER,
                        at("2026-09-10 10:20"),
                        "Hoàn thiện");
        scene.until("the one-stop has the step", () -> "DANG_XU_LY"
                .equals(scene.sandbox.oneStop().status(code)));
        assertThat(scene.api().dossier(code).path("code").asText()).isEqualTo(code);
    }

    @Test
    void anAcceptanceThatIsDatedBackIsToldAllTheSame() {
        var oneStop = scene.sandbox.oneStop();
        String code = oneStop.enter(OneStopDossier.claim(scene.person(), at("2026-09-10 11:40")));
        scene.reachesPortal(code, "1", 1);
        oneStop.accept(code, CLERK, at("2026-09-10 11:30"), at("2026-09-30 17:00"));
        scene.reachesPortal(code, "2", 2);
        scene.until(
                "the job centre has it",
                () -> scene.sandbox.uiV2().claimOf(code).isPresent());
        assertThat(scene.portalDossier(code).path("NgayTiepNhan").asText()).isEqualTo("20260910113000");
        assertThat(scene.api().conflicts(code)).isEmpty();
    }

    @Test
    void aFilingUnderTheCodeOfTheOneStopIsHeldAndTheFirstStaysUntouched() {
        var portal = scene.sandbox.portal();
        String code = scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 11:00")));
        scene.until("the portal has it", () -> "1".equals(portal.status(code)));
        portal.file(OnlineDossier.land(scene.person(), at("2026-09-10 11:10"), scene.parcel()));
        ObjectNode filing =
                (ObjectNode) portal.calls().get(portal.calls().size() - 1).body();
        scene.settled();
        JsonNode atPortal = scene.portalDossier(code);
        JsonNode atCounter = scene.sandbox.oneStop().dossier(code).orElseThrow().deepCopy();

        HubCall call = portal.tell(
                "nhanhsdvcqg",
                filing.deepCopy().put("MaHoSo", code).put("MaGiaoDich", "GD-" + code),
                at("2026-09-10 11:20"));
        scene.until("the portal has its answer", () -> call.state() == HubCall.State.RECEIVED);
        scene.settled();

        assertThat(call.answers()).extracting(HubCall.Answer::errorCode).containsExactly("0");
        assertThat(held("portal", "GD-" + code))
                .extracting(it -> it.path("reasonCode").asText())
                .containsExactly("HUB-INT-010");
        assertThat(scene.portalDossier(code)).isEqualTo(atPortal);
        assertThat(scene.sandbox.portal().lineStatuses(code)).containsExactly("1");
        assertThat(scene.sandbox.oneStop().dossier(code).orElseThrow()).isEqualTo(atCounter);
        assertThat(scene.sandbox.oneStop().codeOf(code)).isEmpty();
        assertThat(scene.api().dossier(code).path("born").asText()).isEqualTo("onestop");
    }

    @Test
    void aFilingWithMissingFieldsIsRefusedWithEveryFaultAndPassesWhenCorrected() {
        var portal = scene.sandbox.portal();
        String good = portal.file(OnlineDossier.land(scene.person(), at("2026-09-10 12:00"), scene.parcel()));
        ObjectNode filing =
                (ObjectNode) portal.calls().get(portal.calls().size() - 1).body();
        String code = good.replace("G09.20", "G09.21");
        filing.put("MaHoSo", code).put("MaGiaoDich", "GD-" + code);
        ObjectNode faulty = filing.deepCopy();
        faulty.remove(List.of("ChuHoSo", "MaTTHC"));
        faulty.put("NgayNopHoSo", "20260231").put("KenhThucHien", "9");

        HubCall refused = portal.tell("nhanhsdvcqg", faulty, at("2026-09-10 12:10"));
        scene.until("the portal gives up", () -> refused.state() == HubCall.State.GIVEN_UP);
        assertThat(refused.answers()).allSatisfy(answer -> {
            assertThat(answer.errorCode()).isEqualTo("-1");
            assertThat(answer.message()).contains("ChuHoSo", "MaTTHC", "NgayNopHoSo", "KenhThucHien");
        });
        assertThat(scene.api().all("/api/v1/held?state=all"))
                .noneMatch(it -> it.path("key").asText().equals("GD-" + code));
        assertThat(scene.sandbox.oneStop().codeOf(code)).isEmpty();

        HubCall corrected = portal.tell("nhanhsdvcqg", filing, at("2026-09-10 12:20"));
        scene.until("it is received", () -> corrected.state() == HubCall.State.RECEIVED);
        scene.until(
                "the one-stop has it",
                () -> scene.sandbox.oneStop().codeOf(code).isPresent());
        portal.tellAgain(corrected);
        scene.until("the repetition is answered", () -> corrected.answers().size() == 2);
        assertThat(corrected.answers()).extracting(HubCall.Answer::errorCode).containsExactly("0", "1");
    }

    @Test
    void aFilingWithAnUnknownProcedureIsTakenAndHeldAndWhatFollowsWaitsBehindIt() {
        var portal = scene.sandbox.portal();
        String code = portal.file(OnlineDossier.land(scene.person(), at("2026-09-10 13:00"), scene.parcel())
                .with("MaTTHC", "9.999999"));
        scene.until(
                "it is held",
                () -> !held("portal", "GD-").isEmpty()
                        && scene.api().held("portal").stream()
                                .anyMatch(it -> it.path("reasonCode").asText().equals("HUB-MAP-007")));
        HubCall withdrawal = portal.withdraw(code, at("2026-09-10 13:10"), "Nhầm thủ tục");
        scene.until("it is received", () -> withdrawal.state() == HubCall.State.RECEIVED);
        scene.settled();
        assertThat(scene.api().held("portal"))
                .extracting(
                        it -> it.path("key").asText(), it -> it.path("state").asText(), it -> it.path("waitsFor")
                                .asText(""))
                .contains(tuple(withdrawal.id(), "waiting", code));
        assertThat(scene.sandbox.oneStop().codeOf(code)).isEmpty();
    }

    @Test
    void aRequestForPapersThatNamesNoneNeverLeavesTheHub() {
        var land = scene.sandbox.land();
        var oneStop = scene.sandbox.oneStop();
        String code = oneStop.enter(OneStopDossier.land(scene.person(), at("2026-09-10 14:00"), scene.parcel()));
        oneStop.accept(code, CLERK, at("2026-09-10 14:10"));
        scene.until("land has it", () -> land.knows(code));
        long nameless = land.askForPapers(code, LAND_OFFICER, at("2026-09-10 14:20"), "Thiếu giấy tờ", null, false);
        scene.until("the request is held", () -> !held("land", "" + nameless).isEmpty());
        land.forward(code, LAND_OFFICER, at("2026-09-10 14:30"), "Thẩm tra");
        scene.until(
                "what follows passes", () -> "4".equals(scene.sandbox.portal().status(code)));
        land.askForPapers(
                code, LAND_OFFICER, at("2026-09-10 14:40"), "Thiếu bản vẽ", null, false, Paper.of("TP05", "Bản vẽ"));
        scene.reachesPortal(code, "5", 4);
        assertThat(scene.portalDossier(code).path("DanhSachHoSoBoSung")).hasSize(1);
        assertThat(scene.sandbox.portal().lineStatuses(code)).containsExactly("1", "2", "4", "5");

        Procedure simple = Procedure.national("1.004873").orElseThrow();
        String atCounter = oneStop.enter(OneStopDossier.of(simple, scene.person(), at("2026-09-10 15:00")));
        oneStop.accept(atCounter, CLERK, at("2026-09-10 15:10"));
        oneStop.act(atCounter, "CHO_BO_SUNG", CLERK, at("2026-09-10 15:20"), "Thiếu giấy tờ");
        scene.until("it is held", () -> !held("onestop", atCounter).isEmpty());
        scene.settled();
        assertThat(scene.sandbox.portal().status(atCounter)).isEqualTo("2");
    }

    @Test
    void aNumberThatNobodyDocumentedIsHeldAndLaterRowsGoOn() {
        var uiV2 = scene.sandbox.uiV2();
        var oneStop = scene.sandbox.oneStop();
        String code = oneStop.enter(OneStopDossier.claim(scene.person(), at("2026-09-10 16:00")));
        oneStop.accept(code, CLERK, at("2026-09-10 16:10"));
        scene.until("the job centre has it", () -> uiV2.claimOf(code).isPresent());
        long claim = uiV2.claimOf(code).orElseThrow();
        long unknown = uiV2.step(claim, 99, JOB_OFFICER, at("2026-09-10 16:20"), "Bước lạ");
        uiV2.step(claim, 3, JOB_OFFICER, at("2026-09-10 16:30"), "Đã tính hưởng");
        scene.until(
                "the later row passed", () -> "4".equals(scene.sandbox.portal().status(code)));
        assertThat(held("ui-v2", "" + unknown)).isNotEmpty();
        assertThat(scene.lines(code)).extracting(Line::text).doesNotContain("Bước lạ");
    }

    @Test
    void aFactAboutAnUnknownDossierWaitsUntilTheDossierComes() {
        var portal = scene.sandbox.portal();
        String code = "G09.20-20260910-7777777";
        HubCall early = portal.tell(
                "nhanruthoso", Json.object().put("MaHoSo", code).put("LyDo", "Đổi ý"), at("2026-09-10 17:10"));
        scene.until("it is received", () -> early.state() == HubCall.State.RECEIVED);
        assertThat(held("portal", early.id()))
                .extracting(it -> it.path("state").asText())
                .containsExactly("waiting");
        portal.file(OnlineDossier.land(scene.person(), at("2026-09-10 17:00"), scene.parcel())
                .with("MaHoSo", code));
        scene.until("it was freed", () -> "7".equals(portal.status(code)));
        scene.until("the one-stop has both", () -> oneStopStatus(code).equals("RUT"));
        scene.settled();
        assertThat(held("portal", early.id())).isEmpty();
        assertThat(scene.sandbox.portal().lineStatuses(code)).containsExactly("7");
    }

    private String oneStopStatus(String reference) {
        return scene.sandbox
                .oneStop()
                .codeOf(reference)
                .map(scene.sandbox.oneStop()::status)
                .orElse("");
    }
}
