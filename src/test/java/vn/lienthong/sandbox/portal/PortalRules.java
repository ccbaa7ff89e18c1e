package vn.lienthong.sandbox.portal;

import static vn.lienthong.sandbox.wire.Fields.Need.MAY;
import static vn.lienthong.sandbox.wire.Fields.Need.MUST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import vn.lienthong.sandbox.wire.Fields;
import vn.lienthong.sandbox.wire.Fields.Wrong;
import vn.lienthong.sandbox.world.Procedure;

/**
 * What the portal refuses: fields by type and length on the row as sent, the status rules on the dossier as merged.
 */
final class PortalRules {
    private static final String[] STATUSES = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
    private static final Set<String> NEED_ACCEPTED_AT = Set.of("2", "4", "5", "6", "8", "9", "10");
    private static final Pattern AGENCY = Pattern.compile("\\S{1,35}");

    private PortalRules() {}

    static List<Wrong> wrongsOfDossier(ObjectNode dossier) {
        List<Wrong> wrongs = new ArrayList<>();
        describe(new Fields(dossier, "", wrongs), dossier).nothingElse();
        String procedure = dossier.path("MaTTHC").asText("");
        if (!procedure.isBlank() && Procedure.national(procedure).isEmpty()) {
            wrongs.add(new Wrong("MaTTHC", "không có trong danh mục"));
        }
        return wrongs;
    }

    private static Fields describe(Fields fields, ObjectNode dossier) {
        identities(dossier, fields);
        return fields.text("MaHoSo", MUST)
                .text("MaTTHC", MUST)
                .text("TenTTHC", MUST)
                .text("MaLinhVuc", MAY)
                .text("TenLinhVuc", MAY)
                .oneOf("KenhThucHien", MUST, "1", "2", "3")
                .text("SoBienNhan", MAY)
                .text("ChuHoSo", MUST)
                .oneOf("LoaiDoiTuong", MUST, "1", "2", "3", "4")
                .text("Email", MAY)
                .text("SoDienThoai", MAY)
                .text("TrichYeuHoSo", MAY, 1000)
                .fourteen("NgayNopHoSo", MAY)
                .fourteen("NgayTiepNhan", MAY)
                .fourteen("NgayHenTra", MAY)
                .fourteen("NgayTra", MAY)
                .fourteen("NgayKetThucXuLy", MAY)
                .fourteen("NgayTuChoi", MAY)
                .oneOf("TrangThaiHoSo", MUST, STATUSES)
                .oneOf("HinhThuc", MAY, "0", "1")
                .matches("DonViXuLy", MUST, AGENCY, "mã cơ quan tối đa 35 ký tự")
                .text("GhiChu", MAY)
                .list("TaiLieuNop", MAY, PortalRules::attachment)
                .list("DanhSachLePhi", MAY, fee -> fee.text("MaPhiLePhi", MUST)
                        .text("TenPhiLePhi", MAY)
                        .text("HinhThucThu", MAY)
                        .whole("Gia", MAY)
                        .text("LoaiPhiLePhi", MAY)
                        .oneOf("DaNop", MAY, "0", "1")
                        .text("SoBienLai", MAY)
                        .fourteen("NgayNop", MAY)
                        .nothingElse())
                .list("DanhSachHoSoBoSung", MAY, request -> request.text("HoSoBoSungId", MUST)
                        .text("NguoiYeuCauBoSung", MAY)
                        .text("NoiDungBoSung", MAY)
                        .fourteen("NgayBoSung", MAY)
                        .list("DanhSachGiayToBoSung", MAY, paper -> paper.text("MaGiayTo", MAY)
                                .text("TenGiayTo", MAY)
                                .text("LyDo", MAY)
                                .nothingElse())
                        .fourteen("NgayHenTraTruoc", MAY)
                        .fourteen("NgayHenTraMoi", MAY)
                        .nothingElse())
                .list("DanhSachGiayToKetQua", MAY, result -> result.text("GiayToId", MUST)
                        .text("TenGiayTo", MAY)
                        .text("MaThanhPhanHoSo", MAY)
                        .url("DuongDanTepTinKetQua", MAY)
                        .nothingElse());
    }

    static void attachment(Fields file) {
        file.text("TepDinhKemId", MUST)
                .text("TenTepDinhKem", MAY, 4000)
                .oneOf("IsDeleted", MAY, "True", "False")
                .text("MaThanhPhanHoSo", MAY)
                .url("DuongDanTaiTepTin", MAY)
                .nothingElse();
    }

    private static void identities(ObjectNode dossier, Fields fields) {
        fields.list("DinhDanhCHS", MAY, identity -> {
            identity.oneOf("LoaiDinhDanh", MUST, "1", "2");
            identity.text("SoDinhDanh", MUST).nothingElse();
        });
        JsonNode list = dossier.path("DinhDanhCHS");
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof ObjectNode identity) {
                boolean card = "1".equals(identity.path("LoaiDinhDanh").asText());
                Pattern digits = Pattern.compile(card ? "\\d{12}" : "\\d{9}");
                fields.object("DinhDanhCHS", identity, i)
                        .matches("SoDinhDanh", MAY, digits, card ? "12 chữ số" : "9 chữ số");
            }
        }
    }

    /** The rules of a status, read on the dossier as it would stand. */
    static List<Wrong> wrongsOfMerged(ObjectNode merged) {
        List<Wrong> wrongs = new ArrayList<>();
        String status = merged.path("TrangThaiHoSo").asText();
        if (status.equals("5") && !namesAPaper(merged.path("DanhSachHoSoBoSung"))) {
            wrongs.add(new Wrong("DanhSachHoSoBoSung", "trạng thái 5 phải nêu giấy tờ và lý do"));
        }
        if (status.equals("6") && !hasUnpaidFee(merged.path("DanhSachLePhi"))) {
            wrongs.add(new Wrong("DanhSachLePhi", "trạng thái 6 phải có khoản chưa nộp"));
        }
        if ((status.equals("3") || status.equals("8")) && blank(merged, "GhiChu")) {
            wrongs.add(new Wrong("GhiChu", "trạng thái " + status + " phải có lý do"));
        }
        if (NEED_ACCEPTED_AT.contains(status) && blank(merged, "NgayTiepNhan")) {
            wrongs.add(new Wrong("NgayTiepNhan", "trạng thái " + status + " phải có ngày tiếp nhận"));
        }
        return wrongs;
    }

    static List<Wrong> wrongsOfLine(ObjectNode line) {
        List<Wrong> wrongs = new ArrayList<>();
        new Fields(line, "", wrongs)
                .text("MaHoSo", MUST)
                .text("NguoiXuLy", MUST, 50)
                .text("ChucDanh", MAY)
                .fourteen("ThoiDiemXuLy", MUST)
                .text("PhongBanXuLy", MAY)
                .text("NoiDungXuLy", MUST)
                .oneOf("TrangThai", MUST, STATUSES)
                .fourteen("NgayBatDau", MAY)
                .fourteen("NgayKetThucTheoQuyDinh", MAY)
                .nothingElse();
        return wrongs;
    }

    private static boolean namesAPaper(JsonNode requests) {
        for (JsonNode request : requests) {
            boolean reason = !blank(request, "NoiDungBoSung");
            for (JsonNode paper : request.path("DanhSachGiayToBoSung")) {
                boolean named = !blank(paper, "TenGiayTo") || !blank(paper, "MaGiayTo");
                if (named && (reason || !blank(paper, "LyDo"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasUnpaidFee(JsonNode fees) {
        for (JsonNode fee : fees) {
            if (!"1".equals(fee.path("DaNop").asText("0"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean blank(JsonNode node, String name) {
        return node.path(name).asText("").isBlank();
    }
}
