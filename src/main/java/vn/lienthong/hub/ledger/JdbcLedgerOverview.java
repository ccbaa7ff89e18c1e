package vn.lienthong.hub.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryState;

/** The overview from the tables, the same on H2 and PostgreSQL. */
@Component
class JdbcLedgerOverview implements LedgerOverview {
    private static final Duration STATUSES_KEEP = Duration.ofSeconds(3);

    /** H2 sorts whatever it is given: only the newest ids are given to it. Events share their ids with other tables. */
    private static final int NEWEST_IDS = 5000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Aged<SortedMap<Integer, Long>> statuses = new Aged<>(STATUSES_KEEP);

    JdbcLedgerOverview(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public SortedMap<Integer, Long> dossiersByStatus() {
        return statuses.at(clock.instant(), this::count);
    }

    private SortedMap<Integer, Long> count() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        jdbc.sql("select status, count(*) from dossier where status is not null group by status")
                .query(row -> {
                    counts.put(row.getInt(1), row.getLong(2));
                });
        return counts;
    }

    @Override
    public List<LatestEvent> latest(int most) {
        Optional<Long> newest =
                jdbc.sql("select max(id) from event").query(Long.class).optional();
        if (newest.isEmpty()) {
            return List.of();
        }
        List<Row> rows = rows(newest.get() - NEWEST_IDS, most);
        if (rows.size() < most) {
            rows = rows(0, most);
        }
        Map<Long, List<Told>> told = told(rows);
        return rows.stream().map(row -> row.event(told)).toList();
    }

    private List<Row> rows(long after, int most) {
        return jdbc.sql("""
                        select e.id, e.dossier_id, d.code, e.source, e.kind, e.status_after, e.effect, e.happened_at,
                               e.taken_at
                        from event e join dossier d on d.id = e.dossier_id
                        where e.id > :after
                        order by e.id desc fetch first :most rows only
                        """)
                .param("after", after)
                .param("most", most)
                .query(JdbcLedgerOverview::row)
                .list();
    }

    private Map<Long, List<Told>> told(List<Row> rows) {
        Map<Long, List<Told>> told = new HashMap<>();
        if (!rows.isEmpty()) {
            jdbc.sql("""
                            select event_id, system, min(state) as state
                            from delivery where dossier_id in (:dossiers) and event_id in (:events)
                            group by event_id, system order by system
                            """)
                    .param(
                            "dossiers",
                            rows.stream().map(Row::dossier).distinct().toList())
                    .param("events", rows.stream().map(Row::id).toList())
                    .query(row -> {
                        told.computeIfAbsent(row.getLong("event_id"), event -> new ArrayList<>())
                                .add(new Told(row.getString("system"), DeliveryState.ofLetter(row.getString("state"))));
                    });
        }
        return told;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        int status = row.getInt("status_after");
        return new Row(
                row.getLong("dossier_id"),
                new LatestEvent(
                        row.getLong("id"),
                        row.getString("code"),
                        row.getString("source"),
                        row.getString("kind"),
                        status == 0 ? null : status,
                        row.getString("effect"),
                        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                        row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                        List.of()));
    }

    /** An event before it is known who is told of it. */
    private record Row(long dossier, LatestEvent bare) {
        long id() {
            return bare.id();
        }

        LatestEvent event(Map<Long, List<Told>> told) {
            @Nullable List<Told> systems = told.get(bare.id());
            return new LatestEvent(
                    bare.id(),
                    bare.code(),
                    bare.source(),
                    bare.kind(),
                    bare.statusAfter(),
                    bare.effect(),
                    bare.time(),
                    bare.takenAt(),
                    systems == null ? List.of() : systems);
        }
    }
}
