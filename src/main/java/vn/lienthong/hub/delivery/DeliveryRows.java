package vn.lienthong.hub.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerDatabase;
import vn.lienthong.hub.ledger.ReasonGroups;
import vn.lienthong.hub.ledger.Replays;
import vn.lienthong.hub.ledger.StoredFact;
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

    private static final String RESENT = "resent = case when phase = 'follow' then resent + 1 else resent end";

    /**
     * A row in hand, or about to be. {@code body} is null before the first try.
     *
     * @param until when somebody else may take it
     */
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
            int generation,
            Instant until) {
        /** The same row in its next phase. */
        Leased as(String next, @Nullable String said, Instant leasedUntil) {
            return new Leased(id, dossierId, next, what, key, eventId, 0, body, said, "R", generation, leasedUntil);
        }

        Leased until(Instant leasedUntil) {
            return new Leased(
                    id, dossierId, phase, what, key, eventId, attempts, body, message, state, generation, leasedUntil);
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
                "select d.id, d.code, r.code from dossier d left join reference r on r.dossier_id = d.id and r.system = ? and not r.former"
                        + " where d.id in (" + String.join(",", Collections.nCopies(dossiers.size(), "?")) + ")",
                row -> {
                    found.put(row.getLong(1), new Address(row.getString(2), row.getString(3)));
                },
                values.toArray());
        return found;
    }

    /** Due rows of one phase, oldest first, not yet leased. A row that failed before goes alone. */
    List<Leased> due(SystemId system, int most, boolean followFirst) {
        List<Leased> due = followFirst ? due(system, "H", most) : due(system, "R", most * 2);
        if (due.isEmpty()) {
            due = followFirst ? due(system, "R", most * 2) : due(system, "H", most);
        }
        if (due.isEmpty()) {
            return List.of();
        }
        Leased first = due.get(0);
        return first.attempts() >= 2
                ? List.of(first)
                : due.stream()
                        .filter(row -> row.phase().equals(first.phase()) && row.attempts() < 2)
                        .limit(most)
                        .toList();
    }

    private List<Leased> due(SystemId system, String state, int most) {
        var now = Times.column(clock.instant());
        return jdbc.query(
                "select id, dossier_id, phase, what, delivery_key, resent, event_id, attempts, body, last_answer, state, generation"
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
                key(row.getString("delivery_key"), row.getInt("resent")),
                row.getLong("event_id"),
                row.getInt("attempts"),
                row.getBytes("body"),
                row.getString("last_answer"),
                row.getString("state"),
                row.getInt("generation"),
                Instant.MIN);
    }

    /** What lay in a mailbox and was refused there is a message of its own when it is sent again. */
    private static String key(String key, int resent) {
        return resent == 0 ? key : key + "~" + resent;
    }

    /** A row to be leased, with the body that is fixed by it. */
    record Ready(Leased row, byte[] body) {}

    /** Leases rows whose dossiers the caller has locked. @return those that nobody else had taken, dropped or settled */
    List<Leased> lease(String token, Instant until, List<Ready> ready) {
        if (ready.isEmpty()) {
            return List.of();
        }
        var now = Times.column(clock.instant());
        var end = Times.column(until);
        int[] leased = jdbc.batchUpdate(
                "update delivery set lease_token = ?, lease_until = ?, body = ? where id = ? and state = ?"
                        + " and (lease_until is null or lease_until < ?)",
                ready.stream()
                        .map(r -> new Object[] {
                            token, end, r.body(), r.row().id(), r.row().state(), now
                        })
                        .toList());
        return IntStream.range(0, leased.length)
                .filter(i -> leased[i] == 1)
                .mapToObj(i -> ready.get(i).row().until(until))
                .toList();
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

    /** @return of each row whether the token still held it; what it did not hold is not changed */
    boolean[] settle(String token, List<Next> rows) {
        boolean[] held = new boolean[rows.size()];
        if (rows.isEmpty()) {
            return held;
        }
        var now = Times.column(clock.instant());
        int[] changed = jdbc.batchUpdate(
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
        for (int i = 0; i < changed.length; i++) {
            held[i] = changed[i] == 1;
        }
        return held;
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

    /** Frees rows untouched, in the phase that they had reached. */
    void giveBack(String token, Collection<Leased> rows) {
        jdbc.batchUpdate(
                "update delivery set lease_token = null, lease_until = null, phase = ? where lease_token = ? and id = ?",
                rows.stream()
                        .map(row -> new Object[] {row.phase(), token, row.id()})
                        .toList());
    }

    /** Frees all that a process holds of a system; its tokens begin with its name. */
    void giveBackAll(SystemId system, String process) {
        jdbc.update(
                "update delivery set lease_token = null, lease_until = null"
                        + " where system = ? and state in ('R', 'H') and lease_token like ?",
                system.value(),
                process + "-%");
    }

    void postpone(long id, Instant due) {
        jdbc.update("update delivery set due_at = ? where id = ?", Times.column(due), id);
    }

    void park(long id, String why, Instant now) {
        jdbc.update(
                "update delivery set state = 'P', done_at = null, last_answer = ?, due_at = ? where id = ?",
                cut(why),
                Times.column(now),
                id);
    }

    /** Why a row is parked: a code, and what rows with the same reason have in common. */
    record Reason(long id, String code, String detail) {}

    void reasons(List<Reason> parked) {
        if (!parked.isEmpty()) {
            jdbc.batchUpdate(
                    "update delivery set reason_code = ?, reason_detail = ? where id = ?",
                    parked.stream()
                            .map(r -> new Object[] {
                                r.code(), r.detail().length() > 400 ? r.detail().substring(0, 400) : r.detail(), r.id()
                            })
                            .toList());
        }
    }

    /** A parked row is tried anew with a new body. @return the system, if it was parked */
    @Nullable
    SystemId unpark(long id) {
        Parked row = parked(id);
        return row == null || unpark(List.of(id), null) == 0 ? null : row.system();
    }

    /** @param replay the bulk replay that ordered it. @return how many were parked still */
    int unpark(Collection<Long> ids, @Nullable Long replay) {
        var now = Times.column(clock.instant());
        int[] moved = jdbc.batchUpdate(
                "update delivery set state = 'R', " + RESENT
                        + ", phase = what, body = null, attempts = 0, due_at = ?, lease_token = null,"
                        + " lease_until = null, reason_code = null,"
                        + " reason_detail = null, replay_id = ? where id = ? and state = 'P'",
                ids.stream().map(id -> new Object[] {now, replay, id}).toList());
        return IntStream.of(moved).sum();
    }

    /** A parked row as a correction finds it. */
    record Parked(SystemId system, String phase, byte @Nullable [] body) {}

    @Nullable
    Parked parked(long id) {
        return jdbc
                .query(
                        "select system, phase, body from delivery where id = ? and state = 'P' for update",
                        (row, i) -> new Parked(
                                new SystemId(row.getString("system")), row.getString("phase"), row.getBytes("body")),
                        id)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** A parked row is tried anew with this body, which is fixed. */
    void unparkWith(long id, byte[] body, String phase) {
        jdbc.update(
                "update delivery set state = 'R', " + RESENT
                        + ", phase = case when ? = '' then what else ? end, body = ?, attempts = 0,"
                        + " due_at = ?, lease_token = null, lease_until = null, last_answer = null, reason_code = null, reason_detail = null, replay_id = null"
                        + " where id = ? and state = 'P'",
                phase,
                phase,
                body,
                Times.column(clock.instant()),
                id);
    }

    /** A parked row in the order of parking. */
    record Place(long id, Instant since) {}

    List<Place> parked(Replays.Replay replay, int most) {
        var cursor = Times.column(replay.cursorAt());
        ReasonGroups.Where where = new ReasonGroups.Where(
                        "system = ? and state = 'P'", replay.system().value())
                .and("due_at >= ?", cursor)
                .and("(due_at > ? or id > ?)", cursor, replay.cursorId())
                .parkedScope(replay.scope());
        return jdbc.query(
                "select id, due_at from delivery" + where + " order by system, state, due_at, id fetch first " + most
                        + " rows only",
                (row, i) -> new Place(row.getLong("id"), java.util.Objects.requireNonNull(Times.read(row, "due_at"))),
                where.values());
    }

    List<Long> dossiersOf(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.queryForList(
                        "select distinct dossier_id from delivery where id in ("
                                + String.join(",", Collections.nCopies(ids.size(), "?")) + ")",
                        Long.class,
                        ids.toArray());
    }

    boolean exists(long id) {
        return !jdbc.queryForList("select id from delivery where id = ?", id).isEmpty();
    }

    /** Stands before what was noted of the event already; said once more, it is noted once. */
    void note(long eventId, String note) {
        String words = note.substring(0, Math.min(note.length(), StoredFact.LONGEST_NOTE));
        jdbc.update(
                "update event set note = left(cast(? as varchar) || coalesce('; ' || note, ''), ?)"
                        + " where id = ? and (note is null or position(cast(? as varchar) in note) = 0)",
                words,
                StoredFact.LONGEST_NOTE,
                eventId,
                words);
    }
}
