package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Journal;

/** A far system that is away or busy delays nobody else; when it is back it is told in order, and not flooded. */
class ApartTest {
    private static final String DOSSIERS = "DongBoHoSoMC";
    private static final int MANY = 300;

    @Test
    void othersGoOnWhileThePortalIsAwayAndItIsToldStepByStepWhenItIsBack(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder)) {
            scene.sandbox.portal().faults().always(Fault.status(503));
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                String code =
                        scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00")));
                scene.sandbox.oneStop().accept(code, CLERK, at("2026-09-10 08:10"));
                codes.add(code);
            }
            scene.until("every one is pulled and lies in the mailbox of the job centre", () -> codes.stream()
                    .allMatch(code -> scene.mail(code).equals(List.of("HO_SO"))));
            assertThat(scene.sandbox.portal().size()).isZero();
            int before = scene.sandbox.portal().journal().entries().size();

            scene.sandbox.portal().faults().clear();
            scene.until("the portal shows every step of all, in order", () -> codes.stream()
                    .allMatch(code -> scene.sandbox.portal().lineStatuses(code).equals(List.of("1", "2"))));

            List<Integer> rows = scene.sandbox.portal().journal().entries().stream()
                    .skip(before)
                    .filter(entry -> entry.status() == 200
                            && entry.requestJson().path("data").isArray())
                    .map(entry -> entry.requestJson().path("data").size())
                    .toList();
            assertThat(rows.get(0)).as("the first call after it is back").isEqualTo(1);
            assertThat(rows.stream().limit(5).mapToInt(Integer::intValue).sum())
                    .as("rows of the first five calls, doubling at most")
                    .isLessThanOrEqualTo(1 + 2 + 4 + 8 + 16);
            assertThat(rows).as("it grows to whole batches").contains(50);
        }
    }

    @Test
    void aFarSideThatAsksToWaitIsNotCalledMeanwhile(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder)) {
            scene.sandbox.portal().faults().next(DOSSIERS, Fault.tooMany(3));
            String code = scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00")));
            scene.reachesPortal(code, "1", 1);

            List<Journal.Entry> calls = scene.sandbox.portal().journal().entries(DOSSIERS);
            assertThat(calls.get(0).status()).isEqualTo(429);
            assertThat(Duration.between(calls.get(0).at(), calls.get(1).at()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void whatItAsksForIsBoundedByTheSettings(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder, Map.of("hub.systems.portal.longest-retry-after", "1s"))) {
            scene.sandbox.portal().faults().next(DOSSIERS, Fault.tooMany(86_400));
            String code = scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00")));
            scene.reachesPortal(code, "1", 1);
        }
    }

    @Test
    void aRateIsKept(@TempDir Path folder) {
        try (Scene scene =
                Scene.open(folder, Map.of("hub.systems.portal.max-per-second", "4", "hub.systems.portal.batch", "1"))) {
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                codes.add(scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00"))));
            }
            codes.forEach(code -> scene.reachesPortal(code, "1", 1));
            List<Journal.Entry> calls = scene.sandbox.portal().journal().entries().stream()
                    .filter(entry -> !entry.call().contains("login"))
                    .toList();
            Duration whole = Duration.between(
                    calls.get(0).at(), calls.get(calls.size() - 1).at());
            assertThat(calls).as("a dossier and its line each").hasSizeGreaterThanOrEqualTo(12);
            // each of the two workers may start a call a little late: the first one too
            assertThat(whole).isGreaterThanOrEqualTo(Duration.ofMillis(250L * (calls.size() - 3)));
        }
    }
}
