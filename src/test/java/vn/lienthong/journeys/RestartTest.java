package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.LAND_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.world.People;

/** A stop, and a kill at any instant: nothing is lost, nothing is told twice, nothing is typed again. */
class RestartTest {
    private static final int COUNTER = 120;
    private static final int ONLINE = 20;

    @Test
    void aHubThatIsStoppedWhileFarSystemsAreAwayGoesOnWhereItWas(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder)) {
            Sandbox far = scene.sandbox;
            String claim = far.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00")));
            String online =
                    far.portal().file(OnlineDossier.land(scene.person(), at("2026-09-10 08:01"), scene.parcel()));
            scene.until(
                    "both are known",
                    () -> far.portal().status(claim) != null
                            && far.oneStop().codeOf(online).isPresent());
            String own = far.oneStop().codeOf(online).orElseThrow();
            far.portal().down();
            far.land().down();
            far.oneStop().accept(claim, CLERK, at("2026-09-10 08:10"));
            far.oneStop().accept(own, CLERK, at("2026-09-10 08:11"));
            scene.until("the mail lies there", () -> scene.mail(claim).equals(List.of("HO_SO")));
            scene.until(
                    "the portal's and land's wait", () -> scene.api().waiting().size() >= 3);

            scene.hub.stop();
            String later = far.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:20")));
            far.portal().up();
            far.portal().withdraw(online, at("2026-09-10 08:30"), "Đổi ý");
            scene.hub.start();
            scene.until("what happened meanwhile is known", () -> "1"
                    .equals(far.portal().status(later)));
            scene.reachesPortal(claim, "2", 2);
            scene.reachesPortal(online, "7", 2);
            assertThat(far.uiV2().software().take()).hasSize(1);
            far.land().up();
            scene.until(
                    "land has closed it",
                    () -> far.land().knows(online)
                            && far.land().dossier(online).orElseThrow().withdrawn());
            far.land().forward(online, LAND_OFFICER, at("2026-09-10 09:00"), "Lưu hồ sơ");
            scene.settled();

            assertThat(far.portal().lineStatuses(claim)).containsExactly("1", "2");
            assertThat(far.portal().lineStatuses(later)).containsExactly("1");
            assertThat(far.portal().lineStatuses(online)).containsExactly("2", "7");
            assertThat(scene.sentToPortal(claim)).containsExactly("False", "True");
            assertThat(scene.mail(claim)).containsExactly("HO_SO");
            assertThat(scene.callsToLand(online)).containsExactly("TiepNhanHoSo", "RutHoSo");
            assertThat(far.oneStop().status(own)).isEqualTo("RUT");
            assertThat(scene.stepsToldToOneStop(own)).containsExactly("RUT");
            assertThat(scene.api().parked()).isEmpty();
        }
    }

    @Test
    void aKilledHubLosesNothingAndTellsNothingTwice(@TempDir Path folder) throws Exception {
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess hub = new HubProcess(far, folder, Map.of("hub.systems.onestop.page-size", "10"))) {
            far.softwareRuns(Duration.ofMillis(50));
            People people = new People(7);
            List<String> claims = new ArrayList<>();
            Instant filed = at("2026-09-10 08:00");
            for (int i = 0; i < COUNTER; i++) {
                String code = far.oneStop().enter(OneStopDossier.claim(people.next(), filed.plusSeconds(60L * i)));
                far.oneStop().accept(code, CLERK, filed.plusSeconds(60L * i + 30));
                claims.add(code);
            }
            // So that the kill comes in the middle of both: pages are small, answers are late.
            far.oneStop().faults().always("GET thay-doi", Fault.answerAfter(Duration.ofMillis(200)));
            far.portal().faults().always("HoSoMC", Fault.answerAfter(Duration.ofMillis(150)));

            hub.start();
            until(
                    folder,
                    "the hub works",
                    () -> claims.stream()
                                    .filter(code -> far.portal().status(code) != null)
                                    .count()
                            > 10);
            List<String> online = new ArrayList<>();
            for (int i = 0; i < ONLINE; i++) {
                online.add(far.portal()
                        .file(OnlineDossier.land(
                                people.next(), at("2026-09-10 14:00").plusSeconds(i), people.parcel())));
            }
            until(folder, "some filings came in", () -> far.oneStop()
                    .codeOf(online.get(0))
                    .isPresent());
            hub.kill();
            assertThat(claims)
                    .as("in the middle of telling")
                    .anyMatch(code -> far.portal().lines(code).size() < 2);
            List<Journal.Entry> pages = far.oneStop().journal().entries("GET thay-doi");
            assertThat(pages.get(pages.size() - 1).answerJson().path("conNua").asBoolean())
                    .as("in the middle of reading")
                    .isTrue();
            far.oneStop().faults().clear();
            far.portal().faults().clear();

            hub.start();
            until(folder, "the hub works again", hub::healthy);
            until(
                    folder,
                    "everything is told",
                    () -> claims.stream()
                                    .allMatch(code -> "2".equals(far.portal().status(code))
                                            && far.portal().lines(code).size() == 2
                                            && far.uiV2().claimOf(code).isPresent())
                            && online.stream()
                                    .allMatch(code -> far.oneStop().codeOf(code).isPresent()));
            HubApi api = new HubApi(hub.url());
            until(
                    folder,
                    "nothing waits",
                    () -> api.waiting().isEmpty() && far.portal().callsWaiting() == 0);

            assertThat(claims).allSatisfy(code -> {
                assertThat(far.portal().lineStatuses(code)).containsExactly("1", "2");
                assertThat(far.uiV2().mailbox(code)).hasSize(1);
            });
            assertThat(far.oneStop().size()).isEqualTo(COUNTER + ONLINE);
            assertThat(api.all("/api/v1/dossiers")).hasSize(COUNTER + ONLINE);
            assertThat(api.parked()).isEmpty();
            assertThat(api.all("/api/v1/held?state=all")).isEmpty();
            assertThat(api.all("/api/v1/conflicts")).isEmpty();
            // What was under way when the hub died is asked again, and no more than that: two workers with 50 rows
            // each.
            assertThat(rowsSent(far)).isBetween(2 * COUNTER, 2 * COUNTER + 100);
            assertThat(far.oneStop().journal().entries("POST ho-so"))
                    .filteredOn(call -> call.status() == 201)
                    .hasSize(ONLINE);
        }
    }

    private static int rowsSent(Sandbox far) {
        Map<String, Integer> rows = new HashMap<>();
        for (Journal.Entry call : far.portal().journal().entries("DongBoHoSoMC")) {
            for (JsonNode row : call.requestJson().path("data")) {
                rows.merge(row.path("MaHoSo").asText(), 1, Integer::sum);
            }
        }
        return rows.values().stream().mapToInt(Integer::intValue).sum();
    }

    static void until(Path folder, String what, Callable<Boolean> condition) throws IOException {
        try {
            await(what)
                    .atMost(Duration.ofSeconds(180))
                    .pollInterval(Duration.ofMillis(50))
                    .until(condition);
        } catch (ConditionTimeoutException inVain) {
            StringBuilder logs = new StringBuilder(inVain.getMessage());
            for (int i = 1; Files.exists(folder.resolve("hub-" + i + ".log")); i++) {
                logs.append("\n--- start ")
                        .append(i)
                        .append('\n')
                        .append(Files.readString(folder.resolve("hub-" + i + ".log")));
            }
            throw new AssertionError(logs.toString(), inVain);
        }
    }
}
