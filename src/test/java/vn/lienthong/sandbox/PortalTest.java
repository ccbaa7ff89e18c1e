package vn.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.portal.HubCall;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

class PortalTest {
    private static final Instant MORNING = Times.at("2026-09-10 08:00");
    private final People people = new People(2);
    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start(@TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.anywhere(folder).clock(SandboxClock.story(MORNING)));
        caller = new Caller(sandbox).withSession();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void anUnknownSessionIsMinusThreeAndAMissingDestinationIsRefused() {
        sandbox.portal().forgetSessions();
        assertThat(caller.portal("LayDanhSachTTHC", Json.object())
                        .path("error_code")
                        .asText())
                .isEqualTo("-3");
        JsonNode answer =
                Json.read(caller.post(sandbox.portal().url() + "/integration", "{\"service\":\"LayDanhSachTTHC\"}")
                        .body());
        assertThat(answer.path("message").asText()).contains("dstcode");
    }

    @Test
    void aNewDossierIsKnownAfterwardsAndAnUnknownOneCannotBeUpdated() {
        assertThat(rowCode(put("False", dossier("A", "1")), 0)).isEqualTo("0");
        assertThat(rowCode(put("False", dossier("A", "1")), 0)).isEqualTo("1");
        assertThat(rowCode(put("True", dossier("B", "1")), 0)).isEqualTo("-1");
        assertThat(sandbox.portal().codes()).containsExactly("A");
    }

    @Test
    void eachStatusHasItsRefusalReadOnTheMergedDossier() {
        put("False", dossier("A", "1"));
        assertThat(message(put("True", dossier("A", "2")))).contains("NgayTiepNhan");
        ObjectNode accepted = dossier("A", "2").put("NgayTiepNhan", "20260910090000");
        assertThat(rowCode(put("True", accepted), 0)).isEqualTo("0");
        assertThat(message(put("True", dossier("A", "5")))).contains("DanhSachHoSoBoSung");
        assertThat(message(put("True", dossier("A", "6")))).contains("DanhSachLePhi");
        assertThat(message(put("True", dossier("A", "8")))).contains("GhiChu");
        assertThat(rowCode(put("True", dossier("A", "4")), 0)).isEqualTo("0");
        ObjectNode asked = dossier("A", "5");
        asked.putArray("DanhSachHoSoBoSung")
                .addObject()
                .put("HoSoBoSungId", "BS1")
                .put("NoiDungBoSung", "Thiếu giấy")
                .putArray("DanhSachGiayToBoSung")
                .addObject()
                .put("TenGiayTo", "Sổ BHXH");
        assertThat(rowCode(put("True", asked), 0)).isEqualTo("0");
    }

    @Test
    void listsMergeByTheirIdsAndAPaidFeeEndsStatusSix() {
        put("False", dossier("A", "1"));
        ObjectNode due = dossier("A", "6").put("NgayTiepNhan", "20260910090000");
        due.putArray("DanhSachLePhi")
                .addObject()
                .put("MaPhiLePhi", "T1")
                .put("Gia", 1_250_000)
                .put("DaNop", "0");
        assertThat(rowCode(put("True", due), 0)).isEqualTo("0");
        ObjectNode paid = dossier("A", "6");
        paid.putArray("DanhSachLePhi")
                .addObject()
                .put("MaPhiLePhi", "T1")
                .put("DaNop", "1")
                .put("SoBienLai", "BL1");
        assertThat(message(put("True", paid))).contains("DanhSachLePhi");
        assertThat(rowCode(put("True", paid.put("TrangThaiHoSo", "4")), 0)).isEqualTo("0");
        JsonNode fee = sandbox.portal().fees("A").get(0);
        assertThat(fee.path("Gia").asInt()).isEqualTo(1_250_000);
        assertThat(fee.path("SoBienLai").asText()).isEqualTo("BL1");
    }

    @Test
    void everyWrongFieldOfARowIsNamedAndOtherRowsGoOn() {
        ObjectNode wrong = dossier("B", "4")
                .put("KenhThucHien", 1)
                .put("NgayNopHoSo", "2026-09-10")
                .put("Lạ", "x");
        wrong.put("TrichYeuHoSo", "x".repeat(1001)).put("MaTTHC", "9.999999");
        wrong.putArray("DinhDanhCHS").addObject().put("LoaiDinhDanh", "1").put("SoDinhDanh", "07201234567");
        JsonNode answer = put("False", dossier("A", "1"), wrong);
        assertThat(answer.path("error_code").asInt()).isEqualTo(-1);
        assertThat(rowCode(answer, 0)).isEqualTo("0");
        assertThat(answer.path("result").get(1).path("message").asText())
                .contains("KenhThucHien", "NgayNopHoSo", "Lạ", "TrichYeuHoSo", "MaTTHC", "DinhDanhCHS[0].SoDinhDanh");
    }

    @Test
    void moreThanFiftyRowsAreRefusedWhole() {
        ObjectNode[] many = new ObjectNode[51];
        for (int i = 0; i < many.length; i++) {
            many[i] = dossier("D" + i, "1");
        }
        assertThat(put("False", many).path("error_code").asInt()).isEqualTo(-1);
        assertThat(sandbox.portal().size()).isZero();
    }

    @Test
    void aLineNeedsItsDossierAndIsAppendedOnce() {
        assertThat(rowCode(lines(line("A", "4")), 0)).isEqualTo("-1");
        put("False", dossier("A", "1"));
        assertThat(rowCode(lines(line("A", "4")), 0)).isEqualTo("0");
        assertThat(rowCode(lines(line("A", "4")), 0)).isEqualTo("1");
        assertThat(rowCode(lines(line("A", "4").put("NguoiXuLy", "N".repeat(51))), 0))
                .isEqualTo("-1");
        assertThat(sandbox.portal().lineStatuses("A")).containsExactly("4");
    }

    @Test
    void rowsCanBeAnsweredInAMixOnDemand() {
        sandbox.portal().faults().next("DongBoHoSoMC", Fault.rowCodes(0, 3, -1));
        JsonNode answer = put("False", dossier("A", "1"), dossier("B", "1"), dossier("C", "1"), dossier("D", "1"));
        assertThat(answer.path("result").findValuesAsText("error_code")).containsExactly("0", "3", "-1", "0");
        assertThat(sandbox.portal().codes()).containsExactlyInAnyOrder("A", "D");
    }

    @Test
    void dossiersAreListedByTimeOfUpdate() {
        put("False", dossier("A", "1"), dossier("B", "1"), dossier("C", "1"));
        put("True", dossier("A", "7"));
        ObjectNode question = Json.object().put("tungay", "20260910000000").put("denngay", "20260911000000");
        JsonNode page =
                caller.portal("LayDanhSachHoSo", question.put("trang", 2).put("kichthuoc", 2));
        assertThat(page.path("result").findValuesAsText("MaHoSo")).containsExactly("A");
        assertThat(page.path("result").findValuesAsText("TrangThaiHoSo")).containsExactly("7");
    }

    @Test
    void aCallToTheHubIsRepeatedUntilItIsReceivedAndGivenUpAfterThreeRefusals() throws IOException {
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of("-1", "busy", "0", "-1", "-1", "-1"));
        HttpServer hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/VXPAdapter/RestService/forward/", exchange -> {
            byte[] answer =
                    ("{\"error_code\":\"" + answers.poll() + "\",\"message\":\"m\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        hub.start();
        try {
            sandbox.portal().repeatsAfter(Duration.ofMillis(5));
            sandbox.hub("http://127.0.0.1:" + hub.getAddress().getPort());
            String code = sandbox.portal().file(OnlineDossier.land(people.next(), MORNING, people.parcel()));
            HubCall filed = sandbox.portal().calls().get(0);
            await().until(() -> filed.state() == HubCall.State.RECEIVED);
            assertThat(filed.answers()).hasSize(3);
            assertThat(filed.body().path("ChuHoSoChiTiet").path("MaXa").asText())
                    .hasSize(5);
            HubCall withdrawn = sandbox.portal().withdraw(code, MORNING.plusSeconds(60), "Đổi ý");
            await().until(() -> withdrawn.state() == HubCall.State.GIVEN_UP);
            assertThat(sandbox.portal().status(code)).isEqualTo("1");
        } finally {
            hub.stop(0);
        }
    }

    private JsonNode put(String updating, ObjectNode... dossiers) {
        ObjectNode body = Json.object().put("isUpdating", updating);
        body.putArray("data").addAll(List.of(dossiers));
        return caller.portal("DongBoHoSoMC", body);
    }

    private JsonNode lines(ObjectNode... lines) {
        ObjectNode body = Json.object();
        body.putArray("data").addAll(List.of(lines));
        return caller.portal("CapNhatTienDoHoSoMC", body);
    }

    private static String rowCode(JsonNode answer, int row) {
        return answer.path("result").path(row).path("error_code").asText();
    }

    private static String message(JsonNode answer) {
        assertThat(rowCode(answer, 0)).isEqualTo("-1");
        return answer.path("result").get(0).path("message").asText();
    }

    private static ObjectNode dossier(String code, String status) {
        return Json.object()
                .put("MaHoSo", code)
                .put("MaTTHC", "1.004227")
                .put("TenTTHC", "Đăng ký biến động quyền sử dụng đất")
                .put("KenhThucHien", "1")
                .put("ChuHoSo", "Khổng Văn Đễ")
                .put("LoaiDoiTuong", "1")
                .put("TrangThaiHoSo", status)
                .put("DonViXuLy", "H53.20");
    }

    private static ObjectNode line(String code, String status) {
        return Json.object()
                .put("MaHoSo", code)
                .put("NguoiXuLy", "Ấu Thị Lụa")
                .put("ThoiDiemXuLy", "20260910101500")
                .put("NoiDungXuLy", "Đang xử lý")
                .put("TrangThai", status);
    }
}
