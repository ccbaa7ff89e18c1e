package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.JOB_OFFICER;
import static vn.lienthong.journeys.Scene.LAND_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.land.TaxNotice;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.uiv2.Claim;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.world.Fee;
import vn.lienthong.sandbox.world.Procedure;
import vn.lienthong.sandbox.world.Result;

/** Single sentences of the contracts, as what every far system holds in the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractDetailsTest {
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
        scene.sandbox.oneStop().showsNewestOnly(false);
    }

    private List<String> statuses(String code) {
        return scene.sandbox.portal().lineStatuses(code);
    }

    private String landDossierAtTheCounter(String hour) {
        var oneStop = scene.sandbox.oneStop();
        String code =
                oneStop.enter(OneStopDossier.land(scene.person(), at("2026-10-01 " + hour + ":00"), scene.parcel()));
        oneStop.accept(code, CLERK, at("2026-10-01 " + hour + ":10"));
        scene.until("land has it", () -> scene.sandbox.land().knows(code));
        return code;
    }

    @Test
    void feesAreConfirmedToLandOneByOneAndOnlyItsOwn() {
        var oneStop = scene.sandbox.oneStop();
        var land = scene.sandbox.land();
        String code = landDossierAtTheCounter("08");
        oneStop.correct(code, at("2026-10-01 08:11"), dossier -> dossier.withArray("lePhi")
                .addObject()
                .put("ma", "LP01")
                .put("ten", "Lệ phí hồ sơ")
                .put("soTien", 50_000)
                .put("daNop", false));
        oneStop.correct(code, at("2026-10-01 08:12"), dossier -> ((ObjectNode)
                        dossier.withArray("lePhi").get(0))
                .put("daNop", true)
                .put("soBienLai", "BL-LP01")
                .put("ngayNop", "2026-10-01T08:12:00+07:00"));
        land.taxNotice(
                code,
                LAND_OFFICER,
                at("2026-10-01 08:30"),
                TaxNotice.of("TB-A", "Thuế thu nhập cá nhân", 3_500_000),
                TaxNotice.of("TB-B", "Lệ phí trước bạ", 1_250_000));
        scene.until("the counter sees the fees", () -> oneStop.status(code).equals("CHO_NOP_PHI"));
        oneStop.takeFee(code, CLERK, at("2026-10-01 08:40"), "TB-A", "BL-A");
        scene.until(
                "land has the first receipt",
                () -> land.dossier(code).orElseThrow().payments().containsKey("TB-A"));
        assertThat(scene.sandbox.portal().status(code)).isEqualTo("6");
        oneStop.takeFee(code, CLERK, at("2026-10-01 08:50"), "TB-B", "BL-B");
        scene.until(
                "land has the second receipt",
                () -> land.dossier(code).orElseThrow().payments().containsKey("TB-B"));
        scene.until(
                "the portal has all", () -> "4".equals(scene.sandbox.portal().status(code)));
        scene.settled();

        assertThat(land.dossier(code).orElseThrow().payments()).isEqualTo(Map.of("TB-A", "BL-A", "TB-B", "BL-B"));
        assertThat(scene.sandbox.portal().fees(code))
                .extracting(fee -> fee.path("MaPhiLePhi").asText() + " "
                        + fee.path("DaNop").asText() + " "
                        + fee.path("SoBienLai").asText())
                .containsExactlyInAnyOrder("LP01 1 BL-LP01", "TB-A 1 BL-A", "TB-B 1 BL-B");
        assertThat(statuses(code)).containsExactly("1", "2", "6", "4");
        assertThat(scene.api().parked()).isEmpty();
    }

    @Test
    void aPaymentShownWithoutAStepEndsSixEverywhere() {
        var oneStop = scene.sandbox.oneStop();
        String code = landDossierAtTheCounter("09");
        scene.sandbox
                .land()
                .taxNotice(
                        code,
                        LAND_OFFICER,
                        at("2026-10-01 09:30"),
                        TaxNotice.of("TB-C", "Thuế thu nhập cá nhân", 3_500_000));
        scene.until("the counter sees the fee", () -> oneStop.status(code).equals("CHO_NOP_PHI"));
        oneStop.correct(code, at("2026-10-01 09:40"), dossier -> ((ObjectNode)
                        dossier.withArray("lePhi").get(0))
                .put("daNop", true)
                .put("soBienLai", "BL-C")
                .put("ngayNop", "2026-10-01T09:40:00+07:00"));
        scene.until(
                "the portal is at 4", () -> "4".equals(scene.sandbox.portal().status(code)));
        scene.until("the counter too", () -> oneStop.status(code).equals("DANG_XU_LY"));
        scene.settled();

        assertThat(scene.sandbox.land().dossier(code).orElseThrow().payments()).containsEntry("TB-C", "BL-C");
        assertThat(statuses(code)).containsExactly("1", "2", "6", "4");
        scene.nothingWentWrong(code);
    }

    @Test
    void aCorrectionReachesThePortalWithoutALineAndKeepsNoStepFromIt() {
        var oneStop = scene.sandbox.oneStop();
        String code = landDossierAtTheCounter("10");
        scene.reachesPortal(code, "2", 2);
        oneStop.correct(code, at("2026-10-01 10:40"), dossier -> ((ObjectNode) dossier.path("chuHoSo"))
                .put("dienThoai", "0911111111"));
        scene.until(
                "the portal has the number",
                () -> scene.portalDossier(code).path("SoDienThoai").asText().equals("0911111111"));
        scene.sandbox.land().forward(code, LAND_OFFICER, at("2026-10-01 10:20"), "Thẩm tra");
        scene.sandbox
                .land()
                .finish(
                        code,
                        LAND_OFFICER,
                        at("2026-10-01 10:30"),
                        new Result(null, "Giấy chứng nhận", "CS 00777", null));
        scene.reachesPortal(code, "9", 4);
        scene.until("the counter has the result", () -> oneStop.status(code).equals("CO_KET_QUA"));
        scene.settled();

        assertThat(statuses(code)).containsExactly("1", "2", "4", "9");
        assertThat(scene.portalDossier(code).path("SoDienThoai").asText()).isEqualTo("0911111111");
        assertThat(scene.stepsToldToOneStop(code)).containsExactly("DANG_XU_LY", "CO_KET_QUA");
        scene.nothingWentWrong(code);
    }

    @Test
    void aJumpBetweenTwoLooksIsToldAsItIs() {
        var oneStop = scene.sandbox.oneStop();
        oneStop.showsNewestOnly(true);
        Procedure copy = Procedure.national("2.000815").orElseThrow();
        String code = oneStop.enter(OneStopDossier.of(copy, scene.person(), at("2026-10-02 08:00")));
        scene.reachesPortal(code, "1", 1);
        oneStop.faults().next("GET thay-doi", Fault.status(503), Fault.status(503), Fault.status(503));
        oneStop.accept(code, CLERK, at("2026-10-02 08:10"));
        oneStop.step(code, CLERK, at("2026-10-02 08:20"), "Đang chứng thực");
        oneStop.giveResult(code, CLERK, at("2026-10-02 08:30"), new Result("KQ1", "Bản sao chứng thực", "12/CT", null));
        scene.until("the portal has the result", () -> "9"
                .equals(scene.sandbox.portal().status(code)));
        oneStop.handOver(code, CLERK, at("2026-10-02 08:40"));
        scene.until("handed over", () -> "10".equals(scene.sandbox.portal().status(code)));
        scene.settled();

        assertThat(statuses(code)).startsWith("1").endsWith("9", "10").doesNotHaveDuplicates();
        scene.nothingWentWrong(code);
    }

    @Test
    void anUnknownCursorIsReadFromTheBeginningAndChangesNothing() {
        String code = landDossierAtTheCounter("11");
        scene.reachesPortal(code, "2", 2);
        scene.settled();
        int before = scene.sentToPortal(code).size();
        scene.sandbox.oneStop().forgetCursors();
        String next = landDossierAtTheCounter("12");
        scene.reachesPortal(next, "2", 2);
        scene.settled();
        assertThat(scene.sentToPortal(code)).hasSize(before);
        scene.nothingWentWrong(code);
    }

    @Test
    void whatThePortalLostIsToldAgainWholeAlsoWhenItWasFiledThere() {
        var oneStop = scene.sandbox.oneStop();
        String counter = landDossierAtTheCounter("13");
        scene.reachesPortal(counter, "2", 2);
        String online =
                scene.sandbox.portal().file(OnlineDossier.land(scene.person(), at("2026-10-01 13:30"), scene.parcel()));
        scene.until("the one-stop has it", () -> oneStop.codeOf(online).isPresent());
        oneStop.accept(oneStop.codeOf(online).orElseThrow(), CLERK, at("2026-10-01 13:40"));
        scene.reachesPortal(online, "2", 1);
        scene.until("land has it", () -> scene.sandbox.land().knows(online));
        scene.settled();
        List<Line> lines = scene.lines(counter);

        scene.sandbox.portal().lose(counter);
        scene.sandbox.portal().lose(online);
        scene.sandbox.land().forward(counter, LAND_OFFICER, at("2026-10-01 13:50"), "Thẩm tra");
        scene.sandbox.land().forward(online, LAND_OFFICER, at("2026-10-01 13:50"), "Thẩm tra");
        scene.until(
                "the portal knows them again",
                () -> "4".equals(scene.sandbox.portal().status(counter))
                        && "4".equals(scene.sandbox.portal().status(online)));
        scene.settled();
        assertThat(scene.lines(counter)).startsWith(lines.toArray(Line[]::new)).hasSize(3);
        assertThat(statuses(online)).containsExactly("2", "4");
        assertThat(scene.portalDossier(online).path("KenhThucHien").asText()).isEqualTo("2");
        scene.nothingWentWrong(counter);
        scene.nothingWentWrong(online);
    }

    @Test
    void whatTheOneStopLostIsRegisteredThereAgain() {
        var oneStop = scene.sandbox.oneStop();
        String online =
                scene.sandbox.portal().file(OnlineDossier.land(scene.person(), at("2026-10-01 14:30"), scene.parcel()));
        scene.until("the one-stop has it", () -> oneStop.codeOf(online).isPresent());
        String first = oneStop.codeOf(online).orElseThrow();
        oneStop.accept(first, CLERK, at("2026-10-01 14:40"));
        scene.until("land has it", () -> scene.sandbox.land().knows(online));
        scene.settled();

        oneStop.lose(first);
        scene.sandbox.land().forward(online, LAND_OFFICER, at("2026-10-01 14:50"), "Thẩm tra");
        scene.until("the one-stop has it again", () -> oneStop.codeOf(online)
                .filter(own -> oneStop.status(own).equals("DANG_XU_LY"))
                .isPresent());
        scene.sandbox.land().forward(online, LAND_OFFICER, at("2026-10-01 14:55"), "Đo đạc");
        scene.settled();
        assertThat(scene.api().parked())
                .noneMatch(it -> it.path("code").asText().equals(online));
        assertThat(scene.sandbox.portal().status(online)).isEqualTo("4");
    }

    @Test
    void aClaimTypedInTheOfficeIsWithdrawnAtThePortal() {
        var uiV2 = scene.sandbox.uiV2();
        var oneStop = scene.sandbox.oneStop();
        long claim = uiV2.typeIn(Claim.of(scene.person(), at("2026-10-02 09:00")), JOB_OFFICER);
        scene.until(
                "the one-stop has it", () -> oneStop.codeOf("ui-v2:" + claim).isPresent());
        String code = oneStop.codeOf("ui-v2:" + claim).orElseThrow();
        scene.reachesPortal(code, "2", 1);
        scene.sandbox.portal().withdraw(code, at("2026-10-02 09:30"), "Đã có việc làm");
        scene.until("the office knows", () -> uiV2.status(claim) == 13);
        scene.until("the one-stop knows", () -> oneStop.status(code).equals("RUT"));
        scene.until(
                "the portal shows it", () -> "7".equals(scene.sandbox.portal().status(code)));
        scene.settled();
        assertThat(statuses(code)).containsExactly("2", "7");
        assertThat(uiV2.mailbox(code).get(0)).containsEntry("LOAI", "RUT").containsEntry("ID_TCTN", claim);
        scene.nothingWentWrong(code);
    }

    @Test
    void aFeeOfTheCounterIsPaidAtThePortal() {
        var oneStop = scene.sandbox.oneStop();
        Procedure copy = Procedure.national("2.000815").orElseThrow();
        String code = oneStop.enter(OneStopDossier.of(copy, scene.person(), at("2026-10-02 10:00")));
        oneStop.accept(code, CLERK, at("2026-10-02 10:10"));
        oneStop.askForFees(
                code, CLERK, at("2026-10-02 10:20"), new Fee("LP1", "Lệ phí", 10_000), new Fee("LP2", "Phí", 20_000));
        scene.reachesPortal(code, "6", 3);
        scene.sandbox.portal().pay(code, "LP1", at("2026-10-02 10:30"), "BL-1");
        scene.reachesPortal(code, "6", 4);
        scene.sandbox.portal().pay(code, "LP2", at("2026-10-02 10:40"), "BL-2");
        scene.reachesPortal(code, "4", 5);
        scene.until("the counter has both", () -> oneStop.status(code).equals("DANG_XU_LY"));
        scene.settled();
        JsonNode fees = oneStop.dossier(code).orElseThrow().path("lePhi");
        assertThat(fees.findValuesAsText("soBienLai")).containsExactly("BL-1", "BL-2");
        assertThat(scene.stepsToldToOneStop(code)).containsExactly("CHO_NOP_PHI", "DANG_XU_LY");
        scene.nothingWentWrong(code);
    }
}
