package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.RestartTest.until;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
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
import vn.lienthong.sandbox.world.People;

/** A window of the past is read again by order, through a kill in the middle: what was lost comes back, nothing doubles. */
class BackfillTest {
    private static final int DOSSIERS = 400;
    private static final int LOST = 150;
    private static final Map<String, String> SLOWLY = Map.of(
            "HUB_ENABLED_SYSTEMS", "onestop",
            "hub.systems.onestop.page-size", "20",
            "hub.systems.onestop.reconcile.max-per-second", "4",
            "hub.systems.onestop.reconcile.every", "0s");

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

            assertThat(command.process().waitFor(3, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
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
            assertThat(sql.executeUpdate("delete from dossier where id in " + lost)).isEqualTo(LOST);
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
