package vn.lienthong.hub.cli;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.cli.Contract.Unusable;

/** Reads the columns of a table; of its values only those of the column of states. Writes nothing there. */
final class TableContract {
    private static final int MOST_STATES = 60;

    private final Connection connection;
    private final String table;

    private TableContract(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /** @throws NotReached if the database does not answer */
    static Contract read(String url, @Nullable String user, @Nullable String password, String table) {
        Properties login = new Properties();
        if (user != null) {
            login.put("user", user);
        }
        if (password != null) {
            login.put("password", password);
        }
        DriverManager.setLoginTimeout(10);
        try (Connection connection = DriverManager.getConnection(url, login)) {
            connection.setReadOnly(true);
            return new TableContract(connection, table).contract();
        } catch (SQLException away) {
            throw new NotReached(
                    "HUB-CLI-005 the database does not answer (SQL state " + away.getSQLState()
                            + "); look at --jdbc, --user and the variable HUB_JDBC_PASSWORD",
                    away);
        }
    }

    private Contract contract() throws SQLException {
        List<Field> fields = new ArrayList<>();
        String name = table;
        for (String form : List.of(table, table.toUpperCase(Locale.ROOT), table.toLowerCase(Locale.ROOT))) {
            fields = columns(form);
            name = form;
            if (!fields.isEmpty()) {
                break;
            }
        }
        if (fields.isEmpty()) {
            throw new Unusable("there is no table " + table + "; there are " + tables());
        }
        List<Field> known = new ArrayList<>();
        for (Field field : fields) {
            boolean state = field.word().matches(".*(status|state|trangthai|tinhtrang).*")
                    && !field.sort().isTime();
            known.add(state ? new Field(field.path(), field.sort(), states(name, field.name())) : field);
        }
        return new Contract(
                table.replaceFirst(".*\\.", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
                "the table " + name,
                "sql-pull-since",
                Map.of(),
                known,
                List.of("rows"),
                null,
                Map.of(),
                List.of("auth: basic"),
                null,
                List.of(),
                List.of());
    }

    private List<Field> columns(String name) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        int dot = name.indexOf('.');
        String schema = dot > 0 ? name.substring(0, dot) : null;
        List<Field> fields = new ArrayList<>();
        try (ResultSet columns = about.getColumns(connection.getCatalog(), schema, name.substring(dot + 1), null)) {
            while (columns.next()) {
                fields.add(new Field(
                        List.of(columns.getString("COLUMN_NAME")), sort(columns.getInt("DATA_TYPE")), List.of()));
            }
        }
        return fields;
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found =
                connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (found.next() && tables.size() < 40) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private List<String> states(String name, String column) {
        List<String> states = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(MOST_STATES);
            statement.setQueryTimeout(5);
            try (ResultSet found =
                    statement.executeQuery("select distinct " + quoted(column) + " from " + name + " order by 1")) {
                while (found.next()) {
                    String state = found.getString(1);
                    if (state != null && !state.isBlank()) {
                        states.add(state.strip());
                    }
                }
            }
        } catch (SQLException tooLong) {
            return List.of(); // a large table: the engineer fills codes/state.csv
        }
        return states;
    }

    private static String quoted(String column) {
        return column.matches("[A-Za-z_][A-Za-z0-9_]*") ? column : "\"" + column.replace("\"", "\"\"") + "\"";
    }

    private static Field.Sort sort(int type) {
        return switch (type) {
            case Types.BIGINT,
                    Types.INTEGER,
                    Types.SMALLINT,
                    Types.TINYINT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.DOUBLE,
                    Types.REAL,
                    Types.FLOAT -> Field.Sort.NUMBER;
            case Types.BOOLEAN, Types.BIT -> Field.Sort.FLAG;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Field.Sort.INSTANT;
            case Types.DATE -> Field.Sort.DATE;
            default -> Field.Sort.TEXT;
        };
    }

    /** The statement of the stream: by the time of the change, and by the key where many have one time. */
    static Contract asStatement(Contract contract, Roles roles) {
        String time = quoted(roles.time().name());
        String key = quoted(roles.key().name());
        boolean number = roles.key().sort() == Field.Sort.NUMBER;
        String columns = contract.fields().stream()
                .map(field -> field.sort().isTime()
                        ? "cast(" + quoted(field.name()) + " as varchar(40)) as " + quoted(field.name())
                        : quoted(field.name()))
                .collect(Collectors.joining(",\n  "));
        String behind = number
                ? "coalesce(cast(nullif(cast(:afterKey as varchar(40)), '') as bigint), 0)"
                : "cast(:afterKey as varchar(200))";
        String statement = """
                -- What changed after a time and, where many changed at one time, a key; oldest change first. Generated by "hub new":
                -- an index on (%2$s, %3$s) makes it fast.
                select
                  %1$s
                from %4$s
                where %2$s > cast(:after as timestamp)
                  or (%2$s = cast(:after as timestamp) and %3$s > %5$s)
                order by %2$s, %3$s
                limit cast(:pageSize as int)
                """.formatted(columns, time, key, contract.origin().replace("the table ", ""), behind);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("statement", "pull-" + contract.stream());
        parameters.put("times", roles.time().sort() == Field.Sort.DATE ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.SSSSSS");
        return contract.with("sql-pull-since", parameters, Map.of("sql/pull-" + contract.stream() + ".sql", statement));
    }
}
