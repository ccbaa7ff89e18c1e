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
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
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
 * {@code {"status":409}} for a duplicate key, or {@code {"status":422,"message":SQLState}} for what the database refuses.
 * Connects at the first call.
 */
public class SqlFarSide implements FarSide {
    private static final long CONNECT_MILLIS = 5000;

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
        return answer.put("status", 422).put("message", "SQLState " + state);
    }

    /** Connection lost, shut down, out of resources, deadlock, cancelled; 90xxx: the same in H2's numbers. */
    private static boolean isConnection(String state) {
        return state.startsWith("08")
                || state.startsWith("28")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.equals("HYT00")
                || state.equals("90067")
                || state.equals("90098")
                || state.equals("90121")
                || state.equals("57014");
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
