package vn.lienthong.hub.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerDatabase;
import vn.lienthong.hub.ledger.Times;

/** The table {@code delivery} as the desk works on it. Outcomes carry the lease token: a slow worker overwrites nobody. */
@Component
class DeliveryRows {
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final boolean shared;

    DeliveryRows(JdbcTemplate jdbc, Clock clock, LedgerDatabase database) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.shared = database.isShared();
    }

    /** A row that was leased. {@code body} is null before the first try. */
    record Leased(
            long id,
            long dossierId,
            String phase,
            String what,
            String key,
            long eventId,
            int attempts,
            byte @Nullable [] body,
            @Nullable String message,
            String state,
            int generation) {
        Leased as(String next, @Nullable String said) {
            return new Leased(id, dossierId, next, what, key, eventId, 0, body, said, "R", generation);
        }
    }

    /** How a row is addressed. */
    record Address(@Nullable String code, @Nullable String reference) {}

    /** Code and reference of dossiers, for rows whose body is made already. */
    Map<Long, Address> addresses(SystemId system, Collection<Long> dossiers) {
        Map<Long, Address> found = new HashMap<>();
        List<Object> values = new ArrayList<>();
        values.add(system.value());
        values.addAll(dossiers);
        jdbc.query(
                "select d.id, d.code, r.code from dossier d left join reference r on r.dossier_id = d.id and r.system = ?"
                        + " where d.id in (" + String.join(",", Collections.nCopies(dossiers.size(), "?")) + ")",
                row -> {
                    found.put(row.getLong(1), new Address(row.getString(2), row.getString(3)));
                },
                values.toArray());
        return found;
    }

    /** Due rows of one phase, oldest first, leased under the token. Rows that failed before go alone. */
    List<Leased> lease(SystemId system, int most, boolean followFirst, String token, Duration time) {
        List<Leased> due = followFirst ? due(system, "H", most) : due(system, "R", most * 2);
        if (due.isEmpty()) {
            due = followFirst ? due(system, "R", most * 2) : due(system, "H", most);
        }
        if (due.isEmpty()) {
            return List.of();
        }
        Leased first = due.get(0);
        List<Leased> chosen = first.attempts() >= 2
                ? List.of(first)
                : due.stream()
                        .filter(row -> row.phase().equals(first.phase()) && row.attempts() < 2)
                        .limit(most)
                        .toList();
        Instant until = clock.instant().plus(time);
        var now = Times.column(clock.instant());
        int[] leased = jdbc.batchUpdate(
                "update delivery set lease_token = ?, lease_until = ? where id = ?"
                        + " and (lease_until is null or lease_until < ?)",
                chosen.stream()
                        .map(row -> new Object[] {token, Times.column(until), row.id(), now})
                        .toList());
        return IntStream.range(0, leased.length)
                .filter(i -> leased[i] == 1)
                .mapToObj(chosen::get)
                .toList();
    }

    private List<Leased> due(SystemId system, String state, int most) {
        var now = Times.column(clock.instant());
        return jdbc.query(
                "select id, dossier_id, phase, what, delivery_key, event_id, attempts, body, last_answer, state, generation"
                        + " from delivery where system = ? and state = ? and due_at <= ?"
                        + " and (lease_until is null or lease_until < ?) order by system, state, due_at, id fetch first "
                        + most
                        + " rows only" + lock(),
                DeliveryRows::leased,
                system.value(),
                state,
                now,
                now);
    }

    /** Processes that share a ledger pass over each other's rows; on the embedded one a lock would only cost writes. */
    private String lock() {
        return shared ? " for update skip locked" : "";
    }

    private static Leased leased(ResultSet row, int index) throws SQLException {
        return new Leased(
                row.getLong("id"),
                row.getLong("dossier_id"),
                row.getString("phase"),
                row.getString("what"),
                row.getString("delivery_key"),
                row.getLong("event_id"),
                row.getInt("attempts"),
                row.getBytes("body"),
                row.getString("last_answer"),
                row.getString("state"),
                row.getInt("generation"));
    }

    void fixBodies(List<Object[]> bodyIdToken) {
        if (!bodyIdToken.isEmpty()) {
            jdbc.batchUpdate("update delivery set body = ? where id = ? and lease_token = ?", bodyIdToken);
        }
    }

    /** Which of these rows the token still holds. */
    List<Long> stillHeld(String token, Collection<Long> ids) {
        List<Object> values = new ArrayList<>(ids);
        values.add(token);
        return jdbc.queryForList(
                "select id from delivery where id in (" + String.join(",", Collections.nCopies(ids.size(), "?"))
                        + ") and lease_token = ?",
                Long.class,
                values.toArray());
    }

    /** How a row goes on; {@code leasedUntil} = it stays in hand, for its next phase. */
    record Next(
            long id,
            String state,
            String phase,
            int attempts,
            Instant due,
            @Nullable String answer,
            boolean over,
            @Nullable Instant leasedUntil) {
        Next(long id, String state, String phase, int attempts, Instant due, @Nullable String answer, boolean over) {
            this(id, state, phase, attempts, due, answer, over, null);
        }
    }

    void settle(String token, List<Next> rows) {
        var now = Times.column(clock.instant());
        jdbc.batchUpdate(
                "update delivery set state = ?, phase = ?, attempts = ?, due_at = ?, last_answer = ?,"
                        + " done_at = case when ? then cast(? as timestamp with time zone) else done_at end,"
                        + " lease_token = ?, lease_until = ? where id = ? and lease_token = ?",
                rows.stream()
                        .map(r -> new Object[] {
                            r.state(),
                            r.phase(),
                            r.attempts(),
                            Times.column(r.due()),
                            cut(r.answer()),
                            r.over(),
                            now,
                            r.leasedUntil() == null ? null : token,
                            Times.column(r.leasedUntil()),
                            r.id(),
                            token
                        })
                        .toList());
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= 1000 ? text : text.substring(0, 999) + "…";
    }

    /** What stood behind a finished or handed-over row becomes due. @return whether anything did */
    boolean promote(SystemId system, Collection<Long> dossiers) {
        var now = Times.column(clock.instant());
        List<Object> values = new ArrayList<>(dossiers);
        values.add(system.value());
        List<Long> waiting = jdbc.queryForList(
                "select distinct dossier_id from delivery where dossier_id in ("
                        + String.join(",", Collections.nCopies(dossiers.size(), "?"))
                        + ") and system = ? and state = 'B'",
                Long.class,
                values.toArray());
        if (waiting.isEmpty()) {
            return false;
        }
        int[] moved = jdbc.batchUpdate(
                "update delivery set state = 'R', due_at = ? where dossier_id = ? and system = ? and state = 'B'"
                        + " and seq = (select min(b.seq) from delivery b where b.dossier_id = ? and b.system = ? and b.state = 'B')"
                        + " and not exists (select 1 from delivery o where o.dossier_id = ? and o.system = ? and o.state in ('R', 'P'))",
                waiting.stream()
                        .map(d -> new Object[] {now, d, system.value(), d, system.value(), d, system.value()})
                        .toList());
        for (int count : moved) {
            if (count > 0) {
                return true;
            }
        }
        return false;
    }

    void giveBack(String token, Collection<Long> ids) {
        jdbc.batchUpdate(
                "update delivery set lease_token = null, lease_until = null where lease_token = ? and id = ?",
                ids.stream().map(id -> new Object[] {token, id}).toList());
    }

    /** Frees all that a process holds of a system; its tokens begin with its name. */
    void giveBackAll(SystemId system, String process) {
        jdbc.update(
                "update delivery set lease_token = null, lease_until = null"
                        + " where system = ? and state in ('R', 'H') and lease_token like ?",
                system.value(),
                process + "-%");
    }

    void park(long id, String why, Instant now) {
        jdbc.update(
                "update delivery set state = 'P', done_at = null, last_answer = ?, due_at = ? where id = ?",
                why,
                Times.column(now),
                id);
    }

    /** A parked row is tried anew with a new body. @return the system, if it was parked */
    @Nullable
    SystemId unpark(long id) {
        List<String> system =
                jdbc.queryForList("select system from delivery where id = ? and state = 'P'", String.class, id);
        if (system.isEmpty()) {
            return null;
        }
        jdbc.update(
                "update delivery set state = 'R', phase = what, body = null, attempts = 0, due_at = ? where id = ? and state = 'P'",
                Times.column(clock.instant()),
                id);
        return new SystemId(system.get(0));
    }

    Optional<Long> dossierOf(long id) {
        return jdbc.queryForList("select dossier_id from delivery where id = ?", Long.class, id).stream()
                .findFirst();
    }

    boolean exists(long id) {
        return !jdbc.queryForList("select id from delivery where id = ?", id).isEmpty();
    }

    void note(long eventId, String note) {
        jdbc.update(
                "update event set note = ? where id = ? and note is null",
                note.length() > 400 ? note.substring(0, 400) : note,
                eventId);
    }
}
