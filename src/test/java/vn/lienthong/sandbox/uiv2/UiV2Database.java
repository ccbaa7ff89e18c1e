package vn.lienthong.sandbox.uiv2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.tools.Server;

/**
 * The real database behind ui-v2: an H2 server of its own, or a given one (PostgreSQL). The software owns the tables;
 * the hub gets an account that reads all and inserts into the mailbox only, and reaches the database through the
 * {@link Gate}.
 */
final class UiV2Database implements AutoCloseable {
    private static final Pattern HOST = Pattern.compile("//([^:/]+)(?::(\\d+))?/");

    private final Server h2;
    private final String ownerUrl;
    private final String ownerName;
    private final String ownerPassword;
    private final String hubUrl;
    private final Gate gate;

    /** @param existing null for an H2 server in this process */
    UiV2Database(int port, ExistingDatabase existing, String hubName, String hubPassword) {
        try {
            if (existing == null) {
                h2 = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon", "-ifNotExists")
                        .start();
                gate = new Gate(port, "127.0.0.1", h2.getPort());
                String name = "ui_v2_" + gate.port();
                ownerUrl = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
                ownerName = "PHAN_MEM";
                ownerPassword = "phan-mem";
                hubUrl = "jdbc:h2:tcp://127.0.0.1:" + gate.port() + "/mem:" + name;
            } else {
                h2 = null;
                ownerUrl = existing.url();
                ownerName = existing.username();
                ownerPassword = existing.password();
                Matcher host = HOST.matcher(ownerUrl);
                if (!host.find()) {
                    throw new IllegalArgumentException("no //host:port/ in " + ownerUrl);
                }
                gate = new Gate(port, host.group(1), host.group(2) == null ? 5432 : Integer.parseInt(host.group(2)));
                // An account inside the url would win over the hub's own.
                hubUrl = host.replaceFirst("//127.0.0.1:" + gate.port() + "/").replaceFirst("\\?.*", "");
            }
            create();
            grant(hubName, hubPassword);
        } catch (SQLException e) {
            throw new IllegalStateException("ui-v2's database does not start", e);
        }
    }

    Gate gate() {
        return gate;
    }

    String hubUrl() {
        return hubUrl;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(ownerUrl, ownerName, ownerPassword);
    }

    /** What is done in one transaction. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    <T> T inTransaction(Work<T> work) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            T result = work.with(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException("ui-v2: " + e.getMessage(), e);
        }
    }

    static long insert(Connection connection, String key, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {key})) {
            bind(statement, values);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /** Rows with upper-case column names, whatever the database. */
    static List<Map<String, Object>> rows(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<Map<String, Object>> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= columns; i++) {
                        row.put(found.getMetaData().getColumnLabel(i).toUpperCase(Locale.ROOT), found.getObject(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private void create() throws SQLException {
        String script;
        try (var in = UiV2Database.class.getResourceAsStream("/sandbox/unemployment-v2.sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String bare = script.lines().map(line -> line.replaceFirst("--.*", "")).reduce("", (a, b) -> a + b + "\n");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : bare.split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
            statement.execute("create index IX_TCTN_MA_HO_SO on TBL_TCTN (MA_HO_SO)");
            statement.execute("create index IX_NHAN_CHO on TBL_NHAN_LIEN_THONG (DA_XU_LY, ID)");
        }
    }

    private void grant(String name, String password) throws SQLException {
        String quoted = "'" + password.replace("'", "''") + "'";
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (h2 != null) {
                statement.execute("create user " + name + " password " + quoted);
                statement.execute("grant select on schema PUBLIC to " + name);
            } else {
                statement.execute("create role " + name + " login password " + quoted);
                statement.execute("grant usage on schema public to " + name);
                statement.execute("grant select on all tables in schema public to " + name);
            }
            statement.execute("grant insert on TBL_NHAN_LIEN_THONG to " + name);
        }
    }

    @Override
    public void close() {
        gate.close();
        if (h2 == null) {
            return;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException closed) {
            // Shutting down closes the very connection that asked for it.
        }
        h2.stop();
    }
}
