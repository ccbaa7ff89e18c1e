package vn.lienthong.sandbox.portal;

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

/** What a citizen files at the portal. */
public final class OnlineDossier {
    private final Instant filedAt;
    private final ObjectNode dossier = Json.object();
    private final ObjectNode special = Json.object();
    private final ObjectNode details = Json.object();
    private ObjectNode typist;

    private OnlineDossier(Instant filedAt) {
        this.filedAt = filedAt;
    }

    public static OnlineDossier of(Procedure procedure, Person person, Instant filedAt) {
        OnlineDossier online = new OnlineDossier(filedAt);
        online.dossier
                .put("MaTTHC", procedure.nationalCode())
                .put("TenTTHC", procedure.name())
                .put("MaLinhVuc", procedure.fieldCode())
                .put("TenLinhVuc", procedure.fieldName())
                .put("KenhThucHien", "2")
                .put("ChuHoSo", person.name())
                .put("LoaiDoiTuong", "1")
                .put("SoDienThoai", person.phone())
                .put("NgayNopHoSo", Times.fourteen(filedAt))
                .put("TrangThaiHoSo", "1")
                .put("HinhThuc", "0")
                .put("DonViXuLy", procedure.system().equals("land") ? "H53.20" : "H53.14");
        if (person.email() != null) {
            online.dossier.put("Email", person.email());
        }
        online.dossier
                .putArray("DinhDanhCHS")
                .addObject()
                .put("LoaiDinhDanh", "1")
                .put("SoDinhDanh", person.cccd());
        online.details
                .put("NgaySinh", Times.day(person.bornOn()))
                .put("GioiTinh", String.valueOf(person.gender()))
                .put("DiaChi", person.address())
                .put("MaXa", person.wardCode());
        return online;
    }

    /** A change of land registration with its parcels. */
    public static OnlineDossier land(Person person, Instant filedAt, Parcel... parcels) {
        OnlineDossier online = of(Procedure.landChange(), person, filedAt)
                .paper(Paper.of("TP01", "Đơn đăng ký biến động đất đai").at("https://dvc.example.vn/tep/don.pdf"))
                .paper(Paper.of("TP02", "Giấy chứng nhận đã cấp").at("https://dvc.example.vn/tep/gcn.pdf"));
        return online.special(special -> {
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

    /** An unemployment claim filed online. */
    public static OnlineDossier claim(Person person, Instant filedAt) {
        return of(Procedure.newClaim(), person, filedAt)
                .paper(Paper.of("TP01", "Đề nghị hưởng trợ cấp thất nghiệp")
                        .at("https://dvc.example.vn/tep/de-nghi.pdf"))
                .special(special -> special.put("soSoBhxh", person.socialBook())
                        .put(
                                "ngayNghiViec",
                                Times.day(LocalDate.ofInstant(filedAt, Times.VIETNAM)
                                        .minusDays(15)))
                        .put("hinhThucNhanTien", "TAI_KHOAN")
                        .put("soThangDong", 31));
    }

    /** An official typed it for the citizen. */
    public OnlineDossier typedBy(String official) {
        typist = Json.object().put("LaCanBo", "True").put("Ten", official);
        return this;
    }

    public OnlineDossier with(String field, String value) {
        dossier.put(field, value);
        return this;
    }

    public OnlineDossier change(Consumer<ObjectNode> change) {
        change.accept(dossier);
        return this;
    }

    public OnlineDossier special(Consumer<ObjectNode> change) {
        change.accept(special);
        return this;
    }

    public OnlineDossier details(Consumer<ObjectNode> change) {
        change.accept(details);
        return this;
    }

    public OnlineDossier paper(Paper paper) {
        dossier.withArray("TaiLieuNop").add(attachment(paper));
        return this;
    }

    static ObjectNode attachment(Paper paper) {
        return Json.object()
                .put(
                        "TepDinhKemId",
                        paper.code() + "-" + Integer.toHexString(paper.url().hashCode()))
                .put("TenTepDinhKem", paper.name())
                .put("IsDeleted", "False")
                .put("MaThanhPhanHoSo", paper.code())
                .put("DuongDanTaiTepTin", paper.url());
    }

    Instant filedAt() {
        return filedAt;
    }

    /** The dossier alone, as the portal holds it. */
    ObjectNode dossier() {
        return dossier.deepCopy();
    }

    /** What the hub is told beside the dossier's own fields. */
    ObjectNode rest() {
        ObjectNode rest = Json.object();
        rest.set("DuLieuDacThu", special.deepCopy());
        rest.set("ChuHoSoChiTiet", details.deepCopy());
        rest.set(
                "NguoiNhap",
                typist == null
                        ? Json.object()
                                .put("LaCanBo", "False")
                                .put("Ten", dossier.path("ChuHoSo").asText())
                        : typist.deepCopy());
        return rest;
    }
}
