package vn.lienthong.sandbox.uiv2;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import vn.lienthong.sandbox.world.Times;

/** The part of the software that empties the mailbox. It runs when it is told to, so that a test decides when. */
public final class UiV2Software {
    private static final Set<String> KINDS = Set.of("TCTN_MOI", "TCTN_TIEP", "CHUYEN_DI", "CHUYEN_DEN", "HOC_NGHE");
    private static final Set<Integer> ENDED = Set.of(12, 13, 48);

    /** What became of a mailbox row; {@code claim} null and {@code refusal} set for a refused one. */
    public record Taken(long mail, String kind, String code, Long claim, String refusal) {}

    private final UiV2Database database;
    private final UiV2Log log;
    private final UnaryOperator<Instant> after;

    UiV2Software(UiV2Database database, UiV2Log log, UnaryOperator<Instant> after) {
        this.database = database;
        this.log = log;
        this.after = after;
    }

    /** Takes every waiting row, oldest first. */
    public synchronized List<Taken> take() {
        List<Map<String, Object>> waiting = database.inTransaction(
                c -> UiV2Database.rows(c, "select * from TBL_NHAN_LIEN_THONG where DA_XU_LY = 0 order by ID"));
        List<Taken> taken = new ArrayList<>();
        for (Map<String, Object> mail : waiting) {
            taken.add(take(mail));
        }
        return taken;
    }

    private Taken take(Map<String, Object> mail) {
        long id = ((Number) mail.get("ID")).longValue();
        String kind = text(mail, "LOAI");
        String code = text(mail, "MA_HO_SO");
        String refusal = kind.equals("HO_SO") ? refusal(mail) : null;
        Long claim = refusal == null ? claim(mail, kind) : null;
        if (refusal == null && claim == null) {
            refusal = Set.of("BO_SUNG", "RUT", "TRA_KET_QUA").contains(kind)
                    ? "không có hồ sơ " + code
                    : "LOAI không biết: " + kind;
        }
        if (refusal == null) {
            refusal = act(kind, claim, mail);
        }
        Long kept = refusal == null ? claim : null;
        String why = refusal;
        database.inTransaction(c -> UiV2Database.update(
                c,
                "update TBL_NHAN_LIEN_THONG set DA_XU_LY = ?, ID_TCTN = ?, KET_QUA = ? where ID = ?",
                why == null ? 1 : 2,
                kept == null ? mail.get("ID_TCTN") : kept,
                why,
                id));
        return new Taken(id, kind, code, kept, why);
    }

    private static String refusal(Map<String, Object> mail) {
        if (text(mail, "HO_TEN") == null || text(mail, "HO_TEN").isBlank()) {
            return "thiếu HO_TEN";
        }
        if (!KINDS.contains(String.valueOf(text(mail, "MA_LOAI")))) {
            return "MA_LOAI không biết";
        }
        if (mail.get("NGAY_NOP") == null) {
            return "thiếu NGAY_NOP";
        }
        String card = text(mail, "SO_CCCD");
        return card == null || card.matches("\\d{12}") ? null : "SO_CCCD phải có 12 chữ số";
    }

    private Long claim(Map<String, Object> mail, String kind) {
        Long known = database.inTransaction(c -> find(c, mail));
        if (known != null || !kind.equals("HO_SO")) {
            return known;
        }
        Instant at = after.apply(toldOf(mail));
        long created = database.inTransaction(c -> create(c, mail, at));
        log.write(created, 1, null, at, "Nhận hồ sơ qua liên thông");
        return created;
    }

    private static Long find(Connection connection, Map<String, Object> mail) throws SQLException {
        Object claim = mail.get("ID_TCTN");
        List<Map<String, Object>> rows = claim == null
                ? UiV2Database.rows(
                        connection, "select ID_TCTN from TBL_TCTN where MA_HO_SO = ?", text(mail, "MA_HO_SO"))
                : UiV2Database.rows(connection, "select ID_TCTN from TBL_TCTN where ID_TCTN = ?", claim);
        return rows.isEmpty() ? null : ((Number) rows.get(0).get("ID_TCTN")).longValue();
    }

    private static long create(Connection connection, Map<String, Object> mail, Instant at) throws SQLException {
        long person = UiV2Database.insert(
                connection,
                "id_nld",
                "insert into TBL_NGUOI_LAO_DONG (HO_TEN, NGAY_SINH, GIOI_TINH, SO_CCCD, SO_CMND, SO_SO_BHXH,"
                        + " DIEN_THOAI, DIA_CHI, MA_XA) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                mail.get("HO_TEN"),
                mail.get("NGAY_SINH"),
                mail.get("GIOI_TINH"),
                mail.get("SO_CCCD"),
                mail.get("SO_CMND"),
                mail.get("SO_SO_BHXH"),
                mail.get("DIEN_THOAI"),
                mail.get("DIA_CHI"),
                mail.get("MA_XA"));
        return UiV2Database.insert(
                connection,
                "id_tctn",
                "insert into TBL_TCTN (ID_NLD, MA_HO_SO, MA_LOAI, NGAY_NOP, NGAY_HEN_TRA, ID_TRANG_THAI,"
                        + " NGAY_NGHI_VIEC, SO_THANG_DONG, HINH_THUC_NHAN, EDIT_DAY) values (?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
                person,
                mail.get("MA_HO_SO"),
                mail.get("MA_LOAI"),
                mail.get("NGAY_NOP"),
                mail.get("NGAY_HEN_TRA"),
                mail.get("NGAY_NGHI_VIEC"),
                mail.get("SO_THANG_DONG"),
                mail.get("HINH_THUC_NHAN"),
                Times.local(at));
    }

    /** @return why not, null when done */
    private String act(String kind, long claim, Map<String, Object> mail) {
        if (kind.equals("HO_SO")) {
            return null;
        }
        int status = database.inTransaction(
                c -> ((Number) UiV2Database.rows(c, "select ID_TRANG_THAI from TBL_TCTN where ID_TCTN = ?", claim)
                                .get(0)
                                .get("ID_TRANG_THAI"))
                        .intValue());
        Instant at = after.apply(toldOf(mail));
        LocalDateTime local = Times.local(at);
        String text = text(mail, "NOI_DUNG");
        switch (kind) {
            case "BO_SUNG":
                if (ENDED.contains(status)) {
                    return "hồ sơ đã kết thúc";
                }
                papersCame(claim, local);
                log.write(claim, 2, null, at, text == null ? "Đã nhận giấy tờ bổ sung" : text);
                return null;
            case "RUT":
                if (ENDED.contains(status)) {
                    return "hồ sơ đã kết thúc";
                }
                change(claim, 13, local, text);
                log.write(claim, 13, null, at, text);
                return null;
            default:
                if (status != 11 && status != 12) {
                    return "hồ sơ chưa có quyết định";
                }
                if (status == 11) {
                    change(claim, 12, local, null);
                    log.write(claim, 12, null, at, "Đã trả quyết định qua liên thông");
                }
                return null;
        }
    }

    private void papersCame(long claim, LocalDateTime at) {
        database.inTransaction(c -> {
            UiV2Database.update(
                    c,
                    "update TBL_GIAY_TO_THIEU set NGAY_BO_SUNG = ? where ID_TCTN = ? and NGAY_BO_SUNG is null",
                    at,
                    claim);
            return UiV2Database.update(
                    c,
                    "update TBL_TCTN set HAN_HOAN_THIEN = null, ID_TRANG_THAI = 2, EDIT_DAY = ? where ID_TCTN = ?",
                    at,
                    claim);
        });
    }

    private void change(long claim, int status, LocalDateTime at, String reason) {
        database.inTransaction(c -> UiV2Database.update(
                c,
                "update TBL_TCTN set ID_TRANG_THAI = ?, LY_DO = coalesce(?, LY_DO), EDIT_DAY = ? where ID_TCTN = ?",
                status,
                reason,
                at,
                claim));
    }

    private static Instant toldOf(Map<String, Object> mail) {
        return ((Timestamp) mail.get("THOI_DIEM"))
                .toLocalDateTime()
                .atZone(Times.VIETNAM)
                .toInstant();
    }

    private static String text(Map<String, Object> row, String column) {
        return (String) row.get(column);
    }
}
