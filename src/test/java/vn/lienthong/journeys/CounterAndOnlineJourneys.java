package vn.lienthong.journeys;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.JOB_OFFICER;
import static vn.lienthong.journeys.Scene.LAND_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
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
import vn.lienthong.sandbox.land.LandFile;
import vn.lienthong.sandbox.land.Node;
import vn.lienthong.sandbox.land.TaxNotice;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.uiv2.Decision;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Parcel;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Result;

/** The journeys that touch every way in which the hub is met; the ledger's database is the subclass's choice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the far systems' story clock does not go back
abstract class CounterAndOnlineJourneys {
    Scene scene;

    abstract Scene openIn(Path folder) throws Exception;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        scene = openIn(folder);
    }

    @AfterAll
    void close() throws IOException {
        scene.close();
    }

    @Test
    @Order(1)
    void aClaimIsTypedOnceAtTheCounterAndReachesEverybody() {
        var oneStop = scene.sandbox.oneStop();
        var uiV2 = scene.sandbox.uiV2();
        scene.sandbox.softwareRuns(Duration.ofMillis(50));
        Person person = scene.person();

        String code = oneStop.enter(OneStopDossier.claim(person, at("2026-09-10 08:05")));
        scene.reachesPortal(code, "1", 1);
        oneStop.accept(code, CLERK, at("2026-09-10 08:20"), at("2026-09-30 17:00"));
        scene.until("the job centre has it", () -> uiV2.claimOf(code).isPresent());
        long claim = uiV2.claimOf(code).orElseThrow();
        uiV2.step(claim, 2, JOB_OFFICER, at("2026-09-10 09:00"), "Hoàn thiện hồ sơ");
        scene.reachesPortal(code, "4", 3);
        uiV2.askForPapers(
                claim,
                JOB_OFFICER,
                at("2026-09-10 09:30"),
                "Sổ bảo hiểm xã hội thiếu tờ rời",
                at("2026-09-13 17:00"),
                Paper.of("TP03", "Tờ rời sổ bảo hiểm xã hội").because("Chưa xác nhận đến tháng cuối"));
        scene.reachesPortal(code, "5", 4);
        scene.until("the counter sees the request", () -> oneStop.status(code).equals("CHO_BO_SUNG"));
        JsonNode request = oneStop.dossier(code).orElseThrow().path("boSung").deepCopy();
        oneStop.receivePapers(
                code,
                CLERK,
                at("2026-09-10 10:00"),
                Paper.of("TP03", "Tờ rời sổ bảo hiểm xã hội").at("https://motcua.example.vn/tep/tp03.pdf"));
        scene.reachesPortal(code, "4", 5);
        scene.until("the job centre has the paper", () -> uiV2.openPapers(claim).isEmpty());
        uiV2.step(claim, 3, JOB_OFFICER, at("2026-09-10 10:30"), "Đã tính hưởng");
        uiV2.step(claim, 4, JOB_OFFICER, at("2026-09-10 11:00"), "Đã thẩm định");
        scene.reachesPortal(code, "4", 7);
        uiV2.moveDueDate(claim, at("2026-09-10 11:05"), at("2026-09-28 17:00"));
        scene.until(
                "the new due date is known",
                () -> scene.portalDossier(code).path("NgayHenTra").asText().equals("20260928170000"));
        uiV2.decide(claim, JOB_OFFICER, at("2026-09-10 14:00"), Decision.of("215/QĐ-SNV", LocalDate.of(2026, 9, 14)));
        scene.reachesPortal(code, "9", 8);
        scene.until("the counter sees the result", () -> oneStop.status(code).equals("CO_KET_QUA"));
        oneStop.handOver(code, CLERK, at("2026-09-10 15:00"));
        scene.reachesPortal(code, "10", 9);
        scene.until("the job centre knows that it was handed over", () -> uiV2.status(claim) == 12);
        scene.settled();

        assertThat(scene.lines(code))
                .containsExactly(
                        new Line("1", enteredAt(code), "Trung tâm Dịch vụ việc làm", "Mới đăng ký"),
                        new Line("2", "20260910082000", CLERK.name(), "Tiếp nhận hồ sơ"),
                        new Line("4", "20260910090000", JOB_OFFICER.name(), "Hoàn thiện hồ sơ"),
                        new Line("5", "20260910093000", JOB_OFFICER.name(), "Sổ bảo hiểm xã hội thiếu tờ rời"),
                        new Line("4", "20260910100000", CLERK.name(), "Đã nhận giấy tờ bổ sung"),
                        new Line("4", "20260910103000", JOB_OFFICER.name(), "Đã tính hưởng"),
                        new Line("4", "20260910110000", JOB_OFFICER.name(), "Đã thẩm định"),
                        new Line("9", "20260910140000", JOB_OFFICER.name(), "Có quyết định số 215/QĐ-SNV"),
                        new Line("10", "20260910150000", CLERK.name(), "Đã trả kết quả"));
        String requestId = request.path("id").asText();
        assertThatJson(scene.portalDossier(code))
                .isEqualTo(Expected.json("""
                        {"MaHoSo":"%s","MaTTHC":"1.001978","TenTTHC":"Giải quyết hưởng trợ cấp thất nghiệp",
                         "MaLinhVuc":"LD-BHTN","TenLinhVuc":"Bảo hiểm thất nghiệp","KenhThucHien":"1","SoBienNhan":"%1$s",
                         "ChuHoSo":"%2$s","LoaiDoiTuong":"1","DinhDanhCHS":[{"LoaiDinhDanh":"1","SoDinhDanh":"%3$s"}],
                         "Email":"nguoidan@example.vn","SoDienThoai":"%4$s",
                         "NgayNopHoSo":"20260910080500","NgayTiepNhan":"20260910082000","NgayHenTra":"20260928170000",
                         "NgayKetThucXuLy":"20260910140000","NgayTra":"20260910150000","TrangThaiHoSo":"10","HinhThuc":"0",
                         "DonViXuLy":"H53.14",
                         "TaiLieuNop":[
                          {"TepDinhKemId":"TP01","TenTepDinhKem":"Đề nghị hưởng trợ cấp thất nghiệp","IsDeleted":"False",
                           "MaThanhPhanHoSo":"TP01","DuongDanTaiTepTin":"https://motcua.example.vn/tep/tp01.pdf"},
                          {"TepDinhKemId":"TP02","TenTepDinhKem":"Sổ bảo hiểm xã hội","IsDeleted":"False",
                           "MaThanhPhanHoSo":"TP02","DuongDanTaiTepTin":"https://motcua.example.vn/tep/tp02.pdf"},
                          {"TepDinhKemId":"TP03","TenTepDinhKem":"Tờ rời sổ bảo hiểm xã hội","IsDeleted":"False",
                           "MaThanhPhanHoSo":"TP03","DuongDanTaiTepTin":"https://motcua.example.vn/tep/tp03.pdf"}],
                         "DanhSachHoSoBoSung":[
                          {"HoSoBoSungId":"%5$s","NguoiYeuCauBoSung":"Đoàn Hữu Trực",
                           "NoiDungBoSung":"Sổ bảo hiểm xã hội thiếu tờ rời","NgayBoSung":"20260910093000",
                           "DanhSachGiayToBoSung":[{"MaGiayTo":"TP03","TenGiayTo":"Tờ rời sổ bảo hiểm xã hội",
                            "LyDo":"Chưa xác nhận đến tháng cuối"}],
                           "NgayHenTraTruoc":"20260930170000"}],
                         "DanhSachGiayToKetQua":[
                          {"TenGiayTo":"Quyết định về việc hưởng trợ cấp thất nghiệp","GiayToId":"215/QĐ-SNV"}]}
                        """, code, person.name(), person.cccd(), person.phone(), requestId));

        JsonNode atCounter = oneStop.dossier(code).orElseThrow();
        assertThat(atCounter.path("trangThai").asText()).isEqualTo("DA_TRA");
        assertThat(atCounter.path("ngayHenTra").asText()).isEqualTo("2026-09-28T17:00:00+07:00");
        assertThat(atCounter.path("ngayTiepNhan").asText()).isEqualTo("2026-09-10T08:20:00+07:00");
        assertThat(atCounter.path("thanhPhan"))
                .extracting(it -> it.path("ma").asText())
                .containsExactly("TP01", "TP02", "TP03");
        assertThatJson(request).isEqualTo(Expected.json("""
                        {"id":"%s","noiDung":"Sổ bảo hiểm xã hội thiếu tờ rời","han":"2026-09-13T17:00:00+07:00",
                         "giayTo":[{"ma":"TP03","ten":"Tờ rời sổ bảo hiểm xã hội","lyDo":"Chưa xác nhận đến tháng cuối"}]}
                        """, requestId));
        assertThatJson(atCounter.path("ketQua"))
                .isEqualTo("[{\"ma\":\"215/QĐ-SNV\",\"ten\":\"Quyết định về việc hưởng trợ cấp thất nghiệp\","
                        + "\"soHieu\":\"215/QĐ-SNV\"}]");
        assertThat(scene.stepsToldToOneStop(code))
                .as("only what ui-v2 said")
                .containsExactly("DANG_XU_LY", "CHO_BO_SUNG", "DANG_XU_LY", "DANG_XU_LY", "DANG_XU_LY", "CO_KET_QUA");
        assertThat(oneStop.size())
                .as("nothing was registered anew")
                .isEqualTo(oneStop.codes().size());
        assertThat(oneStop.journal().entries("POST ho-so"))
                .noneMatch(call -> call.requestText().contains(code));

        assertThat(scene.mail(code)).containsExactly("HO_SO", "BO_SUNG", "TRA_KET_QUA");
        Map<String, Object> mail = uiV2.mailbox(code).get(0);
        assertThat(mail)
                .containsAllEntriesOf(Scene.of(
                        "HO_TEN", person.name(),
                        "GIOI_TINH", person.gender(),
                        "SO_CCCD", person.cccd(),
                        "SO_CMND", null,
                        "SO_SO_BHXH", person.socialBook(),
                        "DIEN_THOAI", person.phone(),
                        "DIA_CHI", person.address(),
                        "MA_XA", person.wardCode(),
                        "MA_LOAI", "TCTN_MOI",
                        "SO_THANG_DONG", 26,
                        "HINH_THUC_NHAN", 2,
                        "DA_XU_LY", 1,
                        "ID_TCTN", claim));
        assertThat(mail.get("NGAY_SINH").toString()).isEqualTo("1988-04-17");
        assertThat(mail.get("NGAY_NGHI_VIEC").toString()).isEqualTo("2026-08-21");
        assertThat(time(mail, "NGAY_NOP")).isEqualTo("2026-09-10T08:05");
        assertThat(time(mail, "NGAY_HEN_TRA")).isEqualTo("2026-09-30T17:00");
        assertThat(time(mail, "THOI_DIEM")).isEqualTo("2026-09-10T08:20");
        assertThat((String) uiV2.mailbox(code).get(1).get("NOI_DUNG"))
                .contains("Tờ rời sổ bảo hiểm xã hội", "TP03", "https://motcua.example.vn/tep/tp03.pdf");
        assertThat(uiV2.query("select count(*) as N from TBL_TCTN where MA_HO_SO = ?", code)
                        .get(0)
                        .get("N"))
                .hasToString("1");
        assertThat(scene.callsToLand(code)).as("land has no part in it").isEmpty();
        scene.nothingWentWrong(code);
    }

    /** The one-stop notes no step when a dossier is typed: its time is that of the version. */
    private String enteredAt(String code) {
        return scene.sandbox.oneStop().journal().entries("GET thay-doi").stream()
                .flatMap(call -> List.copyOf(call.answerJson().path("duLieu").findParents("maHoSo")).stream())
                .filter(version -> version.path("maHoSo").asText().equals(code)
                        && version.path("phienBan").asInt() == 1)
                .map(version -> version.path("capNhatLuc").asText())
                .map(time -> time.substring(0, 19).replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
    }

    static String time(Map<String, Object> row, String column) {
        Object value = row.get(column);
        return value instanceof java.sql.Timestamp timestamp
                ? timestamp.toLocalDateTime().toString()
                : ((LocalDateTime) value).toString();
    }

    @Test
    @Order(2)
    void aLandDossierFiledOnlineGoesThroughPapersAndFeesToItsResult() {
        var oneStop = scene.sandbox.oneStop();
        var land = scene.sandbox.land();
        var portal = scene.sandbox.portal();
        Person person = scene.person();

        String code = portal.file(OnlineDossier.land(
                person,
                at("2026-09-11 08:00"),
                new Parcel("34", "12", "120,5", "25525", null),
                new Parcel("7", "301", "88", "25522", null)));
        scene.until("the one-stop has it", () -> oneStop.codeOf(code).isPresent());
        String own = oneStop.codeOf(code).orElseThrow();
        JsonNode registered = oneStop.dossier(own).orElseThrow().deepCopy();
        oneStop.accept(own, CLERK, at("2026-09-11 08:40"), at("2026-09-30 17:00"));
        scene.until("land has it", () -> land.knows(code));
        scene.reachesPortal(code, "2", 1);
        land.forward(code, LAND_OFFICER, at("2026-09-11 09:10"), "Chuyển thẩm tra hồ sơ");
        scene.reachesPortal(code, "4", 2);
        long asked = land.askForPapers(
                code,
                LAND_OFFICER,
                at("2026-09-11 10:00"),
                "Trích lục bản đồ không khớp diện tích",
                at("2026-09-18 17:00"),
                true,
                Paper.of("TP05", "Trích lục bản đồ địa chính").because("Diện tích không khớp"));
        scene.reachesPortal(code, "5", 3);
        scene.until("the one-stop sees the request", () -> oneStop.status(own).equals("CHO_BO_SUNG"));
        JsonNode request = oneStop.dossier(own).orElseThrow().path("boSung").deepCopy();
        Paper added = Paper.of("TP05", "Trích lục bản đồ địa chính").at("https://dvc.example.vn/tep/trich-luc.pdf");
        portal.addPapers(code, at("2026-09-11 11:30"), added);
        scene.reachesPortal(code, "4", 4);
        scene.until("land has the paper", () -> file(code).papersReceived().equals(List.of("TP05")));
        land.taxNotice(
                code,
                LAND_OFFICER,
                at("2026-09-11 13:00"),
                new TaxNotice("TB-2026/0917", "Lệ phí trước bạ", "1.250.000", at("2026-09-25 17:00"), person.name()));
        scene.reachesPortal(code, "6", 5);
        portal.pay(code, "TB-2026/0917", at("2026-09-11 14:00"), "BL-000451");
        scene.reachesPortal(code, "4", 6);
        scene.until("land has the receipt", () -> file(code).payments().containsKey("TB-2026/0917"));
        land.forward(code, LAND_OFFICER, at("2026-09-11 15:00"), "Trình ký Giấy chứng nhận");
        scene.reachesPortal(code, "4", 7);
        land.finish(
                code,
                LAND_OFFICER,
                at("2026-09-14 09:00"),
                new Result(
                        null, "Giấy chứng nhận quyền sử dụng đất", "CS 00451", "https://datdai.example.vn/kq/451.pdf"));
        scene.reachesPortal(code, "9", 8);
        scene.until("the one-stop has the result", () -> oneStop.status(own).equals("CO_KET_QUA"));
        oneStop.handOver(own, CLERK, at("2026-09-14 10:00"));
        scene.reachesPortal(code, "10", 9);
        scene.until("land knows that it was handed over", () -> file(code).returnedOn() != null);
        scene.settled();

        assertThat(scene.lines(code))
                .containsExactly(
                        new Line("2", "20260911084000", CLERK.name(), "Tiếp nhận hồ sơ"),
                        new Line("4", "20260911091000", LAND_OFFICER.name(), "Chuyển thẩm tra hồ sơ"),
                        new Line("5", "20260911100000", LAND_OFFICER.name(), "Trích lục bản đồ không khớp diện tích"),
                        new Line("4", "20260911113000", person.name(), "Đang xử lý"),
                        new Line("6", "20260911130000", LAND_OFFICER.name(), "Thông báo nghĩa vụ tài chính"),
                        new Line("4", "20260911140000", person.name(), "Đang xử lý"),
                        new Line("4", "20260911150000", LAND_OFFICER.name(), "Trình ký Giấy chứng nhận"),
                        new Line("9", "20260914090000", LAND_OFFICER.name(), "Hoàn thành"),
                        new Line("10", "20260914100000", CLERK.name(), "Đã trả kết quả"));
        List<JsonNode> files =
                List.copyOf(scene.portalDossier(code).path("TaiLieuNop").findParents("TepDinhKemId"));
        assertThatJson(scene.portalDossier(code))
                .isEqualTo(Expected.json(
                        """
                        {"MaHoSo":"%s","MaTTHC":"1.004227","TenTTHC":"Đăng ký biến động quyền sử dụng đất",
                         "MaLinhVuc":"TNMT-DD","TenLinhVuc":"Đất đai","KenhThucHien":"2","SoBienNhan":"%2$s",
                         "ChuHoSo":"%3$s","LoaiDoiTuong":"1","DinhDanhCHS":[{"LoaiDinhDanh":"1","SoDinhDanh":"%4$s"}],
                         "Email":"nguoidan@example.vn","SoDienThoai":"%5$s",
                         "NgayNopHoSo":"20260911080000","NgayTiepNhan":"20260911084000","NgayHenTra":"20260930170000",
                         "NgayKetThucXuLy":"20260914090000","NgayTra":"20260914100000","TrangThaiHoSo":"10","HinhThuc":"0",
                         "DonViXuLy":"H53.20",
                         "TaiLieuNop":[
                          {"TepDinhKemId":"%6$s","TenTepDinhKem":"Đơn đăng ký biến động đất đai","IsDeleted":"False",
                           "MaThanhPhanHoSo":"TP01","DuongDanTaiTepTin":"https://dvc.example.vn/tep/don.pdf"},
                          {"TepDinhKemId":"%7$s","TenTepDinhKem":"Giấy chứng nhận đã cấp","IsDeleted":"False",
                           "MaThanhPhanHoSo":"TP02","DuongDanTaiTepTin":"https://dvc.example.vn/tep/gcn.pdf"},
                          {"TepDinhKemId":"%8$s","TenTepDinhKem":"Trích lục bản đồ địa chính","IsDeleted":"False",
                           "MaThanhPhanHoSo":"TP05","DuongDanTaiTepTin":"https://dvc.example.vn/tep/trich-luc.pdf"}],
                         "DanhSachLePhi":[
                          {"TenPhiLePhi":"Lệ phí trước bạ","MaPhiLePhi":"TB-2026/0917","HinhThucThu":"TRUC_TUYEN","Gia":1250000,
                           "DaNop":"1","SoBienLai":"BL-000451","NgayNop":"20260911140000"}],
                         "DanhSachHoSoBoSung":[
                          {"HoSoBoSungId":"land-%9$d","NguoiYeuCauBoSung":"Khổng Đình Vượng",
                           "NoiDungBoSung":"Trích lục bản đồ không khớp diện tích","NgayBoSung":"20260911100000",
                           "DanhSachGiayToBoSung":[{"MaGiayTo":"TP05","TenGiayTo":"Trích lục bản đồ địa chính",
                            "LyDo":"Diện tích không khớp"}],
                           "NgayHenTraTruoc":"20260930170000"}],
                         "DanhSachGiayToKetQua":[
                          {"TenGiayTo":"Giấy chứng nhận quyền sử dụng đất","GiayToId":"CS 00451",
                           "DuongDanTepTinKetQua":"https://datdai.example.vn/kq/451.pdf"}]}
                        """,
                        code,
                        own,
                        person.name(),
                        person.cccd(),
                        person.phone(),
                        files.get(0).path("TepDinhKemId").asText(),
                        files.get(1).path("TepDinhKemId").asText(),
                        files.get(2).path("TepDinhKemId").asText(),
                        asked));
        assertThat(scene.sentToPortal(code)).as("the portal had it").doesNotContain("False");

        assertThat(registered.path("maThamChieu").asText()).isEqualTo(code);
        assertThat(registered.path("trangThai").asText()).isEqualTo("MOI_DANG_KY");
        assertThat(registered.path("kenh").asText()).isEqualTo("2");
        assertThat(registered.path("nguoiNhap").path("laCanBo").asBoolean(true)).isFalse();
        assertThat(registered.path("maThuTuc").asText()).isEqualTo("1.004227.000.00.00.H53");
        assertThat(registered.path("ngayNop").asText()).isEqualTo("2026-09-11T08:00:00+07:00");
        assertThatJson(registered.path("dacThu").path("thuaDat"))
                .isEqualTo("[{\"soTo\":\"34\",\"soThua\":\"12\",\"dienTich\":\"120,5\",\"maXa\":\"25525\"},"
                        + "{\"soTo\":\"7\",\"soThua\":\"301\",\"dienTich\":\"88\",\"maXa\":\"25522\"}]");
        assertThatJson(registered.path("chuHoSo"))
                .isEqualTo(Expected.json(
                        """
                        {"hoTen":"%s","loai":"CONG_DAN","cccd":"%s","ngaySinh":"17/04/1988","gioiTinh":"%s","dienThoai":"%s",
                         "email":"nguoidan@example.vn","diaChi":"%s","maXa":"%s"}
                        """,
                        person.name(),
                        person.cccd(),
                        person.gender(),
                        person.phone(),
                        person.address(),
                        person.wardCode()));
        JsonNode atCounter = oneStop.dossier(own).orElseThrow();
        assertThat(atCounter.path("trangThai").asText()).isEqualTo("DA_TRA");
        assertThat(atCounter.path("ngayHenTra").asText()).isEqualTo("2026-09-30T17:00:00+07:00");
        assertThatJson(request).isEqualTo(Expected.json("""
                        {"id":"land-%d","noiDung":"Trích lục bản đồ không khớp diện tích","han":"2026-09-18T17:00:00+07:00",
                         "giayTo":[{"ma":"TP05","ten":"Trích lục bản đồ địa chính","lyDo":"Diện tích không khớp"}]}
                        """, asked));
        assertThat(atCounter.path("thanhPhan"))
                .extracting(it -> it.path("url").asText())
                .containsExactly(
                        "https://dvc.example.vn/tep/don.pdf",
                        "https://dvc.example.vn/tep/gcn.pdf",
                        "https://dvc.example.vn/tep/trich-luc.pdf");
        assertThatJson(atCounter.path("lePhi"))
                .isEqualTo(
                        "[{\"ma\":\"TB-2026/0917\",\"ten\":\"Lệ phí trước bạ\",\"soTien\":1250000,\"daNop\":true,"
                                + "\"soBienLai\":\"BL-000451\",\"ngayNop\":\"2026-09-11T14:00:00+07:00\",\"hinhThuc\":\"TRUC_TUYEN\"}]");
        assertThatJson(atCounter.path("ketQua"))
                .isEqualTo(
                        "[{\"ma\":\"CS 00451\",\"ten\":\"Giấy chứng nhận quyền sử dụng đất\",\"soHieu\":\"CS 00451\","
                                + "\"url\":\"https://datdai.example.vn/kq/451.pdf\"}]");
        assertThat(scene.stepsToldToOneStop(own))
                .as("what land and the citizen said")
                .containsExactly(
                        "DANG_XU_LY",
                        "CHO_BO_SUNG",
                        "DANG_XU_LY",
                        "CHO_NOP_PHI",
                        "DANG_XU_LY",
                        "DANG_XU_LY",
                        "CO_KET_QUA");
        assertThat(oneStop.journal().entries("POST ho-so").stream()
                        .filter(call -> call.call().equals("POST ho-so")
                                && call.requestText().contains(code)))
                .hasSize(1);

        Node dossier = file(code).dossier();
        assertThat(dossier.get("SoBienNhan")).isEqualTo(code);
        assertThat(dossier.get("MaQuyTrinh")).isEqualTo("DD-BD-02");
        assertThat(dossier.get("NgayTiepNhan")).isEqualTo("2026-09-11T01:40:00");
        assertThat(dossier.get("NgayHenTra")).isEqualTo("2026-09-30T10:00:00");
        Node applicant = dossier.child("NguoiNop").orElseThrow();
        assertThat(List.of(
                        applicant.get("HoTen"),
                        applicant.get("SoGiayTo"),
                        applicant.get("NgaySinh"),
                        applicant.get("DienThoai"),
                        applicant.get("Email"),
                        applicant.get("DiaChi"),
                        applicant.get("MaXa")))
                .containsExactly(
                        person.name(),
                        person.cccd(),
                        "17/04/1988",
                        person.phone(),
                        "nguoidan@example.vn",
                        person.address(),
                        person.wardCode());
        assertThat(dossier.all("ThuaDat"))
                .extracting(it -> it.get("SoHieuBanDo") + "/" + it.get("SoThuTuThua") + " " + it.get("DienTich") + " "
                        + it.get("MaXa"))
                .containsExactly("34/12 120,5 25525", "7/301 88 25522");
        assertThat(dossier.all("GiayTo"))
                .extracting(it -> it.get("Ma") + " " + it.get("DuongDan"))
                .containsExactly("TP01 https://dvc.example.vn/tep/don.pdf", "TP02 https://dvc.example.vn/tep/gcn.pdf");
        assertThat(file(code).payments()).containsExactly(Map.entry("TB-2026/0917", "BL-000451"));
        assertThat(file(code).returnedOn()).isEqualTo("2026-09-14T03:00:00");
        assertThat(scene.callsToLand(code))
                .containsExactly("TiepNhanHoSo", "NhanBoSung", "XacNhanNopThue", "XacNhanTraKetQua");
        assertThat(land.logKinds(code))
                .containsExactly(
                        "TIEP_NHAN",
                        "CHUYEN_HO_SO",
                        "YEU_CAU_BO_SUNG",
                        "NHAN_BO_SUNG",
                        "KET_QUA_THUE",
                        "CHUYEN_HO_SO",
                        "KET_THUC");
        assertThat(scene.mail(code)).as("ui-v2 has no part in it").isEmpty();
        scene.nothingWentWrong(code);
    }

    LandFile file(String receipt) {
        return scene.sandbox.land().dossier(receipt).orElseThrow();
    }
}
