package vn.lienthong.journeys;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.JOB_OFFICER;
import static vn.lienthong.journeys.Scene.LAND_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import vn.lienthong.sandbox.land.LandDossier;
import vn.lienthong.sandbox.land.TaxNotice;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.uiv1.OldClaim;
import vn.lienthong.sandbox.uiv2.Claim;
import vn.lienthong.sandbox.uiv2.Decision;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Result;

/** The five journeys of the field, each from the first typing to its end. */
class FiveJourneysOnH2Test extends CounterAndOnlineJourneys {
    @Override
    Scene openIn(Path folder) {
        return Scene.open(folder);
    }

    @Test
    @Order(3)
    void aWithdrawalIsSevenEverywhereAlsoWhenLandReportsTheEndLater() {
        var oneStop = scene.sandbox.oneStop();
        var land = scene.sandbox.land();
        Person person = scene.person();
        String code = scene.sandbox.portal().file(OnlineDossier.land(person, at("2026-09-15 08:00"), scene.parcel()));
        scene.until("the one-stop has it", () -> oneStop.codeOf(code).isPresent());
        String own = oneStop.codeOf(code).orElseThrow();
        oneStop.accept(own, CLERK, at("2026-09-15 08:30"), at("2026-09-30 17:00"));
        scene.until("land has it", () -> land.knows(code));
        land.forward(code, LAND_OFFICER, at("2026-09-15 09:00"), "Chuyển thẩm tra hồ sơ");
        scene.reachesPortal(code, "4", 2);

        scene.sandbox.portal().withdraw(code, at("2026-09-15 10:00"), "Các bên không chuyển nhượng nữa");
        scene.reachesPortal(code, "7", 3);
        scene.until("land has closed it", () -> file(code).withdrawn());
        land.finish(code, LAND_OFFICER, at("2026-09-15 11:00"), new Result(null, "Giấy chứng nhận", "CS 00452", null));
        land.forward(code, LAND_OFFICER, at("2026-09-15 11:30"), "Lưu hồ sơ rút");
        scene.until(
                "the contradiction is listed",
                () -> !scene.api().conflicts(code).isEmpty());
        scene.settled();

        assertThat(scene.lines(code))
                .containsExactly(
                        new Line("2", "20260915083000", CLERK.name(), "Tiếp nhận hồ sơ"),
                        new Line("4", "20260915090000", LAND_OFFICER.name(), "Chuyển thẩm tra hồ sơ"),
                        new Line("7", "20260915100000", person.name(), "Công dân yêu cầu rút hồ sơ"));
        JsonNode atPortal = scene.portalDossier(code);
        assertThat(atPortal.path("TrangThaiHoSo").asText()).isEqualTo("7");
        assertThat(atPortal.path("GhiChu").asText()).isEqualTo("Các bên không chuyển nhượng nữa");
        assertThat(atPortal.has("DanhSachGiayToKetQua")).isFalse();
        JsonNode atCounter = oneStop.dossier(own).orElseThrow();
        assertThat(atCounter.path("trangThai").asText()).isEqualTo("RUT");
        assertThat(atCounter.path("buoc").path("noiDung").asText()).isEqualTo("Các bên không chuyển nhượng nữa");
        assertThat(atCounter.path("buoc").path("thoiDiem").asText()).isEqualTo("2026-09-15T10:00:00+07:00");
        assertThat(scene.stepsToldToOneStop(own)).containsExactly("DANG_XU_LY", "RUT");
        assertThat(scene.callsToLand(code)).containsExactly("TiepNhanHoSo", "RutHoSo");
        assertThat(scene.api().status(code)).isEqualTo(7);
        assertThat(scene.api().conflicts(code))
                .extracting(
                        it -> it.path("system").asText(),
                        it -> it.path("status").asInt(),
                        it -> it.path("dossierStatus").asInt())
                .containsExactly(tuple("land", 9, 7));
        assertThat(scene.api().parked()).isEmpty();
    }

    @Test
    @Order(4)
    void aClaimTypedInTheJobCentreGetsItsCodeFromTheOneStop() {
        var oneStop = scene.sandbox.oneStop();
        var uiV2 = scene.sandbox.uiV2();
        scene.sandbox.softwareRuns(Duration.ofMillis(50));
        Person person = scene.person();

        long claim = uiV2.typeIn(Claim.of(person, at("2026-09-16 08:00")), JOB_OFFICER);
        scene.until(
                "the one-stop has it", () -> oneStop.codeOf("ui-v2:" + claim).isPresent());
        String code = oneStop.codeOf("ui-v2:" + claim).orElseThrow();
        JsonNode registered = oneStop.dossier(code).orElseThrow().deepCopy();
        scene.reachesPortal(code, "2", 1);
        uiV2.step(claim, 2, JOB_OFFICER, at("2026-09-16 09:00"), "Hoàn thiện hồ sơ");
        scene.reachesPortal(code, "4", 2);
        uiV2.askForPapers(
                claim,
                JOB_OFFICER,
                at("2026-09-16 10:00"),
                "Thiếu quyết định thôi việc",
                at("2026-09-19 17:00"),
                Paper.of("TP04", "Quyết định thôi việc").because("Chưa nộp bản chính"));
        scene.reachesPortal(code, "5", 3);
        scene.until("the counter sees the request", () -> oneStop.status(code).equals("CHO_BO_SUNG"));
        oneStop.receivePapers(
                code,
                CLERK,
                at("2026-09-16 11:00"),
                Paper.of("TP04", "Quyết định thôi việc").at("https://motcua.example.vn/tep/tp04.pdf"));
        scene.reachesPortal(code, "4", 4);
        scene.until("the job centre has the paper", () -> uiV2.openPapers(claim).isEmpty());
        uiV2.decide(claim, JOB_OFFICER, at("2026-09-16 14:00"), Decision.of("216/QĐ-SNV", LocalDate.of(2026, 9, 20)));
        scene.reachesPortal(code, "9", 5);
        uiV2.handOver(claim, JOB_OFFICER, at("2026-09-16 15:00"));
        scene.reachesPortal(code, "10", 6);
        scene.until("the one-stop knows", () -> oneStop.status(code).equals("DA_TRA"));
        scene.settled();

        assertThat(scene.lines(code))
                .containsExactly(
                        new Line("2", "20260916080000", JOB_OFFICER.name(), "Đăng ký tại trung tâm"),
                        new Line("4", "20260916090000", JOB_OFFICER.name(), "Hoàn thiện hồ sơ"),
                        new Line("5", "20260916100000", JOB_OFFICER.name(), "Thiếu quyết định thôi việc"),
                        new Line("4", "20260916110000", CLERK.name(), "Đã nhận giấy tờ bổ sung"),
                        new Line("9", "20260916140000", JOB_OFFICER.name(), "Có quyết định số 216/QĐ-SNV"),
                        new Line("10", "20260916150000", JOB_OFFICER.name(), "Đã trả quyết định hưởng"));
        assertThat(scene.sentToPortal(code))
                .startsWith("False")
                .filteredOn("False"::equals)
                .hasSize(1);
        JsonNode atPortal = scene.portalDossier(code);
        String request =
                atPortal.path("DanhSachHoSoBoSung").path(0).path("HoSoBoSungId").asText();
        assertThatJson(atPortal)
                .isEqualTo(Expected.json("""
                        {"MaHoSo":"%s","MaTTHC":"1.001978","TenTTHC":"Giải quyết hưởng trợ cấp thất nghiệp",
                         "MaLinhVuc":"LD-BHTN","TenLinhVuc":"Bảo hiểm thất nghiệp","KenhThucHien":"1","SoBienNhan":"%1$s",
                         "ChuHoSo":"%2$s","LoaiDoiTuong":"1","DinhDanhCHS":[{"LoaiDinhDanh":"1","SoDinhDanh":"%3$s"}],
                         "SoDienThoai":"%4$s",
                         "NgayNopHoSo":"20260916080000","NgayTiepNhan":"20260916080000","NgayHenTra":"20261006080000",
                         "NgayKetThucXuLy":"20260916140000","NgayTra":"20260916150000","TrangThaiHoSo":"10","HinhThuc":"0",
                         "DonViXuLy":"H53.14",
                         "TaiLieuNop":[
                          {"TepDinhKemId":"TP04","TenTepDinhKem":"Quyết định thôi việc","IsDeleted":"False",
                           "MaThanhPhanHoSo":"TP04","DuongDanTaiTepTin":"https://motcua.example.vn/tep/tp04.pdf"}],
                         "DanhSachHoSoBoSung":[
                          {"HoSoBoSungId":"%5$s","NguoiYeuCauBoSung":"Đoàn Hữu Trực","NoiDungBoSung":"Thiếu quyết định thôi việc",
                           "NgayBoSung":"20260916100000",
                           "DanhSachGiayToBoSung":[
                            {"MaGiayTo":"TP04","TenGiayTo":"Quyết định thôi việc","LyDo":"Chưa nộp bản chính"}],
                           "NgayHenTraTruoc":"20261006080000"}],
                         "DanhSachGiayToKetQua":[
                          {"TenGiayTo":"Quyết định về việc hưởng trợ cấp thất nghiệp","GiayToId":"216/QĐ-SNV"}]}
                        """, code, person.name(), person.cccd(), person.phone(), request));
        assertThat(registered.path("maThamChieu").asText()).isEqualTo("ui-v2:" + claim);
        assertThat(registered.path("trangThai").asText()).isEqualTo("DA_TIEP_NHAN");
        assertThat(registered.path("kenh").asText()).isEqualTo("1");
        assertThat(registered.path("maDonVi").asText()).isEqualTo("H53.14");
        assertThat(registered.path("nguoiNhap").path("laCanBo").asBoolean()).isTrue();
        assertThat(registered.path("nguoiNhap").path("ten").asText()).isEqualTo(JOB_OFFICER.name());
        assertThat(registered.path("ngayNop").asText()).isEqualTo("2026-09-16T08:00:00+07:00");
        assertThatJson(registered.path("dacThu")).isEqualTo(Expected.json("""
                        {"soSoBhxh":"%s","ngayNghiViec":"22/08/2026","hinhThucNhanTien":"TAI_KHOAN","soThangDong":37}
                        """, person.socialBook()));
        assertThat(scene.stepsToldToOneStop(code)).containsExactly("DANG_XU_LY", "CHO_BO_SUNG", "CO_KET_QUA", "DA_TRA");
        assertThat(scene.mail(code)).as("it was typed there").containsExactly("BO_SUNG");
        assertThat(uiV2.mailbox(code).get(0).get("ID_TCTN")).hasToString(Long.toString(claim));
        assertThat(uiV2.claim(claim).orElseThrow().get("MA_HO_SO")).isNull();
        scene.nothingWentWrong(code);
    }

    @Test
    @Order(5)
    void aDossierTypedInTheLandOfficeKeepsItsReceiptNumber() {
        var oneStop = scene.sandbox.oneStop();
        var land = scene.sandbox.land();
        Person person = scene.person();
        String code = "BN-2026-000417";

        land.typeIn(LandDossier.of(code, person, LAND_OFFICER, at("2026-09-17 08:00"), scene.parcel()));
        land.forward(code, LAND_OFFICER, at("2026-09-17 09:00"), "Thẩm tra hồ sơ");
        scene.until("the one-stop has it", () -> oneStop.codeOf(code).isPresent());
        String own = oneStop.codeOf(code).orElseThrow();
        scene.reachesPortal(code, "4", 2);
        land.taxNotice(
                code,
                LAND_OFFICER,
                at("2026-09-17 10:00"),
                TaxNotice.of("TB-2026/0918", "Thuế thu nhập cá nhân", 3_500_000));
        scene.reachesPortal(code, "6", 3);
        scene.until("the counter sees the fee", () -> oneStop.status(own).equals("CHO_NOP_PHI"));
        oneStop.takeFee(own, CLERK, at("2026-09-17 11:00"), "TB-2026/0918", "BL-000777");
        scene.reachesPortal(code, "4", 4);
        scene.until("land has the receipt", () -> file(code).payments().containsKey("TB-2026/0918"));
        land.finish(
                code,
                LAND_OFFICER,
                at("2026-09-17 14:00"),
                new Result(null, "Giấy chứng nhận quyền sử dụng đất", "CS 00453", null));
        scene.reachesPortal(code, "9", 5);
        scene.until("the counter has the result", () -> oneStop.status(own).equals("CO_KET_QUA"));
        oneStop.handOver(own, CLERK, at("2026-09-17 15:00"));
        scene.reachesPortal(code, "10", 6);
        scene.until("land knows that it was handed over", () -> file(code).returnedOn() != null);
        scene.settled();

        assertThat(scene.lines(code))
                .containsExactly(
                        new Line("2", "20260917080000", LAND_OFFICER.name(), "Tiếp nhận tại văn phòng"),
                        new Line("4", "20260917090000", LAND_OFFICER.name(), "Thẩm tra hồ sơ"),
                        new Line("6", "20260917100000", LAND_OFFICER.name(), "Thông báo nghĩa vụ tài chính"),
                        new Line("4", "20260917110000", CLERK.name(), "Đã nộp phí"),
                        new Line("9", "20260917140000", LAND_OFFICER.name(), "Hoàn thành"),
                        new Line("10", "20260917150000", CLERK.name(), "Đã trả kết quả"));
        assertThatJson(scene.portalDossier(code))
                .isEqualTo(Expected.json("""
                        {"MaHoSo":"BN-2026-000417","MaTTHC":"1.004227","TenTTHC":"Đăng ký biến động quyền sử dụng đất",
                         "MaLinhVuc":"TNMT-DD","TenLinhVuc":"Đất đai","KenhThucHien":"1","SoBienNhan":"%s",
                         "ChuHoSo":"%s","LoaiDoiTuong":"1","DinhDanhCHS":[{"LoaiDinhDanh":"1","SoDinhDanh":"%s"}],
                         "Email":"nguoidan@example.vn","SoDienThoai":"%s",
                         "NgayNopHoSo":"20260917080000","NgayTiepNhan":"20260917080000","NgayHenTra":"20261002080000",
                         "NgayKetThucXuLy":"20260917140000","NgayTra":"20260917150000","TrangThaiHoSo":"10","HinhThuc":"0",
                         "DonViXuLy":"H53.20",
                         "TaiLieuNop":[{"TepDinhKemId":"TP01","TenTepDinhKem":"Đơn đăng ký biến động đất đai",
                          "IsDeleted":"False","MaThanhPhanHoSo":"TP01"}],
                         "DanhSachLePhi":[
                          {"TenPhiLePhi":"Thuế thu nhập cá nhân","MaPhiLePhi":"TB-2026/0918","HinhThucThu":"TIEN_MAT","Gia":3500000,
                           "DaNop":"1","SoBienLai":"BL-000777","NgayNop":"20260917110000"}],
                         "DanhSachGiayToKetQua":[
                          {"TenGiayTo":"Giấy chứng nhận quyền sử dụng đất","GiayToId":"CS 00453"}]}
                        """, own, person.name(), person.cccd(), person.phone()));
        assertThat(scene.stepsToldToOneStop(own)).containsExactly("DANG_XU_LY", "CHO_NOP_PHI", "CO_KET_QUA");
        assertThat(scene.callsToLand(code).stream().filter(call -> !call.equals("LayHoSo")))
                .containsExactly("XacNhanNopThue", "XacNhanTraKetQua");
        assertThat(file(code).payments()).containsExactly(Map.entry("TB-2026/0918", "BL-000777"));
        scene.nothingWentWrong(code);
    }

    @Test
    @Order(6)
    void oldClaimsBecomeThePersonsHistoryAndGoNowhereElse() throws Exception {
        Person person = scene.person().named("Đỗ Thị Thủy");
        Person other = scene.person().named("Ưng Hữu Khẩn");
        long calls = scene.sandbox.portal().journal().count();
        var uiV1 = scene.sandbox.uiV1();
        uiV1.exporting(at("2019-04-15 08:30"))
                .claim(OldClaim.of("TN-2016-01", person, LocalDate.of(2016, 3, 4))
                        .with("SoThangBaoLuu", "5"))
                .claim(OldClaim.of("TN-2018-77", person, LocalDate.of(2018, 11, 20))
                        .with("HinhThucNhanTien", "ATM"))
                .claim(OldClaim.of("TN-2018-78", other, LocalDate.of(2018, 11, 21))
                        .with("NgayNop", "31/02/2018"))
                .write();
        uiV1.exporting(at("2019-04-16 08:30"))
                .claim(OldClaim.of("TN-2018-77", person, LocalDate.of(2018, 11, 20))
                        .with("SoThangHuong", "4"))
                .shuffled(5)
                .write();
        uiV1.exporting(at("2019-04-17 08:30"))
                .claim(OldClaim.of("TN-2018-79", other, LocalDate.of(2018, 11, 21)))
                .without("TrangThai")
                .write();
        scene.until("the files are read", () -> uiV1.waiting().isEmpty());

        List<JsonNode> claims = claims("insuranceBook", person.socialBook());
        assertThat(claims)
                .extracting(
                        it -> it.path("number").asText(),
                        it -> it.path("filedOn").asText(),
                        it -> it.path("monthsGranted").asInt(),
                        it -> it.path("monthsKept").asInt(),
                        it -> it.path("benefit").asLong(),
                        it -> it.path("earlierVersions").asInt())
                .containsExactlyInAnyOrder(
                        tuple("TN-2016-01", "2016-03-04", 3, 5, 2_550_000L, 0),
                        tuple("TN-2018-77", "2018-11-20", 4, 3, 2_550_000L, 1));
        assertThat(claims("idNumber", person.cmnd())).hasSize(2);
        assertThat(claims("idNumber", other.cmnd())).isEmpty();
        assertThat(scene.api().held("ui-v1"))
                .extracting(it -> it.path("key").asText())
                .containsExactly("TCTN_20190415_0830.csv:4");
        assertThat(scene.api().held("ui-v1").get(0).path("reason").asText()).contains("date");
        assertThat(uiV1.read())
                .containsExactly(
                        "TCTN_20190415_0830.csv",
                        "TCTN_20190415_0830.ok",
                        "TCTN_20190416_0830.csv",
                        "TCTN_20190416_0830.ok");
        assertThat(uiV1.unreadable())
                .containsExactly("TCTN_20190417_0830.csv", "TCTN_20190417_0830.csv.txt", "TCTN_20190417_0830.ok");
        assertThat(Files.readString(uiV1.folder().resolve("loi/TCTN_20190417_0830.csv.txt")))
                .contains("TrangThai");
        scene.settled();
        assertThat(scene.sandbox.portal().journal().count()).isEqualTo(calls);
    }

    private List<JsonNode> claims(String by, String number) {
        JsonNode found = scene.api()
                .post("/api/v1/claims/search", Json.object().put(by, number).toString());
        return List.copyOf(found.path("items").findParents("number"));
    }
}
