package vn.lienthong.hub.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.ledger.Times;
import vn.lienthong.hub.reconcile.Run.Filled;
import vn.lienthong.hub.reconcile.Run.Phase;
import vn.lienthong.hub.reconcile.Run.State;

/** The table of runs, and the dossiers that a run has seen at the far side. */
@Component
class Runs {
    private static final Filled NOTHING = new Filled(0, 0, 0, 0, 0, null, null);

    private final JdbcTemplate jdbc;
    private final Ids ids;
    private final Clock clock;

    Runs(JdbcTemplate jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    long open(SystemId system, String askedBy, Instant from, Instant to, boolean mend, boolean deep) {
        long id = ids.next();
        var now = Times.column(clock.instant());
        jdbc.update(
                "insert into reconcile_run (id, system, asked_by, window_from, window_to, mend, deep, state, phase,"
                        + " started_at, changed_at) values (?,?,?,?,?,?,?,'running','list',?,?)",
                id,
                system.value(),
                askedBy,
                Times.column(from),
                Times.column(to),
                mend,
                deep,
                now,
                now);
        return id;
    }

    /** @throws org.springframework.dao.DuplicateKeyException if a backfill of the system runs */
    long openBackfill(SystemId system, String askedBy, Instant from, Instant to, int mostPerSecond) {
        long id = ids.next();
        var now = Times.column(clock.instant());
        jdbc.update(
                "insert into reconcile_run (id, system, asked_by, window_from, window_to, mend, deep, state, phase,"
                        + " started_at, changed_at, kind, filling, most_per_second)"
                        + " values (?,?,?,?,?,false,false,'running','list',?,?,'backfill',?,?)",
                id,
                system.value(),
                askedBy,
                Times.column(from),
                Times.column(to),
                now,
                now,
                system.value(),
                mostPerSecond);
        return id;
    }

    /** The run of a system that goes on, the first to be asked for. */
    Optional<Run> running(SystemId system) {
        return jdbc
                .query(
                        "select * from reconcile_run where state = 'running' and system = ? order by id"
                                + " fetch first 1 rows only",
                        Runs::read,
                        system.value())
                .stream()
                .findFirst();
    }

    Optional<Run> find(long id) {
        return jdbc.query("select * from reconcile_run where id = ?", Runs::read, id).stream()
                .findFirst();
    }

    /** Runs of a kind, the newest first. */
    Slice<Run> page(String kind, @Nullable SystemId system, Window window) {
        List<Object> values = new ArrayList<>(List.of(kind));
        StringBuilder where = new StringBuilder("select * from reconcile_run where kind = ?");
        if (system != null) {
            where.append(" and system = ?");
            values.add(system.value());
        }
        if (window.after() > 0) {
            where.append(" and id < ?");
            values.add(window.after());
        }
        List<Run> found = jdbc.query(
                where + " order by id desc fetch first " + (window.size() + 1) + " rows only",
                Runs::read,
                values.toArray());
        boolean more = found.size() > window.size();
        List<Run> page = more ? found.subList(0, window.size()) : found;
        return new Slice<>(page, more ? page.get(page.size() - 1).id() : null);
    }

    /** When the last run of the schedule began. */
    Optional<Instant> lastScheduled(SystemId system, String askedBy) {
        return jdbc
                .query(
                        "select * from reconcile_run where system = ? and asked_by = ? order by id desc"
                                + " fetch first 1 rows only",
                        Runs::read,
                        system.value(),
                        askedBy)
                .stream()
                .findFirst()
                .map(Run::startedAt);
    }

    /** When the ledger got its first dossier. */
    Optional<Instant> firstDossier() {
        return jdbc
                .query(
                        "select first_seen_at from dossier order by id fetch first 1 rows only",
                        (row, i) -> Objects.requireNonNull(Times.read(row, "first_seen_at")))
                .stream()
                .findFirst();
    }

    /** The number of the log that was taken last before a time; 0 = none. */
    long lastNumberBefore(SystemId system, Instant time) {
        Long last = jdbc.queryForObject(
                "select max(source_number) from event where source = ? and taken_at < ?",
                Long.class,
                system.value(),
                Times.column(time));
        return last == null ? 0 : last;
    }

    /** @throws RunMoved if another process or a person changed the run meanwhile */
    void save(Run run) {
        var now = Times.column(clock.instant());
        Filled filled = Objects.requireNonNullElse(run.filled(), NOTHING);
        int saved = jdbc.update(
                "update reconcile_run set state = ?, phase = ?, list_no = ?, place = ?, last_id = ?, calls = ?,"
                        + " compared = ?, under_way = ?, trouble = ?, version = version + 1, changed_at = ?, ended_at = ?,"
                        + " registered = ?, unchanged = ?, held_back = ?, not_given = ?, list_from = ?, list_at = ?,"
                        + " filling = case when ? = 'running' then filling end"
                        + " where id = ? and version = ?",
                word(run.state()),
                word(run.phase()),
                run.listNo(),
                run.place(),
                run.lastId(),
                run.calls(),
                run.compared(),
                run.underWay(),
                cut(run.trouble()),
                now,
                run.state() == State.RUNNING ? null : now,
                filled.registered(),
                filled.unchanged(),
                filled.heldBack(),
                filled.notGiven(),
                Times.column(filled.listFrom()),
                Times.column(filled.listAt()),
                word(run.state()),
                run.id(),
                run.version());
        if (saved != 1) {
            throw new RunMoved();
        }
    }

    private static @org.jspecify.annotations.Nullable String cut(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.length() <= 400 ? text : text.substring(0, 399) + "…";
    }

    /** Somebody else changed the run: what was read of it is old. */
    static class RunMoved extends RuntimeException {
        RunMoved() {
            super("HUB-RCN-001 the run was changed by another process or a person");
        }
    }

    // ---- what a list named

    void saw(long run, Collection<Long> dossiers) {
        List<Long> fresh = new ArrayList<>(unseen(run, dossiers));
        jdbc.batchUpdate(
                "insert into reconcile_seen (run_id, dossier_id) values (?,?)",
                fresh.stream().map(id -> new Object[] {run, id}).toList());
    }

    Collection<Long> unseen(long run, Collection<Long> dossiers) {
        TreeSet<Long> fresh = new TreeSet<>(dossiers);
        if (!fresh.isEmpty()) {
            List<Object> values = new ArrayList<>(fresh);
            values.add(0, run);
            fresh.removeAll(jdbc.queryForList(
                    "select dossier_id from reconcile_seen where run_id = ? and dossier_id in ("
                            + String.join(",", Collections.nCopies(fresh.size(), "?")) + ")",
                    Long.class,
                    values.toArray()));
        }
        return fresh;
    }

    /** Dossiers of the window that the system may hold and that no list named, in the order of their ids. */
    List<Long> unseen(Run run, int most) {
        String system = run.system().value();
        return jdbc.queryForList(
                "select d.id from dossier d where d.id > ? and d.changed_at >= ? and d.changed_at <= ?"
                        + " and (d.born = ? or exists (select 1 from delivery x where x.dossier_id = d.id and x.system = ?)"
                        + " or exists (select 1 from reference r where r.dossier_id = d.id and r.system = ?))"
                        + " and not exists (select 1 from reconcile_seen s where s.run_id = ? and s.dossier_id = d.id)"
                        + " order by d.id fetch first " + most + " rows only",
                Long.class,
                run.lastId(),
                Times.column(run.from()),
                Times.column(run.to()),
                system,
                system,
                system,
                run.id());
    }

    void forgetSeen(long run) {
        jdbc.update("delete from reconcile_seen where run_id = ?", run);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Run read(ResultSet row, int index) throws SQLException {
        return new Run(
                row.getLong("id"),
                new SystemId(row.getString("system")),
                row.getString("asked_by"),
                Objects.requireNonNull(Times.read(row, "window_from")),
                Objects.requireNonNull(Times.read(row, "window_to")),
                row.getBoolean("mend"),
                row.getBoolean("deep"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
                row.getInt("list_no"),
                row.getString("place"),
                row.getLong("last_id"),
                row.getLong("calls"),
                row.getLong("compared"),
                row.getLong("under_way"),
                row.getString("trouble"),
                row.getLong("version"),
                Objects.requireNonNull(Times.read(row, "started_at")),
                Objects.requireNonNull(Times.read(row, "changed_at")),
                Times.read(row, "ended_at"),
                row.getString("kind").equals("backfill") ? filled(row) : null);
    }

    private static Filled filled(ResultSet row) throws SQLException {
        return new Filled(
                row.getInt("most_per_second"),
                row.getLong("registered"),
                row.getLong("unchanged"),
                row.getLong("held_back"),
                row.getLong("not_given"),
                Times.read(row, "list_from"),
                Times.read(row, "list_at"));
    }
}
