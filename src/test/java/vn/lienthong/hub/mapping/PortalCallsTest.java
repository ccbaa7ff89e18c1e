package vn.lienthong.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** What the portal may send to the hub, by the schemas of its pack: every fault in one answer, nothing refused that may be. */
class PortalCallsTest {
    private static final Path ROOT = Path.of("mappings");
    private static final Path EXAMPLES = ROOT.resolve("portal/examples");
    private static final SystemId PORTAL = new SystemId("portal");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsltMappings MAPPINGS =
            new JsltMappings(ROOT, ExampleSystems.in(Path.of(".")), new CsvProcedures(ROOT));

    static Stream<Path> calls() throws IOException {
        return Files.walk(EXAMPLES)
                .filter(file -> file.getFileName().toString().startsWith("from."))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyExampleIsWellFormed(Path call) throws IOException {
        String service = call.getFileName().toString().split("\\.")[1];

        assertThat(MAPPINGS.inbound(PORTAL, service, JSON.readTree(call.toFile())))
                .as("%s", call)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nhanhsdvcqg   | /MaGiaoDich /ThoiDiem /MaHoSo /MaTTHC /TenTTHC /KenhThucHien /ChuHoSo /LoaiDoiTuong /TrangThaiHoSo /DonViXuLy",
                "nhanbosung    | /MaGiaoDich /ThoiDiem /MaHoSo /HoSoBoSungId /TaiLieuNop",
                "nhanruthoso   | /MaGiaoDich /ThoiDiem /MaHoSo /LyDo",
                "nhanthanhtoan | /MaGiaoDich /ThoiDiem /MaHoSo /MaPhiLePhi /SoTien /SoBienLai /NgayNop"
            })
    void everyMissingFieldIsNamed(String service, String paths) {
        assertThat(MAPPINGS.inbound(PORTAL, service, JSON.createObjectNode()))
                .extracting(Violation::path)
                .containsExactlyInAnyOrder(paths.split(" "));
    }

    @Test
    void everyMalformedFieldOfAFilingIsNamed() throws IOException {
        ObjectNode call = filing();
        call.put("ThoiDiem", "2023-08-11");
        call.put("MaHoSo", "không có mã");
        call.put("KenhThucHien", "4");
        call.put("LoaiDoiTuong", 1);
        call.put("TrangThaiHoSo", "2");
        call.put("NgayNopHoSo", "20230230000000");
        call.put("TrichYeuHoSo", "a".repeat(1001));
        call.put("DonViXuLy", "H".repeat(36));
        ((ObjectNode) call.at("/DinhDanhCHS/0")).put("SoDinhDanh", "07217500045");
        ((ObjectNode) call.at("/DinhDanhCHS/1")).put("SoDinhDanh", "072175000456");
        ((ObjectNode) call.at("/TaiLieuNop/0")).put("TenTepDinhKem", "a".repeat(4001));
        ((ObjectNode) call.at("/TaiLieuNop/1")).put("DuongDanTaiTepTin", "C:\\ban-ve.pdf");
        ((ObjectNode) call.at("/ChuHoSoChiTiet")).put("NgaySinh", "31/02/1980");
        ((ObjectNode) call.at("/DuLieuDacThu")).put("soSoBhxh", "12");

        assertThat(paths("nhanhsdvcqg", call))
                .containsExactlyInAnyOrder(
                        "/ThoiDiem",
                        "/MaHoSo",
                        "/KenhThucHien",
                        "/LoaiDoiTuong",
                        "/TrangThaiHoSo",
                        "/NgayNopHoSo",
                        "/TrichYeuHoSo",
                        "/DonViXuLy",
                        "/DinhDanhCHS/0/SoDinhDanh",
                        "/DinhDanhCHS/1/SoDinhDanh",
                        "/TaiLieuNop/0/TenTepDinhKem",
                        "/TaiLieuNop/1/DuongDanTaiTepTin",
                        "/ChuHoSoChiTiet/NgaySinh",
                        "/DuLieuDacThu/soSoBhxh");
    }

    @Test
    void nothingSaidAndUnknownFieldsAreNoFaults() throws IOException {
        ObjectNode call = filing();
        List.of("Email", "SoDienThoai", "NgayTiepNhan", "NgayHenTra", "HinhThuc")
                .forEach(field -> call.put(field, ""));
        List.of("DinhDanhCHS", "TaiLieuNop", "DanhSachLePhi", "DuLieuDacThu", "ChuHoSoChiTiet", "NguoiNhap", "GhiChu")
                .forEach(call::putNull);
        call.put("TruongMoi", 1);

        assertThat(paths("nhanhsdvcqg", call)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "000.17.22.H56-210531-0001, true",
        "H53.14-230810-0012, true",
        "G09.20-20260609-0092637, true",
        "G09.20-20260609, false",
        "H53.14 230810 0012, false"
    })
    void aFilingBringsADossierCode(String code, boolean good) throws IOException {
        assertThat(paths("nhanhsdvcqg", filing().put("MaHoSo", code)).isEmpty()).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"1250000, true", "1.250.000, true", "1250000.5, false", "-1, false", "nhiều, false"})
    void anAmountIsWholeDong(String amount, boolean good) throws IOException {
        ObjectNode call = (ObjectNode) JSON.readTree(
                EXAMPLES.resolve("fee-paid/from.nhanthanhtoan.json").toFile());

        assertThat(paths("nhanthanhtoan", call.put("SoTien", amount)).isEmpty()).isEqualTo(good);
    }

    private static ObjectNode filing() throws IOException {
        return (ObjectNode) JSON.readTree(
                EXAMPLES.resolve("filed-online/from.nhanhsdvcqg.json").toFile());
    }

    private static List<String> paths(String service, JsonNode call) {
        return MAPPINGS.inbound(PORTAL, service, call).stream()
                .map(Violation::path)
                .toList();
    }
}
