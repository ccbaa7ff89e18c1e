package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.world.Procedure;

/** What far systems hold is compared with the ledger: what the hub may mend is mended, the rest is listed. */
class ReconciliationTest {
    private static final Map<String, String> BRISK = Map.of("hub.systems.portal.reconcile.max-per-second", "500");
    private static final int DOSSIERS = 340;

    @Test
    void everyDifferenceAtThePortalIsFoundAndNothingElse(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder, BRISK)) {
            Sandbox far = scene.sandbox;
            List<String> codes = entered(scene, DOSSIERS);
            Map<String, JsonNode> before = new TreeMap<>();
            codes.forEach(code -> before.put(code, scene.portalDossier(code)));
            int lines = codes.stream().mapToInt(c -> far.portal().lines(c).size()).sum();

            codes.subList(0, 50).forEach(far.portal()::lose);
            codes.subList(100, 150).forEach(code -> far.portal().drift(code, "TrangThaiHoSo", "8"));
            Instant filed = at("2026-09-12 08:00");
            for (int i = 0; i < 20; i++) {
                far.portal()
                        .plant("G09.20-20260912-90000" + (10 + i), OnlineDossier.claim(scene.person(), filed));
            }

            JsonNode run = scene.reconciled("portal", "{\"system\":\"portal\",\"from\":\"2026-01-01\"}");

            assertThat(run.path("differences").toString())
                    .isEqualTo("{\"missing-there\":50,\"status-differs\":50,\"unknown-there\":20}");
            assertThat(run.path("mended").asInt()).isEqualTo(100);
            assertThat(run.path("open").asInt()).isEqualTo(20);
            assertThat(run.path("compared").asInt()).isEqualTo(DOSSIERS + 20);
            assertThat(run.path("equal").asInt()).isEqualTo(DOSSIERS - 100);
            List<JsonNode> open = scene.api().all("/api/v1/reconciliations/differences?state=open");
            assertThat(open)
                    .hasSize(20)
                    .allSatisfy(it -> {
                        assertThat(it.path("class").asText()).isEqualTo("unknown-there");
                        assertThat(it.path("theirs").asText()).isEqualTo("status 1, 1.001978");
                        assertThat(it.path("note").asText()).isEqualTo("HUB-RCN-022");
                    });
            codes.forEach(code -> assertThat(scene.portalDossier(code)).as(code).isEqualTo(before.get(code)));
            assertThat(codes.stream().mapToInt(c -> far.portal().lines(c).size()).sum())
                    .as("no line is told twice")
                    .isEqualTo(lines);
            assertThat(scene.api().waiting()).isEmpty();

            JsonNode second = scene.reconciled("portal", "{\"system\":\"portal\",\"from\":\"2026-01-01\"}");

            assertThat(second.path("differences").toString()).isEqualTo("{\"unknown-there\":20}");
            assertThat(second.path("mended").asInt()).isZero();
            assertThat(scene.api().all("/api/v1/reconciliations/differences?state=open"))
                    .as("the same twenty, once")
                    .hasSize(20)
                    .allSatisfy(it -> assertThat(it.path("run").asText())
                            .isEqualTo(second.path("id").asText()));
        }
    }

    /** Dossiers of the counter, half of them accepted, known at the portal with nothing under way. */
    private static List<String> entered(Scene scene, int count) {
        Sandbox far = scene.sandbox;
        Instant filed = at("2026-09-10 08:00");
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String code = far.oneStop()
                    .enter(OneStopDossier.of(
                            Procedure.national("2.000815").orElseThrow(), scene.person(), filed.plusSeconds(60L * i)));
            if (i % 2 == 0) {
                far.oneStop().accept(code, CLERK, filed.plusSeconds(60L * i + 30));
            }
            codes.add(code);
        }
        scene.until("the portal has all", Scene.MUCH, () -> {
            for (int i = 0; i < count; i++) {
                if (!(i % 2 == 0 ? "2" : "1").equals(far.portal().status(codes.get(i)))) {
                    return false;
                }
            }
            return true;
        });
        scene.settled();
        return codes;
    }
}
