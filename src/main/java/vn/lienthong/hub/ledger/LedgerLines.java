package vn.lienthong.hub.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.ledger.LedgerQuestions.ConflictLine;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryLine;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryState;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierLine;
import vn.lienthong.hub.ledger.LedgerQuestions.HeldLine;

/** Reads lines of lists from rows of the ledger, the same on H2 and PostgreSQL. Free text is masked. */
final class LedgerLines {
    static final String DOSSIER = """
            select d.id, d.code, d.status, d.status_at, d.born, d.procedure_code, d.agency, d.channel, d.filed_at,
                   d.due_at, d.changed_at
            from dossier d
            """;
    static final String DELIVERY = """
            select v.id, d.code, v.system, v.seq, v.what, v.phase, v.state, v.attempts, v.due_at, v.created_at,
                   v.done_at, v.last_answer, v.reason_code, v.reason_detail
            from delivery v join dossier d on d.id = v.dossier_id
            """;

    private LedgerLines() {}

    static DossierLine dossier(ResultSet row, int number) throws SQLException {
        return new DossierLine(
                row.getLong("id"),
                row.getString("code"),
                integer(row, "status"),
                instantOrNull(row, "status_at"),
                row.getString("born"),
                row.getString("procedure_code"),
                row.getString("agency"),
                row.getString("channel"),
                instantOrNull(row, "filed_at"),
                instantOrNull(row, "due_at"),
                instant(row, "changed_at"));
    }

    static DeliveryLine delivery(ResultSet row, int number) throws SQLException {
        return new DeliveryLine(
                row.getLong("id"),
                row.getString("code"),
                row.getString("system"),
                row.getInt("seq"),
                row.getString("what"),
                row.getString("phase"),
                DeliveryState.ofLetter(row.getString("state")),
                row.getInt("attempts"),
                instant(row, "due_at"),
                instant(row, "created_at"),
                instantOrNull(row, "done_at"),
                Mask.text(row.getString("last_answer")),
                row.getString("reason_code"),
                Mask.text(row.getString("reason_detail")));
    }

    static HeldLine held(ResultSet row, int number) throws SQLException {
        return new HeldLine(
                row.getLong("id"),
                row.getString("system"),
                row.getString("stream"),
                row.getString("record_key"),
                row.getString("reason_code"),
                row.getString("reason_path"),
                Objects.requireNonNull(Mask.text(row.getString("reason"))),
                row.getString("state"),
                row.getString("waits_for"),
                instant(row, "held_at"),
                instantOrNull(row, "closed_at"));
    }

    static ConflictLine conflict(ResultSet row, int number) throws SQLException {
        return new ConflictLine(
                row.getLong("id"),
                row.getString("code"),
                row.getString("source"),
                row.getString("kind"),
                instant(row, "happened_at"),
                integer(row, "status"),
                integer(row, "status_after"),
                Mask.text(row.getString("note")),
                instant(row, "taken_at"));
    }

    static JsonNode tree(ObjectMapper json, byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "HUB-LED-091 a row of the ledger does not hold JSON; restore it from a backup", e);
        }
    }

    static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
