package vn.lienthong.hub.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final String DOSSIER = """
            select d.id, d.code, d.status, d.status_at, d.born, d.procedure_code, d.agency, d.channel, d.filed_at,
                   d.due_at, d.changed_at
            from dossier d
            """;
    private static final String DELIVERY = """
            select v.id, d.code, v.system, v.seq, v.what, v.phase, v.state, v.attempts, v.due_at, v.created_at,
                   v.done_at, v.last_answer, v.reason_code, v.reason_detail
            from delivery v join dossier d on d.id = v.dossier_id
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final Aged<Map<String, Counts>> open = new Aged<>(COUNTS_KEEP);
    private final Aged<Map<String, Long>> done = new Aged<>(DONE_KEEPS);

    JdbcLedgerQuestions(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
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
                DOSSIER + where + " order by d.id", where, window, JdbcLedgerQuestions::dossierLine, DossierLine::id);
    }

    @Override
    public Optional<DossierStory> dossier(String code) {
        return byCode(code).or(() -> byReference(code)).map(this::story);
    }

    private Optional<DossierLine> byCode(String code) {
        return jdbc.sql(DOSSIER + " where d.code = :code")
                .param("code", code)
                .query(JdbcLedgerQuestions::dossierLine)
                .optional();
    }

    private Optional<DossierLine> byReference(String code) {
        int colon = code.indexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        return jdbc.sql(DOSSIER
                        + " join reference r on r.dossier_id = d.id where r.system = :system and r.code = :reference")
                .param("system", code.substring(0, colon))
                .param("reference", code.substring(colon + 1))
                .query(JdbcLedgerQuestions::dossierLine)
                .optional();
    }

    private DossierStory story(DossierLine dossier) {
        List<Fact> facts =
                jdbc.sql("""
                        select id, source, source_key, happened_at, recorded_at, taken_at, kind, status, status_after,
                               effect, note, fact
                        from event where dossier_id = :id
                        order by happened_at, source, source_number, id
                        """).param("id", dossier.id()).query(this::fact).list();
        List<DeliveryLine> deliveries = jdbc.sql(
                        DELIVERY + " where v.dossier_id = :id order by v.system, v.generation, v.seq, v.id")
                .param("id", dossier.id())
                .query(JdbcLedgerQuestions::deliveryLine)
                .list();
        return new DossierStory(
                dossier,
                references(dossier.id()),
                applicant(facts),
                facts.stream().map(Fact::line).toList(),
                deliveries);
    }

    private Map<String, List<String>> references(long dossier) {
        Map<String, List<String>> references = new TreeMap<>();
        jdbc.sql("select system, code from reference where dossier_id = :id and system <> 'dossier' order by code")
                .param("id", dossier)
                .query(row -> {
                    references
                            .computeIfAbsent(row.getString("system"), system -> new ArrayList<>())
                            .add(row.getString("code"));
                });
        return references;
    }

    /** As the latest picture of the dossier has it. */
    private static @Nullable Applicant applicant(List<Fact> facts) {
        JsonNode latest = null;
        for (Fact fact : facts) {
            JsonNode applicant = fact.tree().at("/fact/dossier/applicant");
            if (applicant.isObject()) {
                latest = applicant;
            }
        }
        if (latest == null) {
            return null;
        }
        String number = null;
        for (String kind : List.of("cccd", "cmnd", "taxNumber")) {
            number = number == null ? string(latest, kind) : number;
        }
        return new Applicant(string(latest, "name"), string(latest, "kind"), Mask.number(number));
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
        return slice(sql + where + " order by h.id", where, window, JdbcLedgerQuestions::heldLine, HeldLine::id);
    }

    @Override
    public Slice<DeliveryLine> deliveries(DeliveryFilter filter, Window window) {
        DeliveryState state = filter.state();
        Conditions where = new Conditions("v.id > :after", "after", window.after())
                .and("v.state in (:states)", "states", state == null ? null : state.letters())
                .and("v.system = :system", "system", text(filter.system()));
        return slice(
                DELIVERY + where + " order by v.id",
                where,
                window,
                JdbcLedgerQuestions::deliveryLine,
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
        return slice(
                sql + where + " order by e.id", where, window, JdbcLedgerQuestions::conflictLine, ConflictLine::id);
    }

    @Override
    public Map<SystemId, Counts> counts() {
        Instant now = clock.instant();
        Map<String, Counts> counts = new TreeMap<>(open.at(now, this::countOpen));
        done.at(now, this::countDone)
                .forEach((system, number) -> counts.merge(
                        system,
                        new Counts(0, 0, 0, number),
                        (some, more) -> new Counts(some.held(), some.waiting(), some.parked(), more.done())));
        Map<SystemId, Counts> result = new LinkedHashMap<>();
        counts.forEach((system, number) -> result.put(new SystemId(system), number));
        return result;
    }

    private Map<String, Counts> countOpen() {
        Map<String, Counts> counts = new HashMap<>();
        jdbc.sql("select system, count(*) from held where state in ('held', 'waiting') group by system")
                .query(row -> {
                    counts.put(row.getString(1), new Counts(row.getLong(2), 0, 0, 0));
                });
        jdbc.sql(
                        "select system, state, count(*) from delivery where state in ('B', 'R', 'H', 'P') group by system, state")
                .query(row -> {
                    boolean parked = DeliveryState.ofLetter(row.getString(2)) == DeliveryState.PARKED;
                    Counts more = new Counts(0, parked ? 0 : row.getLong(3), parked ? row.getLong(3) : 0, 0);
                    counts.merge(
                            row.getString(1),
                            more,
                            (a, b) -> new Counts(a.held(), a.waiting() + b.waiting(), a.parked() + b.parked(), 0));
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
                    moves.put(new SystemId(row.getString("system")), instant(row, "moved_at"));
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
                tree(row.getBytes("content")),
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

    private static DossierLine dossierLine(ResultSet row, int number) throws SQLException {
        return new DossierLine(
                row.getLong("id"),
                row.getString("code"),
                integer(row, "status"),
                instantOrNull(row, "status_at"),
                row.getString("born"),
                row.getString("procedure_code"),
                row.getString("agency"),
                row.getString("channel"),
                instantOrNull(row, "filed_at"),
                instantOrNull(row, "due_at"),
                instant(row, "changed_at"));
    }

    private static DeliveryLine deliveryLine(ResultSet row, int number) throws SQLException {
        return new DeliveryLine(
                row.getLong("id"),
                row.getString("code"),
                row.getString("system"),
                row.getInt("seq"),
                row.getString("what"),
                row.getString("phase"),
                DeliveryState.ofLetter(row.getString("state")),
                row.getInt("attempts"),
                instant(row, "due_at"),
                instant(row, "created_at"),
                instantOrNull(row, "done_at"),
                Mask.text(row.getString("last_answer")),
                row.getString("reason_code"),
                Mask.text(row.getString("reason_detail")));
    }

    private static HeldLine heldLine(ResultSet row, int number) throws SQLException {
        return new HeldLine(
                row.getLong("id"),
                row.getString("system"),
                row.getString("stream"),
                row.getString("record_key"),
                row.getString("reason_code"),
                row.getString("reason_path"),
                Objects.requireNonNull(Mask.text(row.getString("reason"))),
                row.getString("state"),
                row.getString("waits_for"),
                instant(row, "held_at"),
                instantOrNull(row, "closed_at"));
    }

    private static ConflictLine conflictLine(ResultSet row, int number) throws SQLException {
        return new ConflictLine(
                row.getLong("id"),
                row.getString("code"),
                row.getString("source"),
                row.getString("kind"),
                instant(row, "happened_at"),
                integer(row, "status"),
                integer(row, "status_after"),
                Mask.text(row.getString("note")),
                instant(row, "taken_at"));
    }

    /** One row of the history with the tree that it was read from. */
    private record Fact(EventLine line, JsonNode tree) {}

    private Fact fact(ResultSet row, int number) throws SQLException {
        JsonNode tree = tree(row.getBytes("fact"));
        JsonNode fact = tree.path("fact");
        JsonNode step = fact.path("step");
        EventLine line = new EventLine(
                row.getLong("id"),
                row.getString("source"),
                row.getString("source_key"),
                instant(row, "happened_at"),
                instant(row, "recorded_at"),
                instant(row, "taken_at"),
                row.getString("kind"),
                integer(row, "status"),
                integer(row, "status_after"),
                row.getString("effect"),
                Mask.text(row.getString("note")),
                string(step, "official"),
                string(step, "title"),
                string(step, "department"),
                Mask.text(string(step, "text")),
                Mask.text(string(fact, "reason")),
                papersAsked(fact.at("/supplement/papers")));
        return new Fact(line, tree);
    }

    private static List<PaperAsked> papersAsked(JsonNode papers) {
        List<PaperAsked> asked = new ArrayList<>();
        papers.forEach(paper -> asked.add(
                new PaperAsked(string(paper, "code"), string(paper, "name"), Mask.text(string(paper, "reason")))));
        return asked;
    }

    private JsonNode tree(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "HUB-LED-091 a row of the ledger does not hold JSON; restore it from a backup", e);
        }
    }

    private static @Nullable String string(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static @Nullable String text(@Nullable SystemId system) {
        return system == null ? null : system.value();
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Reads one row; a plain RowMapper may answer null, these never do. */
    private interface Row<T> {
        T read(ResultSet row, int number) throws SQLException;
    }
}
