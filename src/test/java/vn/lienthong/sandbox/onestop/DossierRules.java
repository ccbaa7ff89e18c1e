package vn.lienthong.sandbox.onestop;

import static vn.lienthong.sandbox.wire.Fields.Need.MAY;
import static vn.lienthong.sandbox.wire.Fields.Need.MUST;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import vn.lienthong.sandbox.wire.Fields;
import vn.lienthong.sandbox.wire.Fields.Need;
import vn.lienthong.sandbox.wire.Fields.Wrong;
import vn.lienthong.sandbox.wire.Json;

/** What the one-stop accepts from outside; its own clerks may type anything. */
final class DossierRules {
    private static final Pattern TWELVE = Pattern.compile("\\d{12}");
    private static final Pattern NINE = Pattern.compile("\\d{9}");
    private static final Pattern TEN = Pattern.compile("\\d{10}");
    private static final Pattern WARD = Pattern.compile("\\d{5}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String[] STATUSES =
            Arrays.stream(OneStopStatus.values()).map(Enum::name).toArray(String[]::new);

    private DossierRules() {}

    static List<Wrong> wrongsOfDossier(ObjectNode dossier) {
        List<Wrong> wrongs = new ArrayList<>();
        Fields fields = new Fields(dossier, "", wrongs)
                .text("maThamChieu", MUST)
                .text("maThuTuc", MUST)
                .oneOf("kenh", MUST, "1", "2", "3")
                .object("chuHoSo", MUST, DossierRules::applicant)
                .instant("ngayNop", MUST)
                .text("tenThuTuc", MAY)
                .text("maDonVi", MAY, 35)
                .text("tenDonVi", MAY)
                .oneOf("cap", MAY, "TINH", "HUYEN", "XA")
                .object("nguoiNhap", MAY, typist -> typist.text("ten", MAY)
                        .bool("laCanBo", MAY)
                        .nothingElse())
                .instant("ngayTiepNhan", MAY)
                .instant("ngayHenTra", MAY)
                .oneOf("trangThai", MAY, STATUSES)
                .object("buoc", MAY, step -> step.instant("thoiDiem", MAY)
                        .text("nguoiXuLy", MAY)
                        .text("chucDanh", MAY)
                        .text("phongBan", MAY)
                        .text("noiDung", MAY)
                        .nothingElse())
                .oneOf("traQua", MAY, "QUAY", "BUU_DIEN")
                .object("dacThu", MAY, DossierRules::special);
        lists(fields);
        fields.nothingElse();
        return wrongs;
    }

    static List<Wrong> wrongsOfStep(ObjectNode step) {
        List<Wrong> wrongs = new ArrayList<>();
        Fields fields = new Fields(step, "", wrongs)
                .oneOf("trangThai", MUST, STATUSES)
                .instant("thoiDiem", MUST)
                .text("nguoiXuLy", MAY)
                .text("chucDanh", MAY)
                .text("phongBan", MAY)
                .text("noiDung", MAY)
                .instant("ngayHenTra", MAY);
        lists(fields);
        fields.nothingElse();
        return wrongs;
    }

    static ObjectNode told(List<Wrong> wrongs) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("loi");
        wrongs.forEach(wrong -> list.addObject().put("truong", wrong.field()).put("noiDung", wrong.text()));
        return answer;
    }

    private static void lists(Fields fields) {
        fields.list("thanhPhan", MAY, paper -> paper.text("ma", MUST)
                        .text("ten", MAY)
                        .url("url", MAY)
                        .matches("sha256", MAY, SHA256, "SHA-256 hệ 16")
                        .bool("soHoa", MAY)
                        .nothingElse())
                .object("boSung", MAY, request -> request.text("id", MUST)
                        .text("noiDung", MAY)
                        .instant("han", MAY)
                        .list("giayTo", MAY, paper -> paper.text("ma", MUST)
                                .text("ten", MAY)
                                .text("lyDo", MAY)
                                .nothingElse())
                        .nothingElse())
                .list("lePhi", MAY, fee -> fee.text("ma", MUST)
                        .text("ten", MAY)
                        .whole("soTien", MAY)
                        .bool("daNop", MAY)
                        .text("soBienLai", MAY)
                        .instant("ngayNop", MAY)
                        .text("hinhThuc", MAY)
                        .nothingElse())
                .list("ketQua", MAY, result -> result.text("ma", MUST)
                        .text("ten", MAY)
                        .text("soHieu", MAY)
                        .url("url", MAY)
                        .nothingElse());
    }

    private static void applicant(Fields person) {
        person.text("hoTen", MUST)
                .oneOf("loai", MAY, "CONG_DAN", "DOANH_NGHIEP", "CO_QUAN", "KHAC")
                .matches("cccd", MAY, TWELVE, "12 chữ số")
                .matches("cmnd", MAY, NINE, "9 chữ số")
                .text("maSoThue", MAY)
                .dayOrYear("ngaySinh", MAY)
                .oneOf("gioiTinh", MAY, "1", "2", "3")
                .text("dienThoai", MAY)
                .text("email", MAY)
                .text("diaChi", MAY)
                .matches("maXa", MAY, WARD, "5 chữ số")
                .nothingElse();
    }

    private static void special(Fields special) {
        special.matches("soSoBhxh", MAY, TEN, "10 chữ số")
                .day("ngayNghiViec", MAY)
                .oneOf("hinhThucNhanTien", MAY, "TIEN_MAT", "TAI_KHOAN")
                .whole("soThangDong", MAY)
                .list("thuaDat", Need.MAY, plot -> plot.text("soTo", MUST)
                        .text("soThua", MUST)
                        .matches("dienTich", MAY, Pattern.compile("\\d+(,\\d+)?"), "số có dấu phẩy thập phân")
                        .matches("maXa", MAY, WARD, "5 chữ số")
                        .nothingElse())
                .nothingElse();
    }
}
