package vn.lienthong.sandbox.onestop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Parcel;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Procedure;
import vn.lienthong.sandbox.world.Times;

/** What a clerk types at the counter; everything can be overwritten with {@link #with}, also with something wrong. */
public final class OneStopDossier {
    private final ObjectNode json = Json.object();

    private OneStopDossier() {}

    public static OneStopDossier of(Procedure procedure, Person person, Instant filedAt) {
        OneStopDossier dossier = new OneStopDossier();
        dossier.json
                .put("maThuTuc", procedure.oneStopCode())
                .put("tenThuTuc", procedure.name())
                .put("maDonVi", "H53.14")
                .put("tenDonVi", "Trung tâm Dịch vụ việc làm")
                .put("cap", "TINH")
                .put("kenh", "1");
        dossier.json.putObject("nguoiNhap").put("ten", "Nguyễn Thị Một Cửa").put("laCanBo", true);
        dossier.json.set("chuHoSo", applicant(person));
        dossier.json
                .put("ngayNop", Times.offset(filedAt))
                .putNull("ngayTiepNhan")
                .putNull("ngayHenTra")
                .put("trangThai", "MOI_DANG_KY")
                .put("traQua", "QUAY");
        dossier.json.putArray("thanhPhan");
        dossier.json.putNull("boSung");
        dossier.json.putArray("lePhi");
        dossier.json.putArray("ketQua");
        dossier.json.putObject("dacThu");
        return dossier;
    }

    /** An unemployment claim. */
    public static OneStopDossier claim(Person person, Instant filedAt) {
        OneStopDossier dossier = of(Procedure.newClaim(), person, filedAt);
        return dossier.special(special -> special.put("soSoBhxh", person.socialBook())
                        .put(
                                "ngayNghiViec",
                                Times.day(LocalDate.ofInstant(filedAt, Times.VIETNAM)
                                        .minusDays(20)))
                        .put("hinhThucNhanTien", "TAI_KHOAN")
                        .put("soThangDong", 26))
                .paper(Paper.of("TP01", "Đề nghị hưởng trợ cấp thất nghiệp")
                        .at("https://motcua.example.vn/tep/tp01.pdf"))
                .paper(Paper.of("TP02", "Sổ bảo hiểm xã hội").at("https://motcua.example.vn/tep/tp02.pdf"));
    }

    /** A land dossier handed in at the counter. */
    public static OneStopDossier land(Person person, Instant filedAt, Parcel... parcels) {
        OneStopDossier dossier = of(Procedure.landChange(), person, filedAt)
                .with("maDonVi", "H53.20")
                .with("tenDonVi", "Văn phòng Đăng ký đất đai")
                .paper(Paper.of("TP01", "Đơn đăng ký biến động đất đai").at("https://motcua.example.vn/tep/don.pdf"));
        return dossier.special(special -> {
            ArrayNode plots = special.putArray("thuaDat");
            for (Parcel parcel : parcels) {
                plots.addObject()
                        .put("soTo", parcel.sheet())
                        .put("soThua", parcel.plot())
                        .put("dienTich", parcel.area().replace('.', ','))
                        .put("maXa", parcel.wardCode());
            }
        });
    }

    /** A building permit filed through the post, whose result comes back by post. */
    public static OneStopDossier permitByPost(Person person, Instant filedAt) {
        return of(Procedure.permit(), person, filedAt)
                .with("maDonVi", "H53.08")
                .with("tenDonVi", "Sở Xây dựng")
                .with("kenh", "3")
                .with("traQua", "BUU_DIEN")
                .paper(Paper.of("TP01", "Đơn đề nghị cấp giấy phép xây dựng")
                        .at("https://motcua.example.vn/tep/don-xd.pdf"));
    }

    /** For composing other shapes: the whole object as it will be stored. */
    public OneStopDossier change(Consumer<ObjectNode> change) {
        change.accept(json);
        return this;
    }

    public OneStopDossier with(String field, String value) {
        json.put(field, value);
        return this;
    }

    public OneStopDossier applicantWith(String field, String value) {
        ((ObjectNode) json.get("chuHoSo")).put(field, value);
        return this;
    }

    public OneStopDossier special(Consumer<ObjectNode> change) {
        change.accept((ObjectNode) json.get("dacThu"));
        return this;
    }

    public OneStopDossier paper(Paper paper) {
        ((ArrayNode) json.get("thanhPhan"))
                .addObject()
                .put("ma", paper.code())
                .put("ten", paper.name())
                .put("url", paper.url())
                .put("sha256", paper.sha256())
                .put("soHoa", paper.url() != null);
        return this;
    }

    ObjectNode json() {
        return json.deepCopy();
    }

    private static ObjectNode applicant(Person person) {
        return Json.object()
                .put("hoTen", person.name())
                .put("loai", "CONG_DAN")
                .put("cccd", person.cccd())
                .putNull("cmnd")
                .putNull("maSoThue")
                .put("ngaySinh", Times.day(person.bornOn()))
                .put("gioiTinh", String.valueOf(person.gender()))
                .put("dienThoai", person.phone())
                .put("email", person.email())
                .put("diaChi", person.address())
                .put("maXa", person.wardCode());
    }
}
