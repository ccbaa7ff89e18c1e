package vn.lienthong.sandbox.uiv2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vn.lienthong.sandbox.wire.Faults;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/**
 * The unemployment-insurance software, present version: its database, and the acts of the job centre's clerks. Rows
 * come back as maps with upper-case column names. {@code claim} is ID_TCTN.
 */
public final class UiV2 implements AutoCloseable {
    private final SandboxClock clock;
    private final Faults faults = new Faults();
    private final UiV2Database database;
    private final UiV2Log log;
    private final UiV2Software software;

    /** @param existing null for an H2 server of its own */
    public UiV2(int port, ExistingDatabase existing, String hubName, String hubPassword, SandboxClock clock) {
        this.clock = clock;
        this.database = new UiV2Database(port, existing, hubName, hubPassword);
        this.log = new UiV2Log(database, faults);
        this.software =
                new UiV2Software(database, log, cause -> clock.after(cause).plus(faults.clockOff()));
    }

    /** The JDBC url for the hub; its account reads all and inserts into the mailbox. */
    public String url() {
        return database.hubUrl();
    }

    /** Only lateNumber and heldBackNumber mean something here; faults of the line are {@link #gate()}'s. */
    public Faults faults() {
        return faults;
    }

    public Gate gate() {
        return database.gate();
    }

    public void down() {
        database.gate().down();
    }

    public void up() {
        database.gate().up();
    }

    /** Log rows under {@code Fault.heldBackNumber()} are committed now. */
    public void releaseHeldBack() {
        log.release();
    }

    public UiV2Software software() {
        return software;
    }

    /** A clerk types a claim: no dossier code. */
    public long typeIn(Claim claim, Official official) {
        clock.seen(claim.filedAt());
        long id = database.inTransaction(c -> {
            Person person = claim.person();
            long worker = UiV2Database.insert(
                    c,
                    "id_nld",
                    "insert into TBL_NGUOI_LAO_DONG (HO_TEN, NGAY_SINH, GIOI_TINH, SO_CCCD, SO_SO_BHXH, DIEN_THOAI,"
                            + " DIA_CHI, MA_XA) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    person.name(),
                    person.bornOn(),
                    person.gender(),
                    person.cccd(),
                    person.socialBook(),
                    person.phone(),
                    person.address(),
                    person.wardCode());
            return UiV2Database.insert(
                    c,
                    "id_tctn",
                    "insert into TBL_TCTN (ID_NLD, MA_LOAI, NGAY_NOP, NGAY_HEN_TRA, ID_TRANG_THAI, NGAY_NGHI_VIEC,"
                            + " SO_THANG_DONG, HINH_THUC_NHAN, EDIT_DAY) values (?, ?, ?, ?, 1, ?, ?, ?, ?)",
                    worker,
                    claim.kind(),
                    Times.local(claim.filedAt()),
                    Times.local(claim.due()),
                    claim.leftWorkOn(),
                    claim.monthsPaid(),
                    claim.payBy(),
                    Times.local(claim.filedAt()));
        });
        log.write(id, 1, official, claim.filedAt(), "Đăng ký tại trung tâm");
        return id;
    }

    /** Any ID_TRANG_THAI, also one that nobody documented. @return the number of the log row */
    public long step(long claim, int status, Official official, Instant at, String text) {
        change(
                at,
                "update TBL_TCTN set ID_TRANG_THAI = ?, EDIT_DAY = ? where ID_TCTN = ?",
                status,
                Times.local(at),
                claim);
        return log.write(claim, status, official, at, text);
    }

    /** A log row alone, as when the software writes history afterwards. */
    public long note(long claim, int status, Official official, Instant at, String text) {
        clock.seen(at);
        return log.write(claim, status, official, at, text);
    }

    public long askForPapers(long claim, Official official, Instant at, String reason, Instant due, Paper... papers) {
        change(
                at,
                "update TBL_TCTN set ID_TRANG_THAI = 2, HAN_HOAN_THIEN = ?, LY_DO = ?, EDIT_DAY = ? where ID_TCTN = ?",
                Times.local(due),
                reason,
                Times.local(at),
                claim);
        return log.write(claim, 2, official, at, reason, papers);
    }

    /** The papers come to the job centre itself. */
    public long receivePapers(long claim, Official official, Instant at) {
        change(
                at,
                "update TBL_GIAY_TO_THIEU set NGAY_BO_SUNG = ? where ID_TCTN = ? and NGAY_BO_SUNG is null",
                Times.local(at),
                claim);
        change(at, "update TBL_TCTN set HAN_HOAN_THIEN = null, EDIT_DAY = ? where ID_TCTN = ?", Times.local(at), claim);
        return log.write(claim, 2, official, at, "Đã nhận giấy tờ bổ sung");
    }

    /** The decision is signed and waits to be fetched: 11. */
    public long decide(long claim, Official official, Instant at, Decision decision) {
        change(
                at,
                "update TBL_TCTN set ID_TRANG_THAI = 11, SO_QUYET_DINH = ?, NGAY_KY_QD = ?, LUONG_BINH_QUAN_6T = ?,"
                        + " MUC_HUONG = ?, SO_THANG_HUONG = ?, SO_THANG_BAO_LUU = ?, HUONG_TU = ?, HUONG_DEN = ?,"
                        + " EDIT_DAY = ? where ID_TCTN = ?",
                decision.number(),
                Times.local(at),
                decision.monthly() * 10 / 6,
                decision.monthly(),
                decision.months(),
                decision.monthsKept(),
                decision.from(),
                decision.to(),
                Times.local(at),
                claim);
        return log.write(claim, 11, official, at, "Có quyết định số " + decision.number());
    }

    /** 12: the decision was handed over by the job centre. */
    public long handOver(long claim, Official official, Instant at) {
        return step(claim, 12, official, at, "Đã trả quyết định hưởng");
    }

    /** 48: not entitled. */
    public long refuse(long claim, Official official, Instant at, String reason) {
        return end(claim, 48, official, at, reason);
    }

    /** 13: a proposal to cancel; 7 only when the worker asked. */
    public long cancel(long claim, Official official, Instant at, String reason) {
        return end(claim, 13, official, at, reason);
    }

    public void moveDueDate(long claim, Instant at, Instant due) {
        change(
                at,
                "update TBL_TCTN set NGAY_HEN_TRA = ?, EDIT_DAY = ? where ID_TCTN = ?",
                Times.local(due),
                Times.local(at),
                claim);
    }

    /** The claim of a dossier code; typed claims have none. Nobody sees one before its receipt stands in the log. */
    public OptionalLong claimOf(String code) {
        synchronized (software) {
            return claimIn(code);
        }
    }

    private OptionalLong claimIn(String code) {
        return query("select ID_TCTN from TBL_TCTN where MA_HO_SO = ?", code).stream()
                .mapToLong(row -> ((Number) row.get("ID_TCTN")).longValue())
                .findFirst();
    }

    public Optional<Map<String, Object>> claim(long claim) {
        return query(
                        "select t.*, n.HO_TEN, n.NGAY_SINH, n.GIOI_TINH, n.SO_CCCD, n.SO_CMND, n.SO_SO_BHXH, n.DIA_CHI,"
                                + " n.MA_XA from TBL_TCTN t join TBL_NGUOI_LAO_DONG n on n.ID_NLD = t.ID_NLD"
                                + " where t.ID_TCTN = ?",
                        claim)
                .stream()
                .findFirst();
    }

    public int status(long claim) {
        return ((Number) claim(claim).orElseThrow().get("ID_TRANG_THAI")).intValue();
    }

    public List<Map<String, Object>> log(long claim) {
        return query("select * from TBL_NHAT_KY where ID_TCTN = ? order by ID", claim);
    }

    /** Papers that were asked for and have not come. */
    public List<Map<String, Object>> openPapers(long claim) {
        return query("select * from TBL_GIAY_TO_THIEU where ID_TCTN = ? and NGAY_BO_SUNG is null order by ID", claim);
    }

    /** Every mailbox row of a dossier, oldest first. */
    public List<Map<String, Object>> mailbox(String code) {
        return query("select * from TBL_NHAN_LIEN_THONG where MA_HO_SO = ? order by ID", code);
    }

    public List<Map<String, Object>> query(String sql, Object... values) {
        return database.inTransaction(c -> UiV2Database.rows(c, sql, values));
    }

    /** Somebody works on the tables by hand. */
    public void meddle(String sql, Object... values) {
        database.inTransaction(c -> UiV2Database.update(c, sql, values));
    }

    private long end(long claim, int status, Official official, Instant at, String reason) {
        change(
                at,
                "update TBL_TCTN set ID_TRANG_THAI = ?, LY_DO = ?, EDIT_DAY = ? where ID_TCTN = ?",
                status,
                reason,
                Times.local(at),
                claim);
        return log.write(claim, status, official, at, reason);
    }

    private void change(Instant at, String sql, Object... values) {
        clock.seen(at);
        database.inTransaction(c -> UiV2Database.update(c, sql, values));
    }

    @Override
    public void close() {
        log.close();
        database.close();
    }
}
