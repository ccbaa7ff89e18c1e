package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.JOB_OFFICER;
import static vn.lienthong.journeys.Scene.LAND_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.world.Procedure;
import vn.lienthong.sandbox.world.Result;

/** One-stop, land and unemployment software keep facts of their own: theirs are taken in, the hub's are told again. */
class KeepersReconciledTest {
    private static final Map<String, String> BRISK = Map.of(
            "hub.systems.onestop.reconcile.max-per-second", "500",
            "hub.systems.land.reconcile.max-per-second", "500",
            "hub.systems.ui-v2.reconcile.max-per-second", "500",
            "hub.systems.land.late-numbers", "0s",
            "hub.systems.ui-v2.late-numbers", "0s");

    @Test
    void theOneStop(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder, BRISK)) {
            Sandbox far = scene.sandbox;
            String online =
                    far.portal().file(OnlineDossier.land(scene.person(), at("2026-09-10 08:00"), scene.parcel()));
            String decided =
                    far.oneStop().enter(OneStopDossier.land(scene.person(), at("2026-09-10 08:05"), scene.parcel()));
            far.oneStop().accept(decided, CLERK, at("2026-09-10 08:10"));
            Procedure simple = Procedure.national("2.000815").orElseThrow();
            String gone = far.oneStop().enter(OneStopDossier.of(simple, scene.person(), at("2026-09-10 08:15")));
            String altered = far.oneStop().enter(OneStopDossier.of(simple, scene.person(), at("2026-09-10 08:20")));
            far.oneStop().accept(altered, CLERK, at("2026-09-10 08:30"));
            scene.until("land has it", () -> far.land().knows(decided));
            far.land()
                    .finish(
                            decided,
                            LAND_OFFICER,
                            at("2026-09-10 09:00"),
                            new Result("KQ", "Giấy chứng nhận", "S-1", null));
            scene.until(
                    "the one-stop has the result and the online dossier",
                    () -> far.oneStop().status(decided).equals("CO_KET_QUA")
                            && far.oneStop().codeOf(online).isPresent());
            scene.settled();
            assertThat(scene.reconciled("onestop", order("onestop"))
                            .path("differences")
                            .toString())
                    .isEqualTo("{}");

            far.oneStop().lose(far.oneStop().codeOf(online).orElseThrow());
            far.oneStop().lose(gone);
            far.oneStop().rewrite(altered, it -> it.put("trangThai", "DANG_XU_LY"));
            far.oneStop().rewrite(decided, it -> it.put("trangThai", "DANG_XU_LY"));
            JsonNode run = scene.reconciled("onestop", order("onestop"));

            assertThat(run.path("differences").path("missing-there").asInt()).isEqualTo(2);
            assertThat(run.path("differences").path("missing-here").asInt()).isEqualTo(2);
            assertThat(run.path("differences").path("status-differs").asInt()).isPositive();
            List<JsonNode> open = scene.api().all("/api/v1/reconciliations/differences?state=open");
            assertThat(open).as(open.toString()).hasSize(1);
            assertThat(open.get(0).path("code").asText()).isEqualTo(gone);
            assertThat(open.get(0).path("note").asText()).isEqualTo("HUB-RCN-020");
            assertThat(far.oneStop().codeOf(online)).as("registered again").isPresent();
            assertThat(far.oneStop().status(decided)).as("told again").isEqualTo("CO_KET_QUA");
            assertThat(scene.api().status(altered)).as("taken in").isEqualTo(4);
            scene.until("the portal follows", () -> "4".equals(far.portal().status(altered)));
            scene.settled();
            JsonNode second = scene.reconciled("onestop", order("onestop"));
            assertThat(second.path("differences").toString()).isEqualTo("{\"missing-there\":1}");
            assertThat(second.path("mended").asInt()).isZero();
        }
    }

    @Test
    void land(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder, BRISK)) {
            Sandbox far = scene.sandbox;
            String kept =
                    far.oneStop().enter(OneStopDossier.land(scene.person(), at("2026-09-10 08:00"), scene.parcel()));
            String lost =
                    far.oneStop().enter(OneStopDossier.land(scene.person(), at("2026-09-10 08:05"), scene.parcel()));
            far.oneStop().accept(kept, CLERK, at("2026-09-10 08:10"));
            far.oneStop().accept(lost, CLERK, at("2026-09-10 08:15"));
            scene.until(
                    "land has both", () -> far.land().knows(kept) && far.land().knows(lost));
            far.land().faults().next("BienDong", Fault.heldBackNumber());
            far.land().forward(kept, LAND_OFFICER, at("2026-09-10 09:00"), "Chuyển thẩm định");
            far.land().forward(lost, LAND_OFFICER, at("2026-09-10 09:05"), "Chuyển thẩm định");
            scene.until("the later entry is read", () -> scene.api().status(lost) == 4);
            scene.settled();
            far.land().releaseHeldBack();
            scene.settled();
            assertThat(scene.api().status(kept)).as("the pull never looks back").isEqualTo(2);
            far.land().lose(lost);

            JsonNode run = scene.reconciled("land", order("land"));

            assertThat(run.path("differences").toString()).isEqualTo("{\"missing-here\":1,\"missing-there\":1}");
            assertThat(run.path("mended").asInt()).isEqualTo(2);
            assertThat(scene.api().status(kept)).isEqualTo(4);
            assertThat(far.land().knows(lost)).isTrue();
            scene.settled();
            assertThat(scene.reconciled("land", order("land"))
                            .path("differences")
                            .toString())
                    .isEqualTo("{}");
        }
    }

    @Test
    void theUnemploymentSoftware(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder, BRISK)) {
            Sandbox far = scene.sandbox;
            far.softwareRuns(Duration.ofMillis(50));
            String kept = far.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00")));
            String lost = far.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:05")));
            String altered = far.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:06")));
            for (String code : List.of(kept, lost, altered)) {
                far.oneStop().accept(code, CLERK, at("2026-09-10 08:10"));
                scene.until("it is a claim", () -> far.uiV2().claimOf(code).isPresent());
            }
            far.uiV2().faults().next("TBL_NHAT_KY", Fault.heldBackNumber());
            far.uiV2().step(claim(scene, kept), 3, JOB_OFFICER, at("2026-09-10 09:00"), "Tính hưởng");
            far.uiV2().step(claim(scene, altered), 3, JOB_OFFICER, at("2026-09-10 09:05"), "Tính hưởng");
            scene.until("the later row is read", () -> scene.api().status(altered) == 4);
            scene.settled();
            far.uiV2().releaseHeldBack();
            scene.settled();
            assertThat(scene.api().status(kept)).as("the pull never looks back").isEqualTo(2);
            long old = claim(scene, lost);
            far.uiV2().meddle("delete from TBL_NHAT_KY where ID_TCTN = ?", old);
            far.uiV2().meddle("delete from TBL_TCTN where ID_TCTN = ?", old);
            far.uiV2().meddle("update TBL_TCTN set ID_TRANG_THAI = 11 where ID_TCTN = ?", claim(scene, altered));

            JsonNode run = scene.reconciled("ui-v2", order("ui-v2"));

            JsonNode found = run.path("differences");
            assertThat(found.path("missing-here").asInt()).isEqualTo(1);
            assertThat(found.path("missing-there").asInt()).isEqualTo(1);
            assertThat(found.path("status-differs").asInt())
                    .as("the row that the log lacked shows in the status too, unless it was taken in before")
                    .isBetween(1, 2);
            assertThat(scene.api().status(kept)).isEqualTo(4);
            assertThat(far.uiV2().claimOf(lost))
                    .isNotEqualTo(OptionalLong.of(old))
                    .isNotEmpty();
            List<JsonNode> open = scene.api().all("/api/v1/reconciliations/differences?state=open");
            assertThat(open).as(open.toString()).hasSize(1);
            assertThat(open.get(0).path("ours").asText() + " "
                            + open.get(0).path("theirs").asText())
                    .as("the row says what the log does not: a person looks")
                    .isEqualTo("4 9");
            assertThat(run.path("mended").asInt())
                    .isEqualTo(found.path("status-differs").asInt() + 1);
        }
    }

    private static long claim(Scene scene, String code) {
        return scene.sandbox.uiV2().claimOf(code).orElseThrow();
    }

    private static String order(String system) {
        return "{\"system\":\"" + system + "\",\"from\":\"2026-01-01\"}";
    }
}
