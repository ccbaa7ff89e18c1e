package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.world.People;

/** The hub as an operator meets it: how it ends, how it refuses to start, and what it says when the disk is full. */
class StartAndStopTest {
    private static final Instant FILED = at("2026-09-10 08:00");
    private final People people = new People(11);

    @Test
    void aStopGivesBackWhatSlowFarSystemsHaveNotAnswered(@TempDir Path folder) throws Exception {
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess hub = new HubProcess(far, folder, Map.of("hub.systems.portal.batch", "5"))) {
            far.softwareRuns(Duration.ofMillis(50));
            List<String> codes = enter(far, 20);
            far.portal().faults().always("HoSoMC", Fault.answerAfter(Duration.ofSeconds(30)));
            far.land().faults().always("LayBienDong", Fault.answerAfter(Duration.ofSeconds(30)));
            hub.start();
            until(hub, "calls are in flight", () -> codes.stream()
                    .anyMatch(code -> far.portal().status(code) != null));

            Duration took = hub.stop();

            assertThat(took).isLessThan(Duration.ofSeconds(20));
            assertThat(count(folder, "select count(*) from delivery where lease_token is not null"))
                    .as("deliveries in hand")
                    .isZero();
            assertThat(count(folder, "select count(*) from lease"))
                    .as("pulls in hand")
                    .isZero();
            far.portal().faults().clear();
            far.land().faults().clear();
            hub.start();
            until(hub, "everything is told", () -> codes.stream()
                    .allMatch(code -> far.portal().lines(code).size() == 2));
            HubApi api = new HubApi(hub.url());
            until(hub, "nothing waits", () -> api.waiting().isEmpty());
            assertThat(codes).allSatisfy(code -> assertThat(far.portal().lineStatuses(code))
                    .containsExactly("1", "2"));
            assertThat(api.parked()).isEmpty();
        }
    }

    @Test
    void everyWrongSettingIsNamedInOneMessage(@TempDir Path folder) throws Exception {
        Map<String, String> wrong = Map.of(
                "hub.poll", "often",
                "hub.broker.url", "somewhere",
                "hub.systems.portal.url", "nowhere",
                "hub.systems.land.workers", "many",
                "hub.systems.onestop.mode", "perhaps");
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess hub = new HubProcess(far, folder, wrong)) {
            hub.start();
            assertThat(hub.exit()).isEqualTo(1);
            String said = hub.log();
            assertThat(said).containsOnlyOnce("HUB-CFG-001");
            assertThat(said).contains("often", "is no broker address", "many", "perhaps");
            assertThat(said).containsPattern("(?i)portal.*url");
        }
    }

    @Test
    void aSecondProcessOnOneFolderEndsAndDisturbsNobody(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess first = new HubProcess(far, folder, Map.of());
                HubProcess second = new HubProcess(
                        far,
                        Files.createDirectories(folder.resolve("second")),
                        Map.of("hub.data-dir", data.toString()))) {
            first.start();
            until(first, "the first works", first::healthy);
            second.start();
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.log())
                    .contains("HUB-START-001", data.toString(), "HUB_DATA_DIR", "Một tiến trình")
                    .doesNotContain("\tat ");

            far.portal().down();
            List<String> codes = enter(far, 3);
            HubApi api = new HubApi(first.url());
            until(first, "the first goes on", () -> api.all("/api/v1/dossiers").size() == 3);
            assertThat(first.health(""))
                    .as("a far system is away, the hub is well")
                    .isEqualTo(200);
            assertThat(first.health("/liveness")).isEqualTo(200);
            assertThat(first.health("/readiness")).isEqualTo(200);
            far.portal().up();
            until(first, "the portal is told", () -> codes.stream()
                    .allMatch(code -> far.portal().lines(code).size() == 2));
        }
    }

    @Test
    void aFullDiskLosesNothing(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        assumeTrue(canMount(data), "needs root and mount namespaces (unshare -m, mount -t tmpfs)");
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess hub = new HubProcess(far, folder, Map.of("hub.systems.onestop.page-size", "50"))
                        .through(
                                "unshare",
                                "-m",
                                "sh",
                                "-c",
                                "mount -t tmpfs -o size=40m tmpfs " + data + " && exec \"$@\"",
                                "sh")) {
            List<String> codes = new ArrayList<>(enter(far, 20));
            hub.start();
            until(hub, "the hub works", () -> codes.stream()
                    .allMatch(code -> far.portal().lines(code).size() == 2));
            // The mount belongs to the process; this is the way in.
            Path filler = Path.of("/proc/" + hub.pid() + "/root" + data + "/filler");
            fill(filler);
            codes.addAll(enter(far, 400));
            until(hub, "the hub says that it is ill", () -> hub.health("/readiness") == 503);
            assertThat(hub.health("/liveness")).as("a restart would not help").isEqualTo(200);
            until(hub, "it says why", () -> hub.log().contains("HUB-LED-002"));
            assertThat(hub.log()).contains("HUB_DATA_DIR");

            Files.delete(filler);
            until(hub, "it is well again", hub::healthy);
            until(hub, "everything is told", () -> codes.stream()
                    .allMatch(code -> far.portal().lines(code).size() == 2));
            assertThat(codes).allSatisfy(code -> assertThat(far.portal().lineStatuses(code))
                    .containsExactly("1", "2"));
        }
    }

    private static boolean canMount(Path folder) {
        try {
            return new ProcessBuilder(
                                    "unshare",
                                    "-m",
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "-o",
                                    "size=1m",
                                    "tmpfs",
                                    folder.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private List<String> enter(Sandbox far, int many) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String code = far.oneStop().enter(OneStopDossier.claim(people.next(), FILED.plusSeconds(60L * i)));
            far.oneStop().accept(code, CLERK, FILED.plusSeconds(60L * i + 30));
            codes.add(code);
        }
        return codes;
    }

    private static int count(Path folder, String question) throws SQLException {
        try (Connection ledger =
                        DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("data/ledger/hub"), "hub", "");
                ResultSet answer = ledger.createStatement().executeQuery(question)) {
            answer.next();
            return answer.getInt(1);
        }
    }

    private static void until(HubProcess hub, String what, Callable<Boolean> condition) throws IOException {
        try {
            await(what)
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(100))
                    .until(condition);
        } catch (org.awaitility.core.ConditionTimeoutException inVain) {
            throw new AssertionError(inVain.getMessage() + "\n" + hub.log(), inVain);
        }
    }
}
