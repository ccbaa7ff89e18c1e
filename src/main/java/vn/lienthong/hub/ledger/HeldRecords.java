package vn.lienthong.hub.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** Records that could not be registered: kept whole, with the reason, replayable. */
@Component
public class HeldRecords {
    /** Begins the key of a whole answer that was no page. */
    public static final String ANSWER = "answer:";

    /** A dossier on its way through the feed mostly arrives before the question is asked. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final JdbcTemplate jdbc;
    private final Ids ids;
    private final Clock clock;

    public HeldRecords(JdbcTemplate jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A record to hold.
     *
     * @param subject what it is about in its source; a later good version closes it
     * @param reason every fault, one a line
     * @param waitsFor code of the unknown dossier that it waits for
     */
    public record ToHold(
            SystemId system,
            String stream,
            String key,
            @Nullable String subject,
            @Nullable Long number,
            String contentHash,
            byte[] payload,
            @Nullable String mappingVersion,
            String reasonCode,
            String reasonPath,
            String reasonDetail,
            String reason,
            @Nullable String waitsFor,
            boolean firstLoad) {}

    /**
     * A held record as it is read back for a replay.
     *
     * @param payload as it came
     * @param correction what is read instead, if a person corrected it
     */
    public record Held(
            long id,
            SystemId system,
            String stream,
            String key,
            byte[] payload,
            @Nullable Corrected correction,
            String state,
            boolean firstLoad,
            Instant heldAt) {
        public boolean isOpen() {
            return state.equals("held") || state.equals("waiting");
        }

        /** The bytes that a mapping reads. */
        public byte[] read() {
            return correction == null ? payload : correction.payload();
        }

        public Held corrected(Corrected by) {
            return new Held(id, system, stream, key, payload, by, state, firstLoad, heldAt);
        }
    }

    /** The latest correction of a record. */
    public record Corrected(long id, byte[] payload) {}

    /** Keeps it once: the same content again only renews the reason of an open one. @return whether it is new */
    public boolean hold(ToHold record) {
        String state = record.waitsFor() == null ? "held" : "waiting";
        int known = jdbc.update(
                "update held set reason_code = ?, reason_path = ?, reason_detail = ?, reason = ?, waits_for = ?, mapping_version = ?,"
                        + " state = case when state in ('held', 'waiting') then ? else state end"
                        + " where system = ? and record_key = ? and content_hash = ?",
                record.reasonCode(),
                cut(record.reasonPath(), 400),
                cut(record.reasonDetail(), 400),
                cut(record.reason(), 4000),
                record.waitsFor(),
                record.mappingVersion(),
                state,
                record.system().value(),
                record.key(),
                record.contentHash());
        if (known > 0) {
            return false;
        }
        jdbc.update(
                "insert into held (id, system, stream, record_key, subject, source_number, content_hash, payload, mapping_version,"
                        + " reason_code, reason_path, reason_detail, reason, state, waits_for, first_load, held_at)"
                        + " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                ids.next(),
                record.system().value(),
                record.stream(),
                record.key(),
                record.subject(),
                record.number(),
                record.contentHash(),
                record.payload(),
                record.mappingVersion(),
                record.reasonCode(),
                cut(record.reasonPath(), 400),
                cut(record.reasonDetail(), 400),
                cut(record.reason(), 4000),
                state,
                record.waitsFor(),
                record.firstLoad(),
                Times.column(clock.instant()));
        return true;
    }

    /** As {@link #hold}; an answer that came before and was over is open again, since now. */
    public void holdAnswer(ToHold answer) {
        if (!hold(answer)) {
            jdbc.update(
                    "update held set state = 'held', closed_at = null, held_at = ?"
                            + " where system = ? and record_key = ? and content_hash = ? and state = 'superseded'",
                    Times.column(clock.instant()),
                    answer.system().value(),
                    answer.key(),
                    answer.contentHash());
        }
    }

    /** Answers of a stream that were no page are over. */
    public void readWell(SystemId system, String stream) {
        jdbc.update(
                "update held set state = 'superseded', closed_at = ? where state = 'held' and system = ? and stream = ?"
                        + " and record_key like '" + ANSWER + "%'",
                Times.column(clock.instant()),
                system.value(),
                stream);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    public boolean isKnown(SystemId system, String key) {
        return !jdbc.queryForList("select id from held where system = ? and record_key = ?", system.value(), key)
                .isEmpty();
    }

    public Optional<Held> find(long id) {
        return jdbc.query(SELECT + " where h.id = ?", HeldRecords::read, id).stream()
                .findFirst();
    }

    /** Why a record is held. */
    public record Reason(String code, String text) {}

    public Reason reason(long id) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select reason_code, reason from held where id = ?",
                (row, i) -> new Reason(row.getString(1), row.getString(2)),
                id));
    }

    /**
     * Open records that wait for one of these codes, in the order in which they came; also those that nobody hoped for any
     * more.
     */
    public List<Held> waitingFor(Collection<String> codes) {
        if (codes.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                SELECT + " where h.waits_for in (" + String.join(",", Collections.nCopies(codes.size(), "?"))
                        + ") and h.state in ('waiting', 'held') order by h.held_at, h.id",
                HeldRecords::read,
                codes.toArray());
    }

    public boolean anyWaiting() {
        return !jdbc.queryForList(
                        "select id from held where state in ('waiting', 'held') and waits_for is not null fetch first 1 rows only")
                .isEmpty();
    }

    /** Nobody knows the dossier of these records: a person must look. */
    public void giveUpWaiting(String code, SystemId reporter, String reasonCode, String reason) {
        jdbc.update(
                "update held set state = 'held', reason_code = ?, reason = ? where waits_for = ? and system = ? and state = 'waiting'",
                reasonCode,
                reason,
                code,
                reporter.value());
    }

    /** Waiting records whose dossier is known by now: what a crash left behind. */
    public List<Held> overlooked(int most) {
        return jdbc.query(
                SELECT
                        + " where h.state in ('waiting', 'held') and exists (select 1 from reference r where r.code = h.waits_for)"
                        + " order by h.held_at, h.id fetch first " + most + " rows only",
                HeldRecords::read);
    }

    /**
     * The next records of a bulk replay in the order in which they came, after its cursor; those too that were closed
     * otherwise since it was asked for.
     */
    public List<Held> next(Replays.Replay replay, int most) {
        ReplayScope scope = replay.scope();
        ReasonGroups.Where where = new ReasonGroups.Where(
                        "h.system = ?", scope.system().value())
                .and("h.held_at >= ?", Times.column(replay.cursorAt()))
                .and("(h.held_at > ? or h.id > ?)", Times.column(replay.cursorAt()), replay.cursorId())
                .and("(h.state in ('held', 'waiting') or h.closed_at >= ?)", Times.column(replay.askedAt()))
                .scope(scope, "h.");
        return jdbc.query(
                SELECT + where + " order by h.system, h.held_at, h.id fetch first " + most + " rows only",
                HeldRecords::read,
                where.values());
    }

    public void close(Collection<Long> closed, String state) {
        var now = Times.column(clock.instant());
        jdbc.batchUpdate(
                "update held set state = ?, closed_at = ? where id = ? and state in ('held', 'waiting')",
                closed.stream().map(id -> new Object[] {state, now, id}).toList());
    }

    /** What held versions and good ones have in common. */
    public record Subject(SystemId system, String stream, String name) {}

    /**
     * Good versions were registered: held versions of the same subject and stream with a lower number, or without one, are
     * over.
     *
     * @param good number of the newest good version; {@code Long.MAX_VALUE} where the source gives none
     */
    public void supersede(Map<Subject, Long> good) {
        Set<SystemId> open = new HashSet<>();
        good.keySet().stream()
                .map(Subject::system)
                .distinct()
                .filter(this::anyOpen)
                .forEach(open::add);
        var now = Times.column(clock.instant());
        List<Object[]> over = good.entrySet().stream()
                .filter(entry -> open.contains(entry.getKey().system()))
                .map(entry -> new Object[] {
                    now,
                    entry.getKey().system().value(),
                    entry.getKey().stream(),
                    entry.getKey().name(),
                    entry.getValue()
                })
                .toList();
        if (!over.isEmpty()) {
            jdbc.batchUpdate(
                    "update held set state = 'superseded', closed_at = ? where system = ? and stream = ? and subject = ?"
                            + " and (source_number is null or source_number < ?) and state = 'held'",
                    over);
        }
    }

    private boolean anyOpen(SystemId system) {
        return !jdbc.queryForList(
                        "select id from held where system = ? and state = 'held' fetch first 1 rows only",
                        system.value())
                .isEmpty();
    }

    private static final String SELECT =
            "select h.id, h.system, h.stream, h.record_key, h.payload, h.state, h.first_load, h.held_at,"
                    + " c.id as corrected, c.payload as correction"
                    + " from held h left join correction c on c.id = h.correction_id";

    private static Held read(ResultSet row, int index) throws SQLException {
        return new Held(
                row.getLong("id"),
                new SystemId(row.getString("system")),
                row.getString("stream"),
                row.getString("record_key"),
                row.getBytes("payload"),
                row.getObject("corrected") == null
                        ? null
                        : new Corrected(row.getLong("corrected"), row.getBytes("correction")),
                row.getString("state"),
                row.getBoolean("first_load"),
                Objects.requireNonNull(Times.read(row, "held_at")));
    }

    // ---- questions about unknown codes

    /** Notes that a code must be looked up, first at {@code asked}. Once per code and reporter. */
    public void ask(String code, SystemId reporter, SystemId asked) {
        jdbc.update(
                "insert into lookup (code, reporter, asked, due_at) select ?, ?, ?, ?"
                        + " where not exists (select 1 from lookup where code = ? and reporter = ?)",
                code,
                reporter.value(),
                asked.value(),
                Times.column(clock.instant().plus(GRACE)),
                code,
                reporter.value());
    }

    /** A due question. */
    public record Question(String code, SystemId reporter, SystemId asked, int attempts) {}

    /** Takes the next due question; nobody else gets it for {@code lease}. */
    public Optional<Question> nextQuestion(SystemId asked, Duration lease) {
        var now = clock.instant();
        List<Question> due = jdbc.query(
                "select code, reporter, asked, attempts from lookup where asked = ? and due_at <= ? order by due_at fetch first 1 rows only",
                (row, i) -> new Question(
                        row.getString(1),
                        new SystemId(row.getString(2)),
                        new SystemId(row.getString(3)),
                        row.getInt(4)),
                asked.value(),
                Times.column(now));
        return due.stream()
                .filter(q -> jdbc.update(
                                "update lookup set due_at = ? where code = ? and reporter = ? and asked = ? and due_at <= ?",
                                Times.column(now.plus(lease)),
                                q.code(),
                                q.reporter().value(),
                                q.asked().value(),
                                Times.column(now))
                        == 1)
                .findFirst();
    }

    public void askElsewhere(Question question, SystemId next) {
        jdbc.update(
                "update lookup set asked = ?, due_at = ?, attempts = 0 where code = ? and reporter = ?",
                next.value(),
                Times.column(clock.instant()),
                question.code(),
                question.reporter().value());
    }

    public void askLater(Question question, Duration wait) {
        jdbc.update(
                "update lookup set due_at = ?, attempts = attempts + 1 where code = ? and reporter = ?",
                Times.column(clock.instant().plus(wait)),
                question.code(),
                question.reporter().value());
    }

    /** These codes are known now: nobody needs to be asked. */
    public void known(Collection<String> codes) {
        jdbc.batchUpdate(
                "delete from lookup where code = ?",
                codes.stream().map(code -> new Object[] {code}).toList());
    }

    public void answered(String code, SystemId reporter) {
        jdbc.update("delete from lookup where code = ? and reporter = ?", code, reporter.value());
    }
}
