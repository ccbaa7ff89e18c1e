package vn.lienthong.hub.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Replay;

/** Answers from the tables of the ledger, the same on H2 and PostgreSQL. */
@Component
class JdbcRepairs implements Repairs {
    private final ReasonGroups groups;
    private final Replays replays;
    private final JdbcTemplate jdbc;

    JdbcRepairs(ReasonGroups groups, Replays replays, JdbcTemplate jdbc) {
        this.groups = groups;
        this.replays = replays;
        this.jdbc = jdbc;
    }

    @Override
    public List<ReasonGroup> groups(Kind kind, SystemId system, int most) {
        return groups.of(kind, system, most);
    }

    @Override
    public List<Replay> replays(int most) {
        return replays.latest(most);
    }

    @Override
    public Optional<Replay> replay(long id) {
        return replays.find(id);
    }

    @Override
    public int parkedAgain(Replay replay) {
        return replay.kind() == Kind.HELD ? 0 : replays.parkedAgain(replay);
    }

    @Override
    public Optional<Original> original(Kind kind, long id) {
        boolean held = kind == Kind.HELD;
        String sql = held
                ? "select system, record_key as name, state, payload as content from held where id = ?"
                : "select system, delivery_key as name, state, body as content from delivery where id = ?";
        return jdbc
                .query(
                        sql,
                        (row, i) -> new Original(
                                new SystemId(row.getString("system")),
                                row.getString("name"),
                                row.getString("state"),
                                row.getBytes("content"),
                                corrections(held ? "held_id" : "delivery_id", id)),
                        id)
                .stream()
                .findFirst();
    }

    private List<Corrected> corrections(String column, long id) {
        return jdbc.query(
                "select actor, why, made_at, payload, original from correction where " + column
                        + " = ? order by made_at, id",
                (row, i) -> new Corrected(
                        row.getString("actor"),
                        row.getString("why"),
                        Objects.requireNonNull(Times.read(row, "made_at")),
                        row.getBytes("payload"),
                        row.getBytes("original")),
                id);
    }
}
