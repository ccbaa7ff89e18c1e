package vn.lienthong.hub.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** Bulk replays: what was asked, how far each is. A page moves its replay's cursor in its own transaction. */
@Component
public class Replays implements Past {
    private static final int AT_ONCE = 1000;
    private static final String SELECT =
            "select id, kind, system, scope, state, asked, tried, freed, kept, cursor_at, cursor_id, actor, why, fault,"
                    + " asked_at, started_at, ended_at from replay";

    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;

    public Replays(JdbcTemplate jdbc, ObjectMapper json, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** What is replayed. */
    public enum Kind {
        HELD,
        PARKED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Life of a replay. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        /** By a person; what was not tried yet stays as it is. */
        STOPPED,
        /** A page failed again and again; {@code fault} says why. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isOpen() {
            return this == WAITING || this == RUNNING;
        }
    }

    /**
     * One bulk replay.
     *
     * @param asked in scope when it was asked for
     * @param tried of them so far; those that were closed otherwise meanwhile count as tried
     * @param freed registered, or due again
     * @param kept at fault again
     * @param cursorAt moment of the last one that was tried
     */
    public record Replay(
            long id,
            Kind kind,
            SystemId system,
            ReplayScope scope,
            State state,
            int asked,
            int tried,
            int freed,
            int kept,
            @Nullable Instant cursorAt,
            long cursorId,
            String actor,
            @Nullable String why,
            @Nullable String fault,
            Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /** How far a page brought a replay. */
    public record Progress(Instant cursorAt, long cursorId, int tried, int freed, int kept) {}

    /** The replay was stopped, or another process was faster: nothing of the page may stay. */
    public static class Moved extends RuntimeException {
        public Moved(long id) {
            super("HUB-INT-020 replay " + id + " was stopped or moved on by another process");
        }
    }

    /** The present as both databases keep it: nothing of what is held now may come after it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
    }

    /** @param extent what the scope has now */
    public Replay add(Kind kind, ReplayScope scope, ReasonGroups.Extent extent, String actor, @Nullable String why) {
        long id = ids.next();
        Instant now = clock.instant();
        jdbc.update(
                "insert into replay (id, kind, system, scope, state, asked, cursor_at, cursor_id, actor, why, asked_at)"
                        + " values (?,?,?,?,'waiting',?,?,0,?,?,?)",
                id,
                kind.word(),
                scope.system().value(),
                text(scope),
                extent.count(),
                Times.column(extent.first()),
                actor,
                why,
                Times.column(now));
        return find(id).orElseThrow();
    }

    public Optional<Replay> find(long id) {
        return jdbc.query(SELECT + " where id = ?", this::replay, id).stream().findFirst();
    }

    /** Latest first. */
    public List<Replay> latest(int most) {
        return jdbc.query(SELECT + " order by asked_at desc, id desc fetch first " + most + " rows only", this::replay);
    }

    /** Where a running replay stands. @throws Moved if it does not run any more */
    public long cursor(long id) {
        return jdbc
                .queryForList("select cursor_id from replay where id = ? and state = 'running'", Long.class, id)
                .stream()
                .findFirst()
                .orElseThrow(() -> new Moved(id));
    }

    /** Waiting and running ones in the order in which they were asked for. */
    public List<Replay> open() {
        return jdbc.query(
                SELECT + " where state in ('waiting', 'running') order by asked_at, id fetch first 500 rows only",
                this::replay);
    }

    public boolean begin(Replay replay) {
        return jdbc.update(
                        "update replay set state = 'running', started_at = coalesce(started_at, ?)"
                                + " where id = ? and state in ('waiting', 'running')",
                        Times.column(clock.instant()),
                        replay.id())
                == 1;
    }

    /**
     * Within the page's transaction.
     *
     * @param from where the page started
     * @throws Moved if the replay does not stand there any more
     */
    public void advance(long id, long from, Progress to) {
        int moved = jdbc.update(
                "update replay set cursor_at = ?, cursor_id = ?, tried = tried + ?, freed = freed + ?, kept = kept + ?,"
                        + " asked = greatest(asked, tried + ?)"
                        + " where id = ? and state = 'running' and cursor_id = ?",
                Times.column(to.cursorAt()),
                to.cursorId(),
                to.tried(),
                to.freed(),
                to.kept(),
                to.tried(), // what was being held in the very moment of the order belongs to it too
                id,
                from);
        if (moved != 1) {
            throw new Moved(id);
        }
    }

    /** @return false if it had ended before */
    public boolean end(long id, State state, @Nullable String fault) {
        return jdbc.update(
                        "update replay set state = ?, fault = ?, ended_at = ? where id = ? and state in ('waiting', 'running')",
                        state.word(),
                        fault == null || fault.length() <= 400 ? fault : fault.substring(0, 400),
                        Times.column(clock.instant()),
                        id)
                == 1;
    }

    /** Deliveries that a replay gave a new chance and that are parked once more. */
    public int parkedAgain(Replay replay) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from delivery where system = ? and state = 'P' and replay_id = ?",
                Integer.class,
                replay.system().value(),
                replay.id()));
    }

    @Override
    public int forget(Instant before) {
        return jdbc.update(
                "delete from replay where id in (select id from replay where state not in ('waiting', 'running')"
                        + " and ended_at < ? order by id fetch first " + AT_ONCE + " rows only)",
                Times.column(before));
    }

    private Replay replay(ResultSet row, int index) throws SQLException {
        return new Replay(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                new SystemId(row.getString("system")),
                scope(row.getString("scope")),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("asked"),
                row.getInt("tried"),
                row.getInt("freed"),
                row.getInt("kept"),
                Times.read(row, "cursor_at"),
                row.getLong("cursor_id"),
                row.getString("actor"),
                row.getString("why"),
                row.getString("fault"),
                Objects.requireNonNull(Times.read(row, "asked_at")),
                Times.read(row, "started_at"),
                Times.read(row, "ended_at"));
    }

    private String text(ReplayScope scope) {
        try {
            return json.writeValueAsString(scope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("HUB-LED-091 a scope cannot be written", e);
        }
    }

    private ReplayScope scope(String text) {
        try {
            return json.readValue(text, ReplayScope.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "HUB-LED-091 a row of the ledger does not hold JSON; restore it from a backup", e);
        }
    }
}
