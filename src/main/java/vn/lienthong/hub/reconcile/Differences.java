package vn.lienthong.hub.reconcile;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.KeyedHash;
import vn.lienthong.hub.ledger.Times;
import vn.lienthong.hub.reconcile.Difference.Missing;
import vn.lienthong.hub.reconcile.Difference.State;

/** The table of differences. Values are kept as bytes, found again by their keyed hash only. */
@Component
class Differences {
    private static final String READ =
            "select id, run_id, kind, subject, field, dossier_id, code, ours, theirs, record,"
                    + " record_stream, record_key, state, note, tries, since from reconcile_difference";

    private final JdbcTemplate jdbc;
    private final Ids ids;
    private final KeyedHash hash;
    private final Clock clock;

    Differences(JdbcTemplate jdbc, Ids ids, KeyedHash hash, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.hash = hash;
        this.clock = clock;
    }

    /** A difference that was seen once. */
    record Suspect(
            Finding finding,
            String subject,
            @Nullable Long dossier,
            @Nullable String code,
            @Nullable Missing missing) {

        /** What differs in one dossier. */
        static List<Suspect> of(DossierFile file, List<Finding> findings) {
            String subject = Objects.requireNonNullElse(file.code(), "dossier " + file.id());
            return findings.stream()
                    .map(f -> new Suspect(f, subject, file.id(), file.code(), null))
                    .toList();
        }
    }

    /**
     * Notes them, once for each run, kind, subject and field.
     *
     * @return how many things that are not known here were among them, seen for the first time
     */
    int suspect(Run run, Collection<Suspect> suspects, Duration grace) {
        Instant now = clock.instant();
        int strangers = 0;
        for (Suspect s : suspects) {
            String subject = cut(s.subject(), 200);
            String field = cut(s.finding().field(), 200);
            if (!jdbc.queryForList(
                            "select id from reconcile_difference where run_id = ? and kind = ? and subject = ? and field = ?",
                            run.id(),
                            s.finding().kind().word(),
                            subject,
                            field)
                    .isEmpty()) {
                continue;
            }
            Missing missing = s.missing();
            if (s.finding().kind() == Finding.Kind.UNKNOWN_THERE) {
                strangers++;
            }
            jdbc.update(
                    "insert into reconcile_difference (id, run_id, system, kind, subject, field, dossier_id, code, ours,"
                            + " theirs, ours_hash, theirs_hash, record, record_stream, record_key, state, due_at, since, noted_at)"
                            + " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'suspect',?,?,?)",
                    ids.next(),
                    run.id(),
                    run.system().value(),
                    s.finding().kind().word(),
                    subject,
                    field,
                    s.dossier(),
                    s.code(),
                    bytes(s.finding().ours()),
                    bytes(s.finding().theirs()),
                    hashed(s.finding().ours()),
                    hashed(s.finding().theirs()),
                    missing == null ? null : missing.record(),
                    missing == null ? null : missing.stream(),
                    missing == null ? null : missing.key(),
                    Times.column(now.plus(grace)),
                    Times.column(now),
                    Times.column(now));
        }
        return strangers;
    }

    /** The one to be looked at next; empty = none is due yet. */
    Optional<Difference> due(long run) {
        return jdbc
                .query(
                        READ
                                + " where run_id = ? and state in ('suspect', 'mending') and due_at <= ? order by due_at, id"
                                + " fetch first 1 rows only",
                        Differences::read,
                        run,
                        Times.column(clock.instant()))
                .stream()
                .findFirst();
    }

    /** When the next one is to be looked at; empty = all are done with. */
    Optional<Instant> nextDue(long run) {
        return jdbc
                .query(
                        "select due_at from reconcile_difference where run_id = ? and state in ('suspect', 'mending')"
                                + " order by due_at fetch first 1 rows only",
                        (row, i) -> Objects.requireNonNull(Times.read(row, "due_at")),
                        run)
                .stream()
                .findFirst();
    }

    /** All of one dossier in one state. */
    List<Difference> ofDossier(long run, long dossier, State state) {
        return jdbc.query(
                READ + " where dossier_id = ? and run_id = ? and state = ? and record is null order by id",
                Differences::read,
                dossier,
                run,
                Runs.word(state));
    }

    void again(Collection<Difference> differences, Duration wait) {
        var due = Times.column(clock.instant().plus(wait));
        differences.forEach(d ->
                jdbc.update("update reconcile_difference set due_at = ?, tries = tries + 1 where id = ?", due, d.id()));
    }

    /** The far system's value changed between two looks: it must be seen twice. */
    void nowIs(Difference difference, Finding finding, Duration wait) {
        jdbc.update(
                "update reconcile_difference set ours = ?, theirs = ?, ours_hash = ?, theirs_hash = ?, due_at = ?,"
                        + " since = ?, tries = tries + 1 where id = ?",
                bytes(finding.ours()),
                bytes(finding.theirs()),
                hashed(finding.ours()),
                hashed(finding.theirs()),
                Times.column(clock.instant().plus(wait)),
                Times.column(clock.instant()),
                difference.id());
    }

    void becomes(Collection<Difference> differences, State state, @Nullable String note, Duration wait) {
        Instant now = clock.instant();
        for (Difference d : differences) {
            jdbc.update(
                    "update reconcile_difference set state = ?, note = ?, tries = 0, due_at = ?, since = ?,"
                            + " record = case when ? = 'mending' then record end where id = ?",
                    Runs.word(state),
                    note,
                    Times.column(now.plus(wait)),
                    Times.column(now),
                    Runs.word(state),
                    d.id());
        }
    }

    /**
     * Lists a difference for a person. One that a person accepted with the same values stays accepted; an earlier run's open
     * entry of the same thing is carried on to this one.
     */
    void open(SystemId system, Difference d, String note) {
        String decided = jdbc
                .queryForList(
                        "select reason from reconcile_difference where system = ? and state = 'accepted' and subject = ?"
                                + " and kind = ? and field = ? and ours_hash = ? and theirs_hash = ? order by id desc"
                                + " fetch first 1 rows only",
                        String.class,
                        system.value(),
                        d.subject(),
                        d.finding().kind().word(),
                        d.finding().field(),
                        hashed(d.finding().ours()),
                        hashed(d.finding().theirs()))
                .stream()
                .findFirst()
                .orElse(null);
        if (decided != null) {
            becomes(List.of(d), State.ACCEPTED, note, Duration.ZERO);
            jdbc.update(
                    "update reconcile_difference set reason = ?, closed_by = 'before' where id = ?", decided, d.id());
            return;
        }
        becomes(List.of(d), State.OPEN, note, Duration.ZERO);
        jdbc.update(
                "update reconcile_difference set state = 'carried', note = ? where system = ? and state = 'open'"
                        + " and subject = ? and kind = ? and field = ? and id < ?",
                "run " + d.run(),
                system.value(),
                d.subject(),
                d.finding().kind().word(),
                d.finding().field(),
                d.id());
    }

    /** Whether an earlier run was at the same difference with the same values and could not mend it. */
    boolean withstood(SystemId system, Difference d) {
        return !jdbc.queryForList(
                        "select id from reconcile_difference where system = ? and state in ('open', 'carried') and subject = ?"
                                + " and kind = ? and field = ? and ours_hash = ? and theirs_hash = ? and id < ?"
                                + " and note like 'HUB-RCN-01%' fetch first 1 rows only",
                        system.value(),
                        d.subject(),
                        d.finding().kind().word(),
                        d.finding().field(),
                        hashed(d.finding().ours()),
                        hashed(d.finding().theirs()),
                        d.id())
                .isEmpty();
    }

    /** @return whether it was open */
    boolean accept(long id, String actor, String reason) {
        return jdbc.update(
                        "update reconcile_difference set state = 'accepted', closed_by = ?, reason = ?, since = ?"
                                + " where id = ? and state = 'open'",
                        actor,
                        reason,
                        Times.column(clock.instant()),
                        id)
                == 1;
    }

    Optional<Difference> find(long id) {
        return jdbc.query(READ + " where id = ?", Differences::read, id).stream()
                .findFirst();
    }

    /** What was only suspected when a run ended early counts for nothing. */
    void forgetSuspects(long run) {
        jdbc.update(
                "update reconcile_difference set state = 'gone', record = null where run_id = ? and state = 'suspect'",
                run);
        jdbc.update(
                "update reconcile_difference set state = 'open', note = 'HUB-RCN-012', record = null"
                        + " where run_id = ? and state = 'mending'",
                run);
    }

    private String hashed(@Nullable String value) {
        return value == null ? "" : hash.of(value);
    }

    private static byte @Nullable [] bytes(@Nullable String value) {
        return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static Difference read(ResultSet row, int index) throws SQLException {
        long dossier = row.getLong("dossier_id");
        boolean ofDossier = !row.wasNull();
        byte[] record = row.getBytes("record");
        return new Difference(
                row.getLong("id"),
                row.getLong("run_id"),
                new Finding(
                        Finding.Kind.of(row.getString("kind")),
                        row.getString("field"),
                        text(row.getBytes("ours")),
                        text(row.getBytes("theirs"))),
                row.getString("subject"),
                ofDossier ? dossier : null,
                row.getString("code"),
                record == null
                        ? null
                        : new Missing(row.getString("record_stream"), row.getString("record_key"), record),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                row.getInt("tries"),
                Objects.requireNonNull(Times.read(row, "since")));
    }
}
