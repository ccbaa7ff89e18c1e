package vn.lienthong.hub.camel.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The statement files of a pack, {@code sql/<statement>.sql}, read once: a changed file comes with a new line to the system. */
class Statements {
    private static final String END = ".sql";

    private final Path folder;
    private final Map<String, Statement> known = new HashMap<>();

    /** @param query whether it gives rows */
    record Statement(String sql, boolean query) {}

    /** @throws IllegalArgumentException if a file cannot be read */
    Statements(Path folder) {
        this.folder = folder;
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            try {
                String sql = Files.readString(file, StandardCharsets.UTF_8);
                known.put(name.substring(0, name.length() - END.length()), new Statement(sql, query(sql)));
            } catch (IOException unreadable) {
                throw new IllegalArgumentException("HUB-SQL-002 cannot read " + file, unreadable);
            }
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(END))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("HUB-SQL-002 cannot read " + folder, unreadable);
        }
    }

    /** @throws IllegalArgumentException if there is no such file */
    Statement named(String name) {
        Statement statement = known.get(name);
        if (statement == null) {
            throw new IllegalArgumentException(
                    "HUB-SQL-001 no statement \"" + name + "\"; add " + folder.resolve(name + END));
        }
        return statement;
    }

    private static boolean query(String sql) {
        String first = sql.replaceAll("(?m)--.*$", "").strip().split("\\s+", 2)[0];
        return first.equalsIgnoreCase("select") || first.equalsIgnoreCase("with");
    }
}
