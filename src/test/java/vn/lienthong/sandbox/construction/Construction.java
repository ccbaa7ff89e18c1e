package vn.lienthong.sandbox.construction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.lienthong.sandbox.wire.Faults;
import vn.lienthong.sandbox.wire.HttpFace;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Procedure;
import vn.lienthong.sandbox.world.Result;
import vn.lienthong.sandbox.world.SandboxClock;

/**
 * The permit software of the department of construction: its SOAP face and the acts of its officials. {@code number} is
 * {@code SoHoSo}, the department's own.
 */
public final class Construction implements AutoCloseable {
    private final SandboxClock clock;
    private final PermitRegister register;
    private final HttpFace face;

    public Construction(int port, String username, String password, SandboxClock clock) {
        this.clock = clock;
        this.register = new PermitRegister(this::after);
        this.face = new HttpFace("construction", port, new PermitApi(register, username, password));
    }

    /** The SOAP address. */
    public String url() {
        return face.url() + "/cap-phep";
    }

    public Faults faults() {
        return face.faults();
    }

    public Journal journal() {
        return face.journal();
    }

    public void down() {
        face.down();
    }

    public void up() {
        face.up();
    }

    /** Every place given so far is the beginning again. */
    public void forgetCursors() {
        register.forgetCursors();
    }

    /** The department's own number of a dossier that came through the hub. */
    public Optional<String> numberOf(String code) {
        return register.numberOf(code);
    }

    public Optional<PermitFile> file(String number) {
        return register.file(number);
    }

    /** The file is lost here, as after a restore of an older backup. */
    public void lose(String number) {
        register.lose(number);
    }

    /** Changes of all files so far. */
    public int changes() {
        return register.size();
    }

    /** An official types a dossier that nobody else knows: a house and its fence. @return the department's number */
    public String typeIn(Person owner, Official official, Instant at) {
        clock.seen(at);
        Tag works = Tag.of("DuAn")
                .leaf("Ten", "Nhà ở riêng lẻ")
                .with(Tag.of("ChuDauTu")
                        .leaf("HoTen", owner.name())
                        .leaf("SoGiayTo", owner.cccd())
                        .leaf("NgaySinh", owner.bornOn())
                        .leaf("DienThoai", owner.phone())
                        .leaf("DiaChi", owner.address())
                        .leaf("MaXa", owner.wardCode()))
                .with(Tag.of("ThuaDat")
                        .leaf("SoTo", "12")
                        .leaf("SoThua", "340")
                        .leaf("DienTich", "150.5")
                        .leaf("MaXa", owner.wardCode()))
                .with(Tag.of("CongTrinh")
                        .attribute("so", 1)
                        .leaf("Ten", "Nhà chính")
                        .leaf("Cap", "III")
                        .with(paper(Paper.of("BV01", "Bản vẽ thiết kế nhà chính"))))
                .with(Tag.of("CongTrinh")
                        .attribute("so", 2)
                        .leaf("Ten", "Hàng rào")
                        .with(paper(Paper.of("BV02", "Bản vẽ hàng rào"))));
        Tag dossier = Tag.of("HoSo")
                .leaf("MaThuTuc", Procedure.of("construction").get(0).systemCode())
                .leaf("NgayNhan", PermitRegister.written(at))
                .leaf("NgayHenTra", PermitRegister.written(at.plus(java.time.Duration.ofDays(15))))
                .with(works);
        return register.enter(
                dossier, "TAI_SO", Step.of("TIEP_NHAN", at, official).text("Tiếp nhận tại Sở"));
    }

    /** A step without a change of status: THAM_DINH, THUC_DIA; or one whose code the contract does not have. */
    public void step(String number, String code, Official official, Instant at, String text) {
        note(number, Step.of(code, at, official).text(text));
    }

    public void askForPapers(
            String number, Official official, Instant at, Instant due, String reason, Paper... papers) {
        List<Tag> asked = new ArrayList<>();
        for (Paper paper : papers) {
            asked.add(paper(paper));
        }
        note(number, Step.of("YEU_CAU_BO_SUNG", at, official).text(reason).asks(asked, due));
    }

    /** Says that the papers are complete. */
    public void papersComplete(String number, Official official, Instant at) {
        note(number, Step.of("DA_BO_SUNG", at, official).text("Đã nhận đủ giấy tờ bổ sung"));
    }

    /** @param work number of the work that the fee is for */
    public void askForFee(
            String number, Official official, Instant at, int work, String fee, String name, long amount) {
        clock.seen(at);
        register.change(number, file -> {
            int step = file.step(Step.of("YEU_CAU_NOP_PHI", at, official).text("Nộp " + name));
            file.fee(
                    work,
                    Tag.of("Phi")
                            .attribute("so", fee)
                            .attribute("buoc", step)
                            .leaf("Ten", name)
                            .leaf("SoTien", amount));
            return step;
        });
    }

    public void permit(String number, Official official, Instant at, Result permit) {
        note(number, Step.of("CAP_PHEP", at, official).text("Cấp giấy phép").permit(permit));
    }

    public void refuse(String number, Official official, Instant at, String reason) {
        note(number, Step.of("KHONG_CAP", at, official).text(reason));
    }

    private void note(String number, Step step) {
        clock.seen(step.at());
        register.change(number, file -> file.step(step));
    }

    private static Tag paper(Paper paper) {
        return Tag.of("GiayTo")
                .attribute("ma", paper.code())
                .leaf("Ten", paper.name())
                .leaf("LyDo", paper.reason())
                .leaf("DuongDan", paper.url())
                .leaf("Sha256", paper.sha256());
    }

    private Instant after(Instant cause) {
        return clock.after(cause).plus(face.faults().clockOff());
    }

    @Override
    public void close() {
        face.close();
    }
}
