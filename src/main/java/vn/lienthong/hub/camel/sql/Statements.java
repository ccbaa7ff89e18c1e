package vn.lienthong.hub.camel.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The statement files of a pack, {@code sql/<statement>.sql}, read once a change. */
class Statements {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final Path folder;
    private final Map<String, Statement> known = new ConcurrentHashMap<>();

    /** @param query whether it gives rows */
    record Statement(String sql, boolean query, long changed) {}

    Statements(Path folder) {
        this.folder = folder;
    }

    /** @throws IllegalArgumentException if there is no such file */
    Statement named(String name) {
        Path file = folder.resolve(name + ".sql");
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("HUB-SQL-001 no statement \"" + name + "\"; add " + file);
        }
        try {
            long changed = Files.getLastModifiedTime(file).toMillis();
            Statement before = known.get(name);
            if (before != null && before.changed() == changed) {
                return before;
            }
            String sql = Files.readString(file, StandardCharsets.UTF_8);
            Statement statement = new Statement(sql, query(sql), changed);
            known.put(name, statement);
            return statement;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("HUB-SQL-002 cannot read " + file, unreadable);
        }
    }

    private static boolean query(String sql) {
        String first = sql.replaceAll("(?m)--.*$", "").strip().split("\\s+", 2)[0];
        return first.equalsIgnoreCase("select") || first.equalsIgnoreCase("with");
    }
}
