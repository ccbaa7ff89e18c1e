package vn.lienthong.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A PostgreSQL server as Debian installs it, with a cluster of its own in {@code /var/tmp} (a disk, not memory) and its own
 * defaults: fsync, synchronous_commit and full_page_writes on, 128 MB of shared buffers. {@code BENCH_POSTGRES_BIN} names
 * another folder with its programs. Runs as the user postgres when root starts it. {@code BENCH_STATEMENTS=true} counts what
 * each statement costs (which costs a little itself) and writes it to {@code statements-<database>.txt}.
 */
final class Postgres implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 60;

    private static final boolean STATEMENTS = Boolean.parseBoolean(System.getenv("BENCH_STATEMENTS"));

    private final Path folder;
    private final Path cluster;
    private final Child server;
    private final int port;
    private int databases;

    private Postgres(Path folder, Path cluster, Child server, int port) {
        this.folder = folder;
        this.cluster = cluster;
        this.server = server;
        this.port = port;
    }

    static Postgres start(Path folder) throws IOException, InterruptedException {
        Path programs = programs();
        Path cluster = Files.createTempDirectory(Path.of("/var/tmp"), "lienthong-bench-");
        if (isRoot()) {
            run(List.of("chown", "postgres", cluster.toString()));
        }
        Path data = cluster.resolve("data");
        run(asServer(List.of(
                programs.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                "hub",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8")));
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=" + cluster));
        if (STATEMENTS) {
            command.addAll(List.of("-c", "shared_preload_libraries=pg_stat_statements"));
        }
        Child server = Child.start(folder, "postgresql", asServer(command), Map.of(), false);
        Postgres postgres = new Postgres(folder, cluster, server, port);
        postgres.awaitStart();
        return postgres;
    }

    private void awaitStart() {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url("postgres"), "hub", "")) {
                return;
            } catch (SQLException notYet) {
                server.mustLive();
                if (System.nanoTime() > giveUp) {
                    throw new IllegalStateException("PostgreSQL does not answer", notYet);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /** An empty database; those of earlier measurements are gone. */
    String freshDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), "hub", "");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists bench" + databases + " with (force)");
            databases++;
            statement.execute("create database bench" + databases);
            statement.execute("checkpoint");
        }
        return url("bench" + databases);
    }

    /** Writes what each statement in this database cost, the dearest first, if that was asked for. */
    void tellStatements(String name) throws SQLException, IOException {
        if (!STATEMENTS) {
            return;
        }
        StringBuilder told = new StringBuilder("total ms    calls       rows   wal MiB  statement\n");
        try (Connection connection = DriverManager.getConnection(url("bench" + databases), "hub", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            try (ResultSet found = statement.executeQuery(
                    "select total_exec_time, calls, rows, wal_bytes / 1048576, regexp_replace(query, '\\s+', ' ', 'g')"
                            + " from pg_stat_statements s join pg_database d on d.oid = s.dbid"
                            + " where d.datname = current_database() order by total_exec_time desc limit 40")) {
                while (found.next()) {
                    told.append(String.format(
                            "%8.0f %8d %10d %9.1f  %s%n",
                            found.getDouble(1),
                            found.getLong(2),
                            found.getLong(3),
                            found.getDouble(4),
                            found.getString(5)));
                }
            }
        }
        Files.writeString(folder.resolve("statements-" + name + ".txt"), told);
    }

    Child server() {
        return server;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(cluster)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println(cluster + " was not removed: " + e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path programs() throws IOException {
        String named = System.getenv("BENCH_POSTGRES_BIN");
        if (named != null) {
            return Path.of(named);
        }
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(folder -> Files.exists(folder.resolve("initdb")))
                    .max(Comparator.comparing(
                            folder -> folder.getParent().getFileName().toString()))
                    .orElseThrow(() -> new IllegalStateException(
                            "no PostgreSQL under /usr/lib/postgresql; install Debian's, or set BENCH_POSTGRES_BIN"));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Replaces the process instead of starting one below it: ending it ends the server. */
    private static List<String> asServer(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> all =
                new ArrayList<>(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
        all.addAll(command);
        return all;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed: " + said);
        }
    }
}
