package vn.lienthong.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Fills a ledger with copies of dossiers that the hub itself took in and announced: every row of theirs, in every table,
 * column by column, with new ids and another code of the same length wherever the code stands, in stored JSON too. So a new
 * column or another way of storing is copied as it is; a code inside compressed bytes would stay the template's.
 */
final class SeedLedger {
    private static final int TEMPLATES = 500;
    private static final int COPIES_AT_ONCE = 10;
    /** Beginning of copies' codes; as long as that of {@link FarFeed}. */
    private static final String COPY = "H53.14-260711-";

    /** Whose rows belong to a dossier: table and the column that names the dossier, in the order of insertion. */
    private static final Map<String, String> TABLES = tables();

    /** @param dossiers in the ledger now @param seconds it took @param mebibytes on the disk */
    record Seeded(long dossiers, double seconds, long mebibytes) {}

    /** One row of a template: raw values in the order of the columns. */
    private record Row(long template, Object[] values) {}

    private record Column(String name, boolean isId, boolean isKey) {}

    private record Table(String name, List<Column> columns, List<Row> rows) {}

    private final String url;
    private final boolean postgres;
    private final Map<Long, String> codes = new HashMap<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private long smallestId;
    private long span;
    private long base;
    private long serial;

    private SeedLedger(String url, boolean postgres) {
        this.url = url;
        this.postgres = postgres;
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("dossier", "id");
        tables.put("reference", "dossier_id");
        tables.put("event", "dossier_id");
        tables.put("delivery", "dossier_id");
        return tables;
    }

    /** Brings the ledger to at least so many dossiers. No hub may run on it. */
    static Seeded to(String url, int dossiers) throws SQLException, IOException {
        long begun = System.nanoTime();
        boolean postgres = url.startsWith("jdbc:postgresql:");
        // Nothing of the seed has to survive a crash; the hub opens the file with its own settings again.
        String opened = postgres ? url : url.replace("WRITE_DELAY=0", "WRITE_DELAY=2000;CACHE_SIZE=262144");
        long count;
        try (Connection database = DriverManager.getConnection(opened, "hub", "");
                Statement statement = database.createStatement()) {
            count = one(statement, "select count(*) from dossier");
            if (count < dossiers) {
                new SeedLedger(opened, postgres).copy(statement, count, dossiers - count);
                count = one(statement, "select count(*) from dossier");
            }
            statement.execute(postgres ? "vacuum analyze" : "analyze");
            if (postgres) {
                statement.execute("checkpoint");
            } else {
                // Later the same session would go on writing what it kept back.
                statement.execute("shutdown");
            }
        }
        return new Seeded(count, (System.nanoTime() - begun) / 1e9, size(url, postgres));
    }

    private static long size(String url, boolean postgres) throws SQLException, IOException {
        if (!postgres) {
            String file = url.substring("jdbc:h2:file:".length(), url.indexOf(';')) + ".mv.db";
            return Files.size(Path.of(file)) >> 20;
        }
        try (Connection database = DriverManager.getConnection(url, "hub", "");
                Statement statement = database.createStatement()) {
            return one(statement, "select pg_database_size(current_database())") >> 20;
        }
    }

    private void copy(Statement statement, long present, long missing) throws SQLException, IOException {
        serial = present;
        try (ResultSet found = statement.executeQuery(
                "select id, code from dossier where code like 'H53.14-260811-%' order by id fetch first " + TEMPLATES
                        + " rows only")) {
            while (found.next()) {
                places.put(found.getLong(1), codes.size());
                codes.put(found.getLong(1), found.getString(2));
            }
        }
        List<Table> templates = new ArrayList<>();
        for (String table : TABLES.keySet()) {
            templates.add(read(statement, table));
        }
        base = one(statement, "select next_id from id_block where name = 'ledger'");
        long copies = (missing + codes.size() - 1) / codes.size();
        // The copied rows are right by themselves, and their tables are filled side by side: no reference is checked.
        if (!postgres) {
            statement.execute("set referential_integrity false");
        }
        List<CompletableFuture<Void>> ends = templates.stream()
                .map(table -> CompletableFuture.runAsync(() -> fill(table, copies), task -> new Thread(task).start()))
                .toList();
        ends.forEach(CompletableFuture::join);
        if (!postgres) {
            statement.execute("set referential_integrity true");
        }
        statement.executeUpdate("update id_block set next_id = " + (base + copies * span) + " where name = 'ledger'");
    }

    private void fill(Table table, long copies) {
        try (Connection database = DriverManager.getConnection(url, "hub", "");
                Statement statement = database.createStatement()) {
            if (postgres) {
                statement.execute("set session_replication_role = replica");
            }
            database.setAutoCommit(false);
            for (long from = 0; from < copies; from += COPIES_AT_ONCE) {
                long to = Math.min(copies, from + COPIES_AT_ONCE);
                if (postgres) {
                    copyBinary(database, table, from, to);
                } else {
                    insert(database, table, from, to);
                }
                database.commit();
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("table " + table.name() + " was not filled", e);
        }
    }

    private Table read(Statement statement, String table) throws SQLException, IOException {
        String ids = codes.keySet().stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
        String query = "select * from " + table + " where " + TABLES.get(table) + " in (" + ids + ")";
        List<Column> columns = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(query)) {
            var meta = found.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                String name = meta.getColumnName(i).toLowerCase(Locale.ROOT);
                boolean isId = meta.getColumnType(i) == Types.BIGINT && (name.equals("id") || name.endsWith("_id"));
                columns.add(new Column(name, isId, name.equals("delivery_key")));
            }
            while (!postgres && found.next()) {
                Object[] values = new Object[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = found.getObject(i + 1);
                }
                rows.add(row(table, columns, values));
            }
        }
        if (postgres) {
            for (Object[] values : binary(statement.getConnection(), query)) {
                rows.add(row(table, columns, values));
            }
        }
        for (Row row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).isId() && row.values()[i] != null) {
                    remember(number(row.values()[i]));
                }
            }
        }
        return new Table(table, columns, rows);
    }

    private Row row(String table, List<Column> columns, Object[] values) {
        int owner = columns.stream().map(Column::name).toList().indexOf(TABLES.get(table));
        return new Row(number(values[owner]), values);
    }

    private void remember(long id) {
        long largest = Math.max(smallestId + span - 1, id);
        smallestId = smallestId == 0 ? id : Math.min(smallestId, id);
        span = largest - smallestId + 1;
    }

    private static long number(Object value) {
        return value instanceof byte[] raw ? ByteBuffer.wrap(raw).getLong() : (Long) value;
    }

    /** The value of a column in a copy. */
    private Object changed(Column column, Object value, String code, String copy, long number) {
        if (value == null) {
            return null;
        }
        if (column.isId()) {
            long id = number(value) - smallestId + base + number * span;
            return value instanceof byte[] ? ByteBuffer.allocate(8).putLong(id).array() : (Object) id;
        }
        if (column.isKey()) {
            String key = value instanceof byte[] raw ? new String(raw, StandardCharsets.UTF_8) : (String) value;
            String fresh = key.contains(code)
                    ? key.replace(code, copy)
                    : key.substring(0, key.length() - 9) + copy.substring(copy.length() - 9);
            return value instanceof byte[] ? fresh.getBytes(StandardCharsets.UTF_8) : (Object) fresh;
        }
        if (value instanceof String text) {
            return text.replace(code, copy);
        }
        return value instanceof byte[] bytes ? replaced(bytes, code, copy) : value;
    }

    private static byte[] replaced(byte[] bytes, String code, String copy) {
        byte[] from = code.getBytes(StandardCharsets.US_ASCII);
        byte[] to = copy.getBytes(StandardCharsets.US_ASCII);
        byte[] result = bytes;
        for (int i = 0; i + from.length <= bytes.length; i++) {
            if (bytes[i] == from[0] && Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
                result = result == bytes ? bytes.clone() : result;
                System.arraycopy(to, 0, result, i, to.length);
                i += from.length - 1;
            }
        }
        return result;
    }

    private String copyOf(long template, long number) {
        String digits = Long.toString(serial + number * codes.size() + places.get(template));
        return COPY + "0".repeat(9 - digits.length()) + digits;
    }

    private void insert(Connection database, Table table, long from, long to) throws SQLException {
        String names = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        String marks = table.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                database.prepareStatement("insert into " + table.name() + " (" + names + ") values (" + marks + ")")) {
            for (long number = from; number < to; number++) {
                for (Row row : table.rows()) {
                    String code = codes.get(row.template());
                    String copy = copyOf(row.template(), number);
                    for (int i = 0; i < row.values().length; i++) {
                        insert.setObject(i + 1, changed(table.columns().get(i), row.values()[i], code, copy, number));
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    private void copyBinary(Connection database, Table table, long from, long to) throws SQLException, IOException {
        String names = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 << 20);
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
        for (long number = from; number < to; number++) {
            for (Row row : table.rows()) {
                String code = codes.get(row.template());
                String copy = copyOf(row.template(), number);
                out.writeShort(row.values().length);
                for (int i = 0; i < row.values().length; i++) {
                    byte[] value = (byte[]) changed(table.columns().get(i), row.values()[i], code, copy, number);
                    out.writeInt(value == null ? -1 : value.length);
                    if (value != null) {
                        out.write(value);
                    }
                }
            }
        }
        out.writeShort(-1);
        database.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy " + table.name() + " (" + names + ") from stdin (format binary)",
                        new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};

    /** Rows in PostgreSQL's binary form, which goes back in unchanged whatever the types are. */
    private static List<Object[]> binary(Connection database, String query) throws SQLException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        database.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + query + ") to stdout (format binary)", bytes);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        in.skipNBytes(SIGNATURE.length + 4L);
        in.skipNBytes(in.readInt());
        List<Object[]> rows = new ArrayList<>();
        for (short fields = in.readShort(); fields >= 0; fields = in.readShort()) {
            Object[] values = new Object[fields];
            for (int i = 0; i < fields; i++) {
                int length = in.readInt();
                values[i] = length < 0 ? null : in.readNBytes(length);
            }
            rows.add(values);
        }
        return rows;
    }

    private static long one(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
