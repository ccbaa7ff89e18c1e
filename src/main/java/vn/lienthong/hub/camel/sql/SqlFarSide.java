package vn.lienthong.hub.camel.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import vn.lienthong.hub.systems.FarSide;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * A far system that is a database. A call is {@code {"statement","parameters"}} with the statement in
 * {@code mappings/<id>/sql/<statement>.sql}; an answer is {@code {"status":200,"rows"}}, {@code {"status":200,"updated"}},
 * {@code {"status":409}} for a duplicate key, {@code {"status":422,"message":SQLState}} for what the database refuses, or
 * {@code {"status":500,"message":SQLState}} for any other failure, which may pass. Connects at the first call.
 */
public class SqlFarSide implements FarSide {
    private static final long CONNECT_MILLIS = 5000;

    /** Classes of SQLState that say no to a value or a statement: 45, P0, 72 and S0 are raised by triggers. */
    private static final Set<String> REFUSALS = Set.of("0A", "21", "22", "23", "42", "44", "45", "72", "P0", "S0");

    /** 25: only reading is allowed, a standby has not yet taken over. */
    private static final Set<String> CONNECTION = Set.of("08", "25", "28", "40", "53", "55", "57", "58", "XX");

    private static final Set<String> IN_H2 = Set.of("90067", "90098", "90121", "90131");

    private final SystemSettings system;
    private final HikariDataSource pool;
    private final NamedParameterJdbcTemplate jdbc;
    private final Statements statements;

    /** @param pack {@code mappings/<id>} */
    public SqlFarSide(SystemSettings system, Path pack) {
        this.system = system;
        this.pool = new HikariDataSource(pool(system));
        JdbcTemplate plain = new JdbcTemplate(pool);
        plain.setQueryTimeout((int) Math.max(1, system.timeout().toSeconds()));
        plain.setFetchSize(system.pageSize());
        this.jdbc = new NamedParameterJdbcTemplate(plain);
        this.statements = new Statements(pack.resolve("sql"));
    }

    private static HikariConfig pool(SystemSettings system) {
        String url = Objects.requireNonNull(system.url(), "url");
        HikariConfig config = new HikariConfig();
        config.setPoolName(system.id().value());
        config.setJdbcUrl(url);
        config.setUsername(system.auth().username());
        config.setPassword(system.auth().password());
        // two pulls, a look-up, and the workers
        config.setMaximumPoolSize(system.workers() + 3);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(
                Math.max(250, Math.min(CONNECT_MILLIS, system.timeout().toMillis())));
        if (url.startsWith("jdbc:postgresql:")) {
            String seconds = Long.toString(Math.max(1, system.timeout().toSeconds()) + 5);
            config.addDataSourceProperty("socketTimeout", seconds);
            config.addDataSourceProperty("connectTimeout", "5");
            config.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return config;
    }

    @Override
    public JsonNode call(JsonNode call) {
        Statements.Statement statement = statements.named(call.path("statement").asText(""));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            if (statement.query()) {
                answer.set(
                        "rows",
                        Objects.requireNonNull(
                                jdbc.query(statement.sql(), parameters(call.path("parameters")), new Rows())));
            } else {
                answer.put("updated", jdbc.update(statement.sql(), parameters(call.path("parameters"))));
            }
            return answer.put("status", 200);
        } catch (DuplicateKeyException known) {
            return answer.put("status", 409);
        } catch (DataAccessException failed) {
            return refused(failed, answer);
        }
    }

    /** Text, numbers and null; casts stand in the statement. */
    private static MapSqlParameterSource parameters(JsonNode tree) {
        MapSqlParameterSource parameters = new MapSqlParameterSource();
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            JsonNode value = member.getValue();
            if (value.isIntegralNumber()) {
                parameters.addValue(member.getKey(), value.longValue(), Types.BIGINT);
            } else if (value.isNumber()) {
                parameters.addValue(member.getKey(), value.decimalValue(), Types.DECIMAL);
            } else {
                parameters.addValue(member.getKey(), value.isNull() ? null : value.asText(), Types.VARCHAR);
            }
        }
        return parameters;
    }

    private JsonNode refused(DataAccessException failed, ObjectNode answer) {
        @Nullable String state = state(failed);
        if (failed instanceof DataAccessResourceFailureException
                || failed instanceof TransientDataAccessException
                || failed instanceof RecoverableDataAccessException
                || state == null
                || state.length() < 2
                || isConnection(state)) {
            if (state != null && state.startsWith("28")) {
                throw new FarSideFault(
                        Kind.LOCKED_OUT, "HUB-SQL-004 " + system.id() + " refused our credentials", failed);
            }
            throw new FarSideFault(
                    Kind.AWAY,
                    "HUB-SQL-003 " + system.id() + " was not reached or gave up (SQLState " + state + ")",
                    null);
        }
        // the database's own words may quote a value: only its code goes on
        boolean says = failed instanceof DataIntegrityViolationException || REFUSALS.contains(state.substring(0, 2));
        return answer.put("status", says ? 422 : 500).put("message", "SQLState " + state);
    }

    /** Connection lost, shut down, out of resources, deadlock, cancelled. */
    private static boolean isConnection(String state) {
        return state.equals("HYT00") || CONNECTION.contains(state.substring(0, 2)) || IN_H2.contains(state);
    }

    private static @Nullable String state(Throwable failed) {
        @Nullable String state = null;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        return state;
    }

    @Override
    public void close() {
        pool.close();
    }
}
