package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.HubCall;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.Result;

/** A province goes live system by system, and years of old dossiers flood nobody. */
class GoLiveTest {
    private final People people = new People(11);

    @Test
    void aSystemIsOffThenInTheShadowThenOn(@TempDir Path folder) {
        try (Scene scene =
                Scene.open(folder, Map.of("hub.systems.onestop.mode", "shadow", "hub.systems.land.mode", "off"))) {
            Sandbox far = scene.sandbox;
            far.softwareRuns(Duration.ofMillis(50));
            String first = far.oneStop().enter(OneStopDossier.claim(people.next(), at("2026-09-10 08:00")));
            far.oneStop().accept(first, CLERK, at("2026-09-10 08:10"));
            scene.until(
                    "it is kept",
                    () -> scene.api().all("/api/v1/dossiers").size() == 1
                            && scene.api().status(first) == 2);
            HubCall filing = file(far, at("2026-09-10 08:20"));
            scene.until("it is received", () -> filing.state() == HubCall.State.RECEIVED);
            scene.settled();
            assertThat(far.portal().status(first))
                    .as("nobody is told what the shadow says")
                    .isNull();
            assertThat(scene.mail(first)).isEmpty();
            assertThat(far.oneStop().codeOf(filing.dossier()))
                    .as("the shadow is told nothing")
                    .isEmpty();
            assertThat(far.land().journal().count()).as("off is not even asked").isZero();
            assertThat(scene.api().system("land").path("mode").asText()).isEqualTo("off");
            assertThat(scene.api().system("onestop").path("mode").asText()).isEqualTo("shadow");
            assertThat(scene.api().waiting()).as("nothing piles up").isEmpty();

            scene.hub.restart(Map.of("hub.systems.portal.mode", "shadow", "hub.systems.land.mode", "off"));
            String second = far.oneStop().enter(OneStopDossier.claim(people.next(), at("2026-09-10 09:00")));
            far.oneStop().accept(second, CLERK, at("2026-09-10 09:10"));
            scene.until(
                    "the job centre has both",
                    () -> far.uiV2().claimOf(second).isPresent()
                            && far.uiV2().claimOf(first).isPresent());
            HubCall another = file(far, at("2026-09-10 09:20"));
            scene.until("it is received", () -> another.state() == HubCall.State.RECEIVED);
            scene.settled();
            assertThat(far.portal().journal().entries("HoSoMC")).isEmpty();
            assertThat(scene.api().status(another.dossier()))
                    .as("pulled and kept")
                    .isEqualTo(1);
            assertThat(far.oneStop().codeOf(another.dossier()))
                    .as("but told to nobody")
                    .isEmpty();
            assertThat(scene.api().waiting()).isEmpty();

            scene.hub.restart(Map.of("hub.systems.land.mode", "off"));
            scene.reachesPortal(first, "2", 2);
            scene.reachesPortal(second, "2", 2);
            scene.until(
                    "what was filed in the shadow is registered",
                    () -> far.oneStop().codeOf(filing.dossier()).isPresent()
                            && far.oneStop().codeOf(another.dossier()).isPresent());
            String third = far.oneStop().enter(OneStopDossier.claim(people.next(), at("2026-09-10 10:10")));
            scene.reachesPortal(third, "1", 1);
            HubCall online = file(far, at("2026-09-10 10:20"));
            scene.until(
                    "the one-stop has it",
                    () -> far.oneStop().codeOf(online.dossier()).isPresent());
            String own = far.oneStop().codeOf(online.dossier()).orElseThrow();
            far.oneStop().accept(own, CLERK, at("2026-09-10 10:30"));
            far.oneStop()
                    .giveResult(own, CLERK, at("2026-09-10 10:40"), new Result("KQ1", "Giấy chứng nhận", "CS 1", null));
            scene.reachesPortal(online.dossier(), "9", 2);
            scene.settled();
            assertThat(far.land().journal().count()).isZero();
            assertThat(scene.api().waiting()).isEmpty();
            assertThat(scene.mail(first)).containsExactly("HO_SO");
            assertThat(far.portal().lineStatuses(first)).containsExactly("1", "2");
        }
    }

    private HubCall file(Sandbox far, Instant when) {
        far.portal().file(OnlineDossier.land(people.next(), when, people.parcel()));
        return far.portal().calls().get(far.portal().calls().size() - 1);
    }

    @Test
    void yearsOfOldDossiersFloodNobody(@TempDir Path folder) {
        try (Sandbox far = Scene.sandbox(folder)) {
            far.softwareRuns(Duration.ofMillis(50));
            String ancient = claim(far, "2026-07-01 08:00");
            far.oneStop().accept(ancient, CLERK, at("2026-07-01 09:00"));
            String finished = claim(far, "2026-08-10 08:00");
            far.oneStop().refuse(finished, CLERK, at("2026-08-11 09:00"), "Không đúng thẩm quyền");
            String done = claim(far, "2026-08-12 08:00");
            far.oneStop().accept(done, CLERK, at("2026-08-12 09:00"));
            far.oneStop().act(done, "DA_TRA", CLERK, at("2026-08-13 09:00"), "Đã trả");
            String open = claim(far, "2026-08-20 08:00");
            far.oneStop().accept(open, CLERK, at("2026-08-20 09:00"));

            RunningHub hub =
                    RunningHub.start(far, folder.resolve("quiet"), Map.of("hub.systems.onestop.since", "2026-08-01"));
            try (Scene scene = Scene.on(far, hub)) {
                scene.reachesPortal(open, "2", 2);
                scene.until(
                        "the job centre has it", () -> far.uiV2().claimOf(open).isPresent());
                scene.settled();
                assertThat(far.portal().codes()).containsExactly(open);
                assertThat(far.uiV2().query("select MA_HO_SO from TBL_NHAN_LIEN_THONG"))
                        .extracting(row -> row.get("MA_HO_SO"))
                        .isEqualTo(List.of(open));
                assertThat(scene.api().all("/api/v1/dossiers"))
                        .as("kept all the same")
                        .hasSize(4);
                assertThat(scene.api().waiting()).isEmpty();
                String fresh = claim(far, "2026-09-10 08:00");
                far.oneStop().accept(fresh, CLERK, at("2026-09-10 09:00"));
                far.oneStop().withdraw(fresh, CLERK, at("2026-09-10 09:30"), "Xin rút");
                scene.reachesPortal(fresh, "7", 3);
            }
        }
    }

    @Test
    void finishedDossiersAreToldWhereItIsAsked(@TempDir Path folder) {
        try (Sandbox far = Scene.sandbox(folder)) {
            String done = claim(far, "2026-08-12 08:00");
            far.oneStop().accept(done, CLERK, at("2026-08-12 09:00"));
            far.oneStop().act(done, "DA_TRA", CLERK, at("2026-08-13 09:00"), "Đã trả");
            RunningHub hub =
                    RunningHub.start(far, folder.resolve("asked"), Map.of("hub.systems.portal.told-finished", "true"));
            try (Scene scene = Scene.on(far, hub)) {
                scene.reachesPortal(done, "10", 3);
                scene.settled();
                assertThat(scene.mail(done))
                        .as("only open ones are registered in an office")
                        .isEmpty();
            }
        }
    }

    private String claim(Sandbox far, String when) {
        return far.oneStop().enter(OneStopDossier.claim(people.next(), at(when)));
    }
}
