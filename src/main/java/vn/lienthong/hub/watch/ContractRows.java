package vn.lienthong.hub.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.ledger.Past;
import vn.lienthong.hub.ledger.Times;
import vn.lienthong.hub.watch.Change.Kind;
import vn.lienthong.hub.watch.Contracts.Finding;

/** The tables of the contract watch. */
@Component
class ContractRows implements Past {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_GONE = 1_000;

    private final JdbcTemplate jdbc;
    private final Ids ids;

    ContractRows(JdbcTemplate jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** A shape as it stands. {@code version} 0 = there is none yet. */
    record Kept(Shape shape, long version, Instant beganAt, Instant changedAt) {}

    Kept shape(SystemId system, String stream) {
        return jdbc
                .query(
                        "select shape, version, began_at, changed_at from contract_shape where system = ? and stream = ?",
                        ContractRows::kept,
                        system.value(),
                        stream)
                .stream()
                .findFirst()
                .orElse(new Kept(Shape.EMPTY, 0, Instant.EPOCH, Instant.EPOCH));
    }

    List<String> streams(SystemId system) {
        return jdbc.queryForList(
                "select stream from contract_shape where system = ? order by stream", String.class, system.value());
    }

    /** Compare-and-set, within the caller's transaction. @return false if another process was faster */
    boolean write(SystemId system, String stream, Shape shape, long version, Instant now) {
        var at = Times.column(now);
        if (version > 0) {
            return jdbc.update(
                            "update contract_shape set shape = ?, version = ?, changed_at = ?"
                                    + " where system = ? and stream = ? and version = ?",
                            bytes(shape),
                            version + 1,
                            at,
                            system.value(),
                            stream,
                            version)
                    == 1;
        }
        return jdbc.update(
                        "insert into contract_shape (system, stream, shape, version, began_at, changed_at)"
                                + " select ?, ?, ?, 1, ?, ?"
                                + " where not exists (select 1 from contract_shape where system = ? and stream = ?)",
                        system.value(),
                        stream,
                        bytes(shape),
                        at,
                        at,
                        system.value(),
                        stream)
                == 1;
    }

    List<Finding> open(SystemId system, String stream) {
        return jdbc.query(
                "select * from contract_finding where state = 'open' and system = ? and stream = ? order by id",
                ContractRows::finding,
                system.value(),
                stream);
    }

    List<Finding> open(int most) {
        return jdbc.query(
                "select * from contract_finding where state = 'open' order by id fetch first " + most + " rows only",
                ContractRows::finding);
    }

    Optional<Finding> find(long id) {
        return jdbc.query("select * from contract_finding where id = ?", ContractRows::finding, id).stream()
                .findFirst();
    }

    /** Whether a person has said of a code that it is known. */
    boolean isAcknowledged(SystemId system, String stream, String code) {
        return !jdbc.queryForList(
                        "select id from contract_finding where system = ? and stream = ? and kind = ? and detail = ?"
                                + " and state = 'acknowledged'",
                        Long.class,
                        system.value(),
                        stream,
                        Kind.NEW_CODE.word(),
                        code)
                .isEmpty();
    }

    Slice<Finding> list(@Nullable SystemId system, @Nullable String state, Window window) {
        String wanted = system == null ? "" : system.value();
        String in = state == null ? "" : state;
        List<Finding> rows = jdbc.query(
                "select * from contract_finding where id > ? and (? = '' or system = ?) and (? = '' or state = ?)"
                        + " order by id fetch first " + (window.size() + 1) + " rows only",
                ContractRows::finding,
                window.after(),
                wanted,
                wanted,
                in,
                in);
        if (rows.size() <= window.size()) {
            return new Slice<>(rows, null);
        }
        List<Finding> page = rows.subList(0, window.size());
        return new Slice<>(List.copyOf(page), page.get(page.size() - 1).id());
    }

    void add(SystemId system, String stream, Change change, Instant now) {
        jdbc.update(
                "insert into contract_finding (id, system, stream, kind, path, detail, state, records, base, since,"
                        + " noted_at, changed_at) values (?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?)",
                ids.next(),
                system.value(),
                stream,
                change.kind().word(),
                change.path(),
                change.detail(),
                change.records(),
                change.base(),
                Times.column(change.since()),
                Times.column(now),
                Times.column(now));
    }

    void records(long id, long records, Instant now) {
        jdbc.update(
                "update contract_finding set records = ?, changed_at = ? where id = ? and records <> ?",
                records,
                Times.column(now),
                id,
                records);
    }

    /** @return false if it is not open any more */
    boolean close(long id, String state, String actor, @Nullable String reason, Instant now) {
        return jdbc.update(
                        "update contract_finding set state = ?, closed_by = ?, reason = ?, closed_at = ?, changed_at = ?"
                                + " where id = ? and state = 'open'",
                        state,
                        actor,
                        reason,
                        Times.column(now),
                        Times.column(now),
                        id)
                == 1;
    }

    void delete(long id) {
        jdbc.update("delete from contract_finding where id = ?", id);
    }

    /** What was over by itself long ago; what a person acknowledged stays. */
    @Override
    public int forget(Instant before) {
        return jdbc.update(
                "delete from contract_finding where id in (select id from contract_finding"
                        + " where state = 'closed' and closed_at < ? order by id fetch first " + MOST_GONE
                        + " rows only)",
                Times.column(before));
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        try {
            return new Kept(
                    JSON.readValue(row.getBytes("shape"), Shape.class),
                    row.getLong("version"),
                    Objects.requireNonNull(Times.read(row, "began_at")),
                    Objects.requireNonNull(Times.read(row, "changed_at")));
        } catch (IOException damaged) {
            throw new UncheckedIOException("HUB-LED-091 a shape of contract_shape cannot be read", damaged);
        }
    }

    private static byte[] bytes(Shape shape) {
        try {
            return JSON.writeValueAsBytes(shape);
        } catch (JsonProcessingException neverSo) {
            throw new UncheckedIOException(neverSo);
        }
    }

    private static Finding finding(ResultSet row, int number) throws SQLException {
        return new Finding(
                row.getLong("id"),
                new SystemId(row.getString("system")),
                row.getString("stream"),
                row.getString("kind"),
                row.getString("path"),
                row.getString("detail"),
                row.getString("state"),
                row.getLong("records"),
                row.getLong("base"),
                Objects.requireNonNull(Times.read(row, "since")),
                Objects.requireNonNull(Times.read(row, "noted_at")),
                Times.read(row, "closed_at"),
                row.getString("closed_by"),
                row.getString("reason"));
    }
}
