package vn.lienthong.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL and an Artemis in processes of their own, as in production. */
final class SharedStores implements Stores {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path data;
    private final int databasePort = freePort();
    private final Path brokerFolder;
    private final BrokerProcess broker;
    private EmbeddedPostgres postgres;

    SharedStores(Path folder) throws IOException, InterruptedException {
        data = folder.resolve("postgres");
        brokerFolder = Files.createDirectories(folder.resolve("broker"));
        broker = new BrokerProcess(brokerFolder, freePort());
        broker.start();
        startDatabase();
    }

    @Override
    public Map<String, String> hubSettings() {
        return Map.of(
                "HUB_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres",
                "HUB_DATABASE_USERNAME", "postgres",
                "HUB_DATABASE_PASSWORD", "postgres",
                "HUB_BROKER_URL", broker.url(),
                "HUB_BROKER_USERNAME", "hub",
                "HUB_BROKER_PASSWORD", "hub",
                "HUB_SEARCH_KEY", "a-key-that-all-processes-share-0123456789");
    }

    private void startDatabase() throws IOException, InterruptedException {
        IOException[] last = new IOException[1];
        boolean up = Waiting.until(START, () -> {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setPort(databasePort)
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        // Tests that only want speed have it off; then a killed server forgets what it acknowledged.
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("fsync", "on")
                        .start();
                return true;
            } catch (IOException backendsOfTheDeadOneStillLive) {
                last[0] = backendsOfTheDeadOneStillLive;
                return false;
            }
        });
        if (!up) {
            throw last[0];
        }
    }

    /** The server is stopped, or dies at once; it comes back after the pause with the same data. */
    void restartDatabase(boolean dies, Duration pause) throws IOException, InterruptedException {
        if (dies) {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            ProcessHandle.of(Long.parseLong(lines.get(0).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
        postgres.close();
        Waiting.during(pause);
        startDatabase();
    }

    /** The broker dies; it comes back after the pause, with its journal or without. */
    void restartBroker(boolean losesAll, Duration pause) throws IOException, InterruptedException {
        broker.kill();
        if (losesAll) {
            try (Stream<Path> files = Files.walk(brokerFolder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            Files.createDirectories(brokerFolder);
        }
        Waiting.during(pause);
        broker.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        broker.kill();
        postgres.close();
    }
}
