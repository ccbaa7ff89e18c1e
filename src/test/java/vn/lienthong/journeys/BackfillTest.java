package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.RestartTest.until;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.LAND_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.journeys.HubCommandLine.Ran;
import vn.lienthong.journeys.HubCommandLine.Started;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.People;

/** A window of the past is read again by order, through a kill in the middle: what was lost comes back, nothing doubles. */
class BackfillTest {
    private static final int DOSSIERS = 400;
    private static final int LOST = 150;
    /** The time-out bounds how long the lease of a killed process holds. */
    private static final Map<String, String> SLOWLY = Map.of(
            "hub.systems.onestop.timeout",
            "4s",
            "HUB_ENABLED_SYSTEMS",
            "onestop",
            "hub.systems.onestop.page-size",
            "20",
            "hub.systems.onestop.reconcile.max-per-second",
            "4",
            "hub.systems.onestop.reconcile.every",
            "0s");

    @Test
    void aKilledBackfillGoesOnWhereItWas(@TempDir Path folder) throws Exception {
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess hub = new HubProcess(far, folder, SLOWLY)) {
            List<String> codes = dossiers(far);
            hub.start();
            HubApi api = new HubApi(hub.url());
            until(folder, "all are known", () -> hub.healthy() && known(api).size() == DOSSIERS);
            hub.stop();
            forget(folder);
            hub.start();
            until(folder, "the hub works again", hub::healthy);
            assertThat(known(api)).as("the pull does not look back").hasSize(DOSSIERS - LOST);
            HubCommandLine cli = HubCommandLine.to(hub.url(), folder);

            Started command = cli.start("backfill", "onestop", "--from", "2026-09-01", "--to", "2026-09-30");
            until(folder, "it runs", () -> running(api).path("calls").asInt() > 2);
            Ran second = cli.run("backfill", "onestop", "--from", "2026-09-01");
            assertThat(second.exit()).as(second.err()).isEqualTo(1);
            assertThat(second.err()).contains("HUB-API-005").contains("runs");
            JsonNode before = running(api);
            hub.kill();
            assertThat(before.path("read").asInt()).as("in the middle").isBetween(1, DOSSIERS - 1);
            hub.start();
            until(folder, "the hub works once more", hub::healthy);

            assertThat(command.process().waitFor(3, java.util.concurrent.TimeUnit.MINUTES))
                    .isTrue();
            Ran ran = command.ran();
            assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
            assertThat(ran.out()).contains("%").contains("left").contains(": done");
            JsonNode done = api.get("/api/v1/backfills").path("items").path(0);
            assertThat(done.path("state").asText()).isEqualTo("done");
            assertThat(done.path("read").asInt()).isBetween(DOSSIERS, DOSSIERS + 40);
            assertThat(done.path("registered").asInt())
                    .as("a page that was taken in when the process died counts as known")
                    .isBetween(LOST - 20, LOST);
            assertThat(done.path("calls").asInt())
                    .as("it did not begin anew")
                    .isBetween(DOSSIERS / 20, DOSSIERS / 20 + 4);
            assertThat(new TreeSet<>(known(api))).isEqualTo(new TreeSet<>(codes));
            assertThat(known(api)).as("each once").hasSize(DOSSIERS);
            assertThat(api.held("onestop")).isEmpty();

            Ran again = cli.run("backfill", "onestop", "--from", "2026-09-01", "--to", "2026-09-30", "--json");
            assertThat(again.exit()).as(again.err()).isZero();
            assertThat(again.json().path("registered").asInt()).isZero();
            assertThat(again.json().path("unchanged").asInt()).isEqualTo(DOSSIERS);
        }
    }

    @Test
    void aLateLineOfALogIsTakenInAndAFarSideThatIsAwayIsWaitedFor(@TempDir Path folder) {
        Map<String, String> brisk = Map.of(
                "hub.systems.land.reconcile.max-per-second", "500",
                "hub.systems.portal.reconcile.max-per-second", "500",
                "hub.systems.ui-v2.reconcile.max-per-second", "500",
                "hub.systems.land.late-numbers", "0s");
        try (Scene scene = Scene.open(folder, brisk)) {
            Sandbox far = scene.sandbox;
            String late =
                    far.oneStop().enter(OneStopDossier.land(scene.person(), at("2026-09-10 08:00"), scene.parcel()));
            String other =
                    far.oneStop().enter(OneStopDossier.land(scene.person(), at("2026-09-10 08:05"), scene.parcel()));
            far.oneStop().accept(late, CLERK, at("2026-09-10 08:10"));
            far.oneStop().accept(other, CLERK, at("2026-09-10 08:15"));
            scene.until(
                    "land has both", () -> far.land().knows(late) && far.land().knows(other));
            far.land().faults().next("BienDong", Fault.heldBackNumber());
            far.land().forward(late, LAND_OFFICER, at("2026-09-10 09:00"), "Chuyển thẩm định");
            far.land().forward(other, LAND_OFFICER, at("2026-09-10 09:05"), "Chuyển thẩm định");
            scene.until("the later entry is read", () -> scene.api().status(other) == 4);
            scene.settled();
            far.land().releaseHeldBack();
            scene.settled();
            assertThat(scene.api().status(late)).as("the pull never looks back").isEqualTo(2);

            far.land().down();
            String land = ordered(scene, "land");
            scene.until("it waits", () -> backfill(scene, land).hasNonNull("trouble"));
            assertThat(backfill(scene, land).path("state").asText()).isEqualTo("running");
            far.land().up();
            scene.until("it is over", Scene.MUCH, () -> backfill(scene, land).hasNonNull("endedAt"));
            assertThat(backfill(scene, land).path("state").asText()).isEqualTo("done");
            assertThat(backfill(scene, land).path("registered").asInt()).isEqualTo(1);
            assertThat(scene.api().status(late)).isEqualTo(4);
            scene.until("the portal follows", () -> "4".equals(far.portal().status(late)));
            scene.settled();

            for (String system : List.of("portal", "ui-v2")) {
                String id = ordered(scene, system);
                scene.until("it is over", Scene.MUCH, () -> backfill(scene, id).hasNonNull("endedAt"));
                assertThat(backfill(scene, id).path("state").asText())
                        .as(system)
                        .isEqualTo("done");
                assertThat(backfill(scene, id).path("registered").asInt())
                        .as(system)
                        .isZero();
                assertThat(backfill(scene, id).path("held").asInt()).as(system).isZero();
            }
            String stopped = ordered(scene, "land");
            int status = scene.api()
                    .ask("POST", "/api/v1/backfills/" + stopped + "/stop", "Bearer " + RunningHub.TOKEN)
                    .statusCode();
            assertThat(status).as("stopped, or over before").isIn(200, 409);
            assertThat(scene.api().all("/api/v1/reconciliations"))
                    .as("a backfill is no reconciliation")
                    .isEmpty();
            assertThat(scene.api()
                            .ask(
                                    "POST",
                                    "/api/v1/backfills",
                                    "Bearer " + RunningHub.TOKEN,
                                    "{\"system\":\"ui-v1\",\"from\":\"2026-09-01\"}")
                            .statusCode())
                    .as("an archive has no lists")
                    .isEqualTo(400);
        }
    }

    private static String ordered(Scene scene, String system) {
        HttpResponse<String> answer = scene.api()
                .ask(
                        "POST",
                        "/api/v1/backfills",
                        "Bearer " + RunningHub.TOKEN,
                        "{\"system\":\"" + system + "\",\"from\":\"2026-09-01\",\"to\":\"2026-09-30\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.read(answer.body()).path("id").asText();
    }

    private static JsonNode backfill(Scene scene, String id) {
        return scene.api().get("/api/v1/backfills/" + id);
    }

    private static JsonNode running(HubApi api) {
        return api.get("/api/v1/backfills").path("items").path(0);
    }

    private static List<String> known(HubApi api) {
        return api.all("/api/v1/dossiers").stream()
                .map(dossier -> dossier.path("code").asText())
                .toList();
    }

    /** As a ledger that was restored from an old backup of some tables. */
    private static void forget(Path folder) throws SQLException {
        try (Connection ledger =
                        DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("data/ledger/hub"), "hub", "");
                Statement sql = ledger.createStatement()) {
            String lost = "(select id from dossier order by code fetch first " + LOST + " rows only)";
            sql.executeUpdate("delete from delivery where dossier_id in " + lost);
            sql.executeUpdate("delete from event where dossier_id in " + lost);
            sql.executeUpdate("delete from reference where dossier_id in " + lost);
            assertThat(sql.executeUpdate("delete from dossier where id in " + lost))
                    .isEqualTo(LOST);
        }
    }

    private static List<String> dossiers(Sandbox far) {
        People people = new People(17);
        List<String> codes = new ArrayList<>();
        Instant filed = at("2026-09-10 08:00");
        for (int i = 0; i < DOSSIERS; i++) {
            codes.add(far.oneStop().enter(OneStopDossier.claim(people.next(), filed.plusSeconds(60L * i))));
        }
        return codes;
    }
}
