package vn.lienthong.sandbox.land;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Faults;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Procedure;
import vn.lienthong.sandbox.world.Times;

/** The files and the log; does what the hub's calls ask, by the rules of the contract. */
final class LandRegister {
    private static final Set<String> WORKFLOWS =
            Procedure.of("land").stream().map(Procedure::systemCode).collect(Collectors.toSet());
    private static final Pattern BARE_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");
    private static final Set<String> TIMES =
            Set.of("NgayTiepNhan", "NgayHenTra", "NgayNhan", "NgayNop", "Ngay", "NgayTra");

    /** {@code TraLoi}. */
    record Answer(int code, String text, String landNumber) {
        Node node() {
            return Node.of("TraLoi").leaf("Ma", code).leaf("ThongBao", text).leaf("SoHoSoDat", landNumber);
        }
    }

    private final Map<String, LandFile> files = new ConcurrentHashMap<>();
    private final ChangeLog log = new ChangeLog();
    private final AtomicInteger numbers = new AtomicInteger(40_000);
    private final UnaryOperator<Instant> after;
    private Faults faults = new Faults();

    LandRegister(UnaryOperator<Instant> after) {
        this.after = after;
    }

    void faults(Faults faults) {
        this.faults = faults;
    }

    ChangeLog log() {
        return log;
    }

    void lose(String receipt) {
        files.remove(receipt);
    }

    /** Nobody sees a file before its receipt stands in the log. */
    Optional<LandFile> file(String receipt) {
        LandFile file = files.get(receipt);
        if (file == null) {
            return Optional.empty();
        }
        synchronized (file) {
            return Optional.of(file);
        }
    }

    List<String> receipts() {
        return new ArrayList<>(files.keySet());
    }

    /** Every call of the hub that writes. */
    Answer act(Node call) {
        Optional<String> zoned = zonedTime(call);
        if (zoned.isPresent()) {
            return new Answer(0, zoned.get() + ": thời điểm phải là UTC không ghi múi giờ", null);
        }
        if (call.name().equals("TiepNhanHoSo")) {
            return receive(call.child("HoSo").orElseThrow());
        }
        LandFile file = files.get(call.get("SoBienNhan"));
        if (file == null) {
            return new Answer(0, "không có hồ sơ số biên nhận này", null);
        }
        synchronized (file) {
            if (file.wasDone(call)) {
                return new Answer(2, "đã ghi nhận trước đây", file.landNumber());
            }
            String refusal =
                    switch (call.name()) {
                        case "NhanBoSung" -> addPapers(file, call);
                        case "XacNhanNopThue" -> pay(file, call);
                        case "RutHoSo" -> withdraw(file, call);
                        case "XacNhanTraKetQua" -> handOver(file, call);
                        default -> "không có thao tác này";
                    };
            if (refusal != null) {
                return new Answer(0, refusal, file.landNumber());
            }
            file.done(call);
            return new Answer(1, null, file.landNumber());
        }
    }

    private Answer receive(Node dossier) {
        String receipt = dossier.get("SoBienNhan");
        String refusal = refusal(dossier);
        if (refusal != null) {
            return new Answer(0, refusal, null);
        }
        LandFile fresh = new LandFile(dossier, nextNumber());
        synchronized (fresh) {
            LandFile known = files.putIfAbsent(receipt, fresh);
            if (known != null) {
                return new Answer(2, "hồ sơ đã có", known.landNumber());
            }
            note(
                    receipt,
                    "TIEP_NHAN",
                    after(dossier.get("NgayTiepNhan")),
                    null,
                    "Tiếp nhận từ hệ thống liên thông",
                    entry -> entry);
        }
        return new Answer(1, null, fresh.landNumber());
    }

    /** The office types a dossier itself. */
    void enter(Node dossier) {
        String receipt = dossier.get("SoBienNhan");
        if (files.putIfAbsent(receipt, new LandFile(dossier, nextNumber())) != null) {
            throw new IllegalStateException("land already has " + receipt);
        }
    }

    private static String refusal(Node dossier) {
        if (!WORKFLOWS.contains(dossier.get("MaQuyTrinh"))) {
            return "MaQuyTrinh: không có quy trình này";
        }
        if (dossier.get("SoBienNhan").isBlank()) {
            return "SoBienNhan: không được để trống";
        }
        Node person = dossier.child("NguoiNop").orElseThrow();
        if (person.get("HoTen").isBlank()) {
            return "HoTen: không được để trống";
        }
        String paper = person.get("SoGiayTo");
        if (paper != null && !paper.matches("\\d{12}|\\d{9}|\\d{10}(-?\\d{3})?")) {
            return "SoGiayTo: phải là CCCD 12 số, CMND 9 số hoặc mã số thuế";
        }
        String born = person.get("NgaySinh");
        if (born != null && !born.matches("(\\d\\d/\\d\\d/)?\\d{4}")) {
            return "NgaySinh: phải là dd/MM/yyyy hoặc yyyy";
        }
        for (Node plot : dossier.all("ThuaDat")) {
            if (!plot.get("DienTich").matches("\\d+([.,]\\d+)?")) {
                return "DienTich: phải là số";
            }
        }
        return null;
    }

    private String addPapers(LandFile file, Node call) {
        if (file.end() != null) {
            return "hồ sơ đã kết thúc";
        }
        file.receive(call.all("GiayTo"));
        note(
                call.get("SoBienNhan"),
                "NHAN_BO_SUNG",
                after(call.get("NgayNhan")),
                null,
                "Nhận giấy tờ bổ sung qua liên thông",
                e -> e);
        return null;
    }

    private String pay(LandFile file, Node call) {
        String number = call.get("SoThongBao");
        Node notice = file.notices().get(number);
        if (notice == null) {
            return "SoThongBao: không có thông báo này";
        }
        if (!notice.get("SoTien").equals(call.get("SoTien"))) {
            return "SoTien: khác thông báo (" + notice.get("SoTien") + ")";
        }
        if (file.paid().containsKey(number)) {
            return "thông báo đã nộp với biên lai khác";
        }
        file.paid().put(number, call);
        return null;
    }

    private String withdraw(LandFile file, Node call) {
        if (file.end() != null) {
            return file.withdrawn() ? "hồ sơ đã rút" : "hồ sơ đã kết thúc";
        }
        file.end(1);
        note(
                call.get("SoBienNhan"),
                "KET_THUC",
                after(call.get("Ngay")),
                null,
                call.get("LyDo"),
                e -> e.leaf("TrangThaiKetThuc", 1));
        return null;
    }

    private String handOver(LandFile file, Node call) {
        if (!Integer.valueOf(0).equals(file.end())) {
            return "hồ sơ chưa có kết quả";
        }
        if (file.returnedOn() != null) {
            return "kết quả đã trả ngày " + file.returnedOn();
        }
        file.returned(call.get("NgayTra"));
        return null;
    }

    /** Writes the log; the caller adds what comes after {@code NoiDung}, in the order of the schema. */
    long note(String receipt, String kind, Instant at, Official official, String text, UnaryOperator<Node> more) {
        LandFile file = files.get(receipt);
        if (file == null) {
            throw new IllegalStateException("land does not know " + receipt);
        }
        Node entry = Node.of("BienDong")
                .leaf("SoBienNhan", receipt)
                .leaf("SoHoSoDat", file.landNumber())
                .leaf("Loai", kind)
                .leaf("ThoiDiem", Times.bareUtc(at));
        if (official != null) {
            entry = entry.leaf("MaCanBo", official.code())
                    .leaf("TenCanBo", official.name())
                    .leaf("ChucDanh", official.title())
                    .leaf("PhongBan", official.department());
        }
        Fault fault = faults.takeForNumber("BienDong");
        return log.add(more.apply(entry.leaf("NoiDung", text)), fault);
    }

    private Instant after(String bareUtc) {
        return after.apply(bareUtc == null ? null : Times.readBareUtc(bareUtc));
    }

    private String nextNumber() {
        return "DD-" + numbers.incrementAndGet();
    }

    private static Optional<String> zonedTime(Node node) {
        if (TIMES.contains(node.name())
                && node.text() != null
                && !BARE_TIME.matcher(node.text().strip()).matches()) {
            return Optional.of(node.name());
        }
        return node.children().stream()
                .map(LandRegister::zonedTime)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
