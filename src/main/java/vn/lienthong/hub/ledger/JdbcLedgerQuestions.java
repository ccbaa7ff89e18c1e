package vn.lienthong.hub.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** Answers from the tables of the ledger, the same on H2 and PostgreSQL. Every list walks an index by id. */
@Component
class JdbcLedgerQuestions implements LedgerQuestions {
    private static final Duration COUNTS_KEEP = Duration.ofSeconds(1);
    private static final Duration DONE_KEEPS = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final ReadStory stories;
    private final ObjectMapper json;
    private final Clock clock;
    private final Aged<Map<String, Counts>> open = new Aged<>(COUNTS_KEEP);
    private final Aged<Map<String, Long>> done = new Aged<>(DONE_KEEPS);

    JdbcLedgerQuestions(JdbcClient jdbc, ReadStory stories, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.stories = stories;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Slice<DossierLine> dossiers(DossierFilter filter, Window window) {
        Conditions where = new Conditions("d.id > :after", "after", window.after())
                .and("d.status = :status", "status", filter.status())
                .and("d.code = :code", "code", filter.code())
                .and(
                        "exists (select 1 from reference r where r.dossier_id = d.id and r.system = :system)",
                        "system",
                        text(filter.system()));
        return slice(
                LedgerLines.DOSSIER + where + " order by d.id", where, window, LedgerLines::dossier, DossierLine::id);
    }

    @Override
    public Optional<DossierStory> dossier(String code) {
        return byCode(code).or(() -> byReference(code)).map(stories::of);
    }

    private Optional<DossierLine> byCode(String code) {
        return jdbc.sql(LedgerLines.DOSSIER + " where d.code = :code")
                .param("code", code)
                .query(LedgerLines::dossier)
                .optional();
    }

    private Optional<DossierLine> byReference(String code) {
        int colon = code.indexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        return jdbc.sql(LedgerLines.DOSSIER
                        + " join reference r on r.dossier_id = d.id where r.system = :system and r.code = :reference")
                .param("system", code.substring(0, colon))
                .param("reference", code.substring(colon + 1))
                .query(LedgerLines::dossier)
                .optional();
    }

    @Override
    public Slice<HeldLine> held(HeldFilter filter, Window window) {
        Conditions where = new Conditions("h.id > :after", "after", window.after())
                .and("h.state in (:states)", "states", filter.states())
                .and("h.system = :system", "system", text(filter.system()));
        String sql = """
                select h.id, h.system, h.stream, h.record_key, h.reason_code, h.reason_path, h.reason, h.state,
                       h.waits_for, h.held_at, h.closed_at
                from held h
                """;
        return slice(sql + where + " order by h.id", where, window, LedgerLines::held, HeldLine::id);
    }

    @Override
    public Slice<DeliveryLine> deliveries(DeliveryFilter filter, Window window) {
        DeliveryState state = filter.state();
        Conditions where = new Conditions("v.id > :after", "after", window.after())
                .and("v.state in (:states)", "states", state == null ? null : state.letters())
                .and("v.system = :system", "system", text(filter.system()));
        return slice(
                LedgerLines.DELIVERY + where + " order by v.id",
                where,
                window,
                LedgerLines::delivery,
                DeliveryLine::id);
    }

    @Override
    public Slice<ConflictLine> conflicts(@Nullable SystemId source, Window window) {
        Conditions where = new Conditions("e.id > :after", "after", window.after())
                .and("e.note >= :coded", "coded", "HUB-")
                .and("e.note not like :receipt", "receipt", "HUB-EXC-004%") // paid, no receipt: nothing contradicts
                .and("e.source = :source", "source", text(source));
        String sql = """
                select e.id, d.code, e.source, e.kind, e.happened_at, e.status, e.status_after, e.note, e.taken_at
                from event e join dossier d on d.id = e.dossier_id
                """;
        return slice(sql + where + " order by e.id", where, window, LedgerLines::conflict, ConflictLine::id);
    }

    @Override
    public Map<SystemId, Counts> counts() {
        Instant now = clock.instant();
        Map<String, Counts> counts = new TreeMap<>(open.at(now, this::countOpen));
        done.at(now, this::countDone)
                .forEach((system, number) -> counts.merge(
                        system,
                        new Counts(0, 0, 0, number, 0),
                        (some, more) ->
                                new Counts(some.held(), some.waiting(), some.parked(), more.done(), some.awaiting())));
        Map<SystemId, Counts> result = new LinkedHashMap<>();
        counts.forEach((system, number) -> result.put(new SystemId(system), number));
        return result;
    }

    private Map<String, Counts> countOpen() {
        Map<String, Counts> counts = new HashMap<>();
        jdbc.sql("select system, count(*), count(case when state = 'waiting' then 1 end) from held"
                        + " where state in ('held', 'waiting') group by system")
                .query(row -> {
                    counts.put(row.getString(1), new Counts(row.getLong(2), 0, 0, 0, row.getLong(3)));
                });
        jdbc.sql(
                        "select system, state, count(*) from delivery where state in ('B', 'R', 'H', 'P') group by system, state")
                .query(row -> {
                    boolean parked = DeliveryState.ofLetter(row.getString(2)) == DeliveryState.PARKED;
                    Counts more = new Counts(0, parked ? 0 : row.getLong(3), parked ? row.getLong(3) : 0, 0, 0);
                    counts.merge(
                            row.getString(1),
                            more,
                            (a, b) -> new Counts(
                                    a.held(), a.waiting() + b.waiting(), a.parked() + b.parked(), 0, a.awaiting()));
                });
        return counts;
    }

    private Map<String, Long> countDone() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select system, count(*) from delivery where state = 'D' group by system")
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    @Override
    public Map<SystemId, Instant> lastMoves() {
        Map<SystemId, Instant> moves = new LinkedHashMap<>();
        jdbc.sql("select system, max(moved_at) as moved_at from watermark group by system order by system")
                .query(row -> {
                    moves.put(new SystemId(row.getString("system")), LedgerLines.instant(row, "moved_at"));
                });
        return moves;
    }

    @Override
    public List<ClaimLine> claims(ClaimSearch search) {
        Conditions where = new Conditions("c.newest = :newest", "newest", true)
                .and("c.id_hash = :id", "id", search.idHash())
                .and("c.book_hash = :book", "book", search.bookHash());
        String sql = """
                select c.system, c.claim_key, c.content,
                       (select count(*) from claim o
                        where o.system = c.system and o.claim_key = c.claim_key and not o.newest) as earlier
                from claim c
                """;
        return jdbc
                .sql(sql + where + " order by c.id desc fetch first 500 rows only")
                .params(where.values())
                .query(this::claimLine)
                .list()
                .stream()
                .sorted(ClaimLines.LATEST_FIRST)
                .toList();
    }

    private ClaimLine claimLine(ResultSet row, int number) throws SQLException {
        return ClaimLines.line(
                row.getString("system"),
                row.getString("claim_key"),
                LedgerLines.tree(json, row.getBytes("content")),
                row.getInt("earlier"));
    }

    private <T> Slice<T> slice(String sql, Conditions where, Window window, Row<T> row, ToLongFunction<T> id) {
        List<T> rows = jdbc.sql(sql + " fetch first " + (window.size() + 1) + " rows only")
                .params(where.values())
                .query(row::read)
                .list();
        if (rows.size() <= window.size()) {
            return new Slice<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, window.size()));
        return new Slice<>(items, id.applyAsLong(items.get(items.size() - 1)));
    }

    private static @Nullable String text(@Nullable SystemId system) {
        return system == null ? null : system.value();
    }

    /** Reads one row; a plain RowMapper may answer null, these never do. */
    private interface Row<T> {
        T read(ResultSet row, int number) throws SQLException;
    }
}
