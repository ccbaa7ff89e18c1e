package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;

/** A start that cannot succeed ends with 1 and says once, in two languages, what is wrong, where, and what to do. */
class StartFaultsTest {
    @TempDir
    private Path folder;

    private Path data;
    private Sandbox far;

    @BeforeEach
    void open() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        far = Scene.sandbox(folder);
    }

    @AfterEach
    void close() {
        far.close();
    }

    private static void refuses(HubProcess hub, String code, String... words) throws Exception {
        hub.start();
        assertThat(hub.exit()).as(hub.log()).isEqualTo(1);
        assertThat(hub.log()).containsOnlyOnce(code).contains(words).doesNotContain("\tat ");
    }

    @Test
    void aDataFolderThatCannotBeMadeIsASetting() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (HubProcess hub = new HubProcess(
                far, folder, Map.of("hub.data-dir", file.resolve("data").toString()))) {
            refuses(hub, "HUB-CFG-001", "HUB_DATA_DIR", file + "/data", "cannot be made");
        }
    }

    @Test
    void aReadOnlyDataFolderIsASetting() throws Exception {
        try (HubProcess hub = readOnly(data)) {
            refuses(hub, "HUB-CFG-001", "HUB_DATA_DIR", data.toString(), "cannot be written");
        }
    }

    @Test
    void aLedgerThatCannotBeMade() throws Exception {
        Files.writeString(data.resolve("ledger"), "a file where the folder of the ledger would be");
        try (HubProcess hub = new HubProcess(far, folder, Map.of())) {
            refuses(hub, "HUB-START-002", data.toString(), "cannot be written", "Không ghi được");
        }
    }

    /** As after a restore by another account. */
    @Test
    void aLedgerThatCanOnlyBeRead() throws Exception {
        try (HubProcess hub = new HubProcess(far, folder, Map.of())) {
            hub.start();
            await().atMost(Duration.ofMinutes(3)).until(hub::healthy);
            hub.stop();
        }
        try (HubProcess hub = readOnly(data.resolve("ledger"))) {
            refuses(hub, "HUB-START-002", data.toString(), "chown");
        }
    }

    @Test
    void aFullDisk() throws Exception {
        String tiny = "mount -t tmpfs -o size=256k tmpfs " + data;
        assumeTrue(can(tiny), "needs root and mount namespaces");
        try (HubProcess hub = mounted(tiny)) {
            refuses(hub, "HUB-START-003", data.toString(), "Make space");
        }
    }

    @Test
    void afterSpaceIsMadeTheStartSucceeds() throws Exception {
        String tiny = "mount -t tmpfs -o size=256k tmpfs " + data;
        assumeTrue(can(tiny), "needs root and mount namespaces");
        try (HubProcess hub = mounted(tiny + "; \"$@\"; mount -o remount,size=60m " + data)) {
            hub.start();
            await().atMost(Duration.ofMinutes(3)).until(hub::healthy);
            assertThat(hub.log()).containsOnlyOnce("HUB-START-003");
        }
    }

    @Test
    void anUpgradeThatIsKilledBeginsAgain() throws Exception {
        Path copy = data.resolve("ledger/hub.before-upgrade.zip");
        try (HubProcess hub = new HubProcess(far, folder, Map.of())) {
            hub.start();
            await().atMost(Duration.ofMinutes(2))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> Files.exists(copy));
            hub.kill();
            assertThat(copy).as("killed in the middle").exists();

            hub.start();
            await().atMost(Duration.ofMinutes(3)).until(hub::healthy);
            assertThat(hub.log()).containsOnlyOnce("HUB-START-007");
            assertThat(copy).doesNotExist();
        }
    }

    @Test
    void aDatabaseThatIsAway() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (HubProcess hub = new HubProcess(far, folder, database(port, "postgres", "hub", "open-sesame"))) {
            refuses(hub, "HUB-START-004", "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "HUB_DATABASE_URL");
            assertThat(hub.log()).doesNotContain("open-sesame");
        }
    }

    @Test
    void aDatabaseThatIsNotThereAndAnAccountThatIsRefused() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            try (HubProcess hub = new HubProcess(far, folder, database(server.getPort(), "nowhere", "postgres", "x"))) {
                refuses(hub, "HUB-START-004", "/nowhere", "HUB_DATABASE_URL");
            }
            try (HubProcess hub =
                    new HubProcess(far, folder, database(server.getPort(), "postgres", "nobody", "open-sesame"))) {
                refuses(hub, "HUB-START-005", "HUB_DATABASE_USERNAME");
                assertThat(hub.log()).doesNotContain("open-sesame", "nobody");
            }
        }
    }

    @Test
    void aLedgerThatAnotherProgramHasOpen() throws Exception {
        String ledger = "jdbc:h2:file:" + data.resolve("ledger/hub");
        try (Connection tool = DriverManager.getConnection(ledger, "hub", "");
                HubProcess hub = new HubProcess(far, folder, Map.of())) {
            assertThat(tool.isValid(1)).isTrue();
            refuses(hub, "HUB-START-006", data.toString());
        }
    }

    private static Map<String, String> database(int port, String name, String user, String password) {
        return Map.of(
                "HUB_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/" + name,
                "HUB_DATABASE_USERNAME",
                user,
                "HUB_DATABASE_PASSWORD",
                password);
    }

    private HubProcess readOnly(Path part) throws IOException, InterruptedException {
        String mount = "mount --bind " + part + " " + part + " && mount -o remount,ro,bind " + part;
        assumeTrue(can(mount), "needs root and mount namespaces");
        return mounted(mount);
    }

    /** The mount belongs to the process and ends with it. */
    private HubProcess mounted(String mount) {
        return new HubProcess(far, folder, Map.of())
                .through("unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", "sh");
    }

    private static boolean can(String mount) throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-m", "sh", "-c", mount)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
