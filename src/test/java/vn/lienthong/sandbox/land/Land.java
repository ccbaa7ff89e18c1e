package vn.lienthong.sandbox.land;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import vn.lienthong.sandbox.wire.Faults;
import vn.lienthong.sandbox.wire.HttpFace;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Result;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/**
 * The land-registration system: its SOAP face and the acts of the land office. {@code receipt} is {@code SoBienNhan}.
 */
public final class Land implements AutoCloseable {
    private final SandboxClock clock;
    private final LandRegister register;
    private final HttpFace face;

    public Land(int port, String username, String password, SandboxClock clock) {
        this.clock = clock;
        this.register = new LandRegister(this::after);
        TokenCheck tokens = new TokenCheck(username, password, this::realNow);
        this.face = new HttpFace("land", port, new LandApi(register, tokens, this::url));
        register.faults(face.faults());
    }

    /** The SOAP address. */
    public String url() {
        return face.url() + "/land";
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

    /** Log entries under {@code Fault.heldBackNumber()} become visible now. */
    public void releaseHeldBack() {
        register.log().release();
    }

    /** The office types a dossier of its own; the log shows TIEP_NHAN. */
    public String typeIn(LandDossier dossier) {
        clock.seen(dossier.receivedAt());
        register.enter(dossier.node());
        note(
                dossier.receipt(),
                "TIEP_NHAN",
                dossier.official(),
                dossier.receivedAt(),
                "Tiếp nhận tại văn phòng",
                e -> e);
        return dossier.receipt();
    }

    /** A step without a change of status. */
    public long forward(String receipt, Official official, Instant at, String text) {
        return note(receipt, "CHUYEN_HO_SO", official, at, text, entry -> entry);
    }

    public long askForPapers(
            String receipt,
            Official official,
            Instant at,
            String reason,
            Instant due,
            boolean paused,
            Paper... papers) {
        List<Node> asked = LandDossier.papers("GiayToBoSung", List.of(papers));
        LandFile file = file(receipt);
        synchronized (file) {
            file.ask(asked);
        }
        return note(
                receipt,
                "YEU_CAU_BO_SUNG",
                official,
                at,
                reason,
                entry -> all(
                        entry.leaf("HanXuLy", due == null ? null : Times.bareUtc(due))
                                .leaf("LaTamDung", paused),
                        asked));
    }

    /** Papers come to the land office itself; {@code newDue} null leaves the due date. */
    public long receivePapers(String receipt, Official official, Instant at, Instant newDue, Paper... papers) {
        LandFile file = file(receipt);
        synchronized (file) {
            file.receive(LandDossier.papers("GiayTo", List.of(papers)));
        }
        return note(
                receipt,
                "NHAN_BO_SUNG",
                official,
                at,
                "Đã nhận bổ sung",
                entry -> entry.leaf("NgayHenTraMoi", newDue == null ? null : Times.bareUtc(newDue)));
    }

    public long taxNotice(String receipt, Official official, Instant at, TaxNotice... notices) {
        List<Node> nodes = new ArrayList<>();
        LandFile file = file(receipt);
        synchronized (file) {
            for (TaxNotice notice : notices) {
                nodes.add(notice.node());
                file.notices().put(notice.number(), notice.node());
            }
        }
        return note(receipt, "KET_QUA_THUE", official, at, "Thông báo nghĩa vụ tài chính", entry -> all(entry, nodes));
    }

    /** The end with results: {@code TrangThaiKetThuc} 0. */
    public long finish(String receipt, Official official, Instant at, Result... results) {
        List<Node> nodes = new ArrayList<>();
        for (Result result : results) {
            nodes.add(Node.of("KetQua")
                    .leaf("Ten", result.name())
                    .leaf("SoHieu", result.number())
                    .leaf("DuongDan", result.url()));
        }
        return end(receipt, official, at, "Hoàn thành", 0, nodes);
    }

    /** Withdrawn in the office: {@code TrangThaiKetThuc} 1. */
    public long withdraw(String receipt, Official official, Instant at, String reason) {
        return end(receipt, official, at, reason, 1, List.of());
    }

    /** Returned without a result: {@code TrangThaiKetThuc} 2. */
    public long sendBack(String receipt, Official official, Instant at, String reason) {
        return end(receipt, official, at, reason, 2, List.of());
    }

    /** The dossier is lost here, as after a restore of an older backup; the log goes on. */
    public void lose(String receipt) {
        register.lose(receipt);
    }

    public Optional<LandFile> dossier(String receipt) {
        return register.file(receipt);
    }

    public boolean knows(String receipt) {
        return register.file(receipt).isPresent();
    }

    /** The log of one dossier, also what is not visible yet. */
    public List<Node> log(String receipt) {
        return register.log().of(receipt);
    }

    /** The {@code Loai} of each log entry of one dossier. */
    public List<String> logKinds(String receipt) {
        return log(receipt).stream().map(entry -> entry.get("Loai")).toList();
    }

    public int logSize() {
        return register.log().size();
    }

    public List<String> receipts() {
        return register.receipts();
    }

    private long end(String receipt, Official official, Instant at, String text, int how, List<Node> results) {
        LandFile file = file(receipt);
        synchronized (file) {
            file.end(how);
        }
        return note(
                receipt, "KET_THUC", official, at, text, entry -> all(entry.leaf("TrangThaiKetThuc", how), results));
    }

    private long note(
            String receipt, String kind, Official official, Instant at, String text, UnaryOperator<Node> more) {
        clock.seen(at);
        return register.note(receipt, kind, at, official, text, more);
    }

    private LandFile file(String receipt) {
        return register.file(receipt).orElseThrow(() -> new IllegalStateException("land does not know " + receipt));
    }

    private static Node all(Node entry, List<Node> more) {
        Node out = entry;
        for (Node node : more) {
            out = out.with(node);
        }
        return out;
    }

    private Instant after(Instant cause) {
        return clock.after(cause).plus(face.faults().clockOff());
    }

    /** A token is as old as it is in real time, whatever the story's clock says; a wrong clock of land counts. */
    private Instant realNow() {
        return Instant.now().plus(face.faults().clockOff());
    }

    @Override
    public void close() {
        face.close();
    }
}
