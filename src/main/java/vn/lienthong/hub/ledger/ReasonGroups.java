package vn.lienthong.hub.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Replays.Kind;

/** Open held records and parked deliveries by reason. */
@Component
public class ReasonGroups {
    private final JdbcTemplate jdbc;

    public ReasonGroups(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static String table(Kind kind) {
        return kind == Kind.HELD ? "held" : "delivery";
    }

    private static String condition(Kind kind) {
        return kind == Kind.HELD ? "system = ? and state in ('held', 'waiting')" : "system = ? and state = 'P'";
    }

    /** Rows of one kind that are open in a system. */
    private static String open(Kind kind) {
        return table(kind) + " where " + condition(kind);
    }

    private static String since(Kind kind) {
        return kind == Kind.HELD ? "held_at" : "due_at";
    }

    /** Largest first, at most {@code most}. */
    public List<ReasonGroup> of(Kind kind, SystemId system, int most) {
        String since = since(kind);
        return jdbc.query(
                "select coalesce(reason_code, '') as code, coalesce(reason_detail, '') as detail, count(*) as number, min("
                        + since + ") as oldest, max(" + since + ") as newest, min(id) as example from " + open(kind)
                        + " group by coalesce(reason_code, ''), coalesce(reason_detail, '')"
                        + " order by number desc, code, detail fetch first " + most + " rows only",
                (row, i) -> group(system, row),
                system.value());
    }

    private static ReasonGroup group(SystemId system, ResultSet row) throws SQLException {
        return new ReasonGroup(
                system,
                row.getString("code"),
                row.getString("detail"),
                row.getLong("number"),
                Objects.requireNonNull(Times.read(row, "oldest")),
                Objects.requireNonNull(Times.read(row, "newest")),
                row.getLong("example"));
    }

    /** Details of the groups with one of these codes. */
    public List<String> details(Kind kind, SystemId system, List<String> codes) {
        List<Object> values = new ArrayList<>();
        values.add(system.value());
        values.addAll(codes);
        return jdbc.queryForList(
                "select distinct reason_detail from " + open(kind) + " and reason_code in (" + marks(codes.size())
                        + ") order by reason_detail",
                String.class,
                values.toArray());
    }

    /** How many open held records or parked deliveries a scope has, and since when the first. */
    public Extent in(Kind kind, ReplayScope scope) {
        Where all = new Where(condition(kind), scope.system().value());
        Where where = kind == Kind.HELD ? all.scope(scope, "") : all.parkedScope(scope);
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) as number, min(" + since(kind) + ") as first from " + table(kind) + where,
                (row, i) -> new Extent(row.getInt("number"), Times.read(row, "first")),
                where.values()));
    }

    /** {@code first} is null when there is none. */
    public record Extent(int count, @Nullable Instant first) {}

    private static String marks(int number) {
        return String.join(",", Collections.nCopies(number, "?"));
    }

    /** A where clause over a scope; the text comes from the code alone, values are bound. */
    public static final class Where {
        private final StringBuilder clause;
        private final List<Object> values = new ArrayList<>();

        public Where(String condition, Object... bound) {
            clause = new StringBuilder(" where ").append(condition);
            Collections.addAll(values, bound);
        }

        public Where and(String condition, @Nullable Object... bound) {
            clause.append(" and ").append(condition);
            Collections.addAll(values, bound);
            return this;
        }

        /** @param alias of the table {@code held}, with its dot */
        public Where scope(ReplayScope scope, String alias) {
            if (scope.stream() != null) {
                and(alias + "stream = ?", scope.stream());
            }
            return scope(scope, alias, "held_at");
        }

        /** Of the table {@code delivery}. */
        public Where parkedScope(ReplayScope scope) {
            return scope(scope, "", "due_at");
        }

        private Where scope(ReplayScope scope, String alias, String moment) {
            String since = alias + moment;
            and(since + " <= ?", Times.column(scope.until()));
            if (scope.from() != null) {
                and(since + " >= ?", Times.column(scope.from()));
            }
            if (scope.reason() != null) {
                and(alias + "reason_code = ?", scope.reason());
            }
            if (!scope.details().isEmpty()) {
                and(
                        alias + "reason_detail in (" + marks(scope.details().size()) + ")",
                        scope.details().toArray());
            }
            if (!scope.ids().isEmpty()) {
                and(
                        alias + "id in (" + marks(scope.ids().size()) + ")",
                        scope.ids().toArray());
            }
            return this;
        }

        public Object[] values() {
            return values.toArray();
        }

        @Override
        public String toString() {
            return clause.toString();
        }
    }
}
