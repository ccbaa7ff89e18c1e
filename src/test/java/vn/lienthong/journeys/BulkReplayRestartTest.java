package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.RestartTest.until;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.People;

/** A bulk replay that is killed in the middle goes on where it was: nothing lost, nothing doubled, in order, counted right. */
class BulkReplayRestartTest {
    private static final int DOSSIERS = Integer.getInteger("replay.dossiers", 1000);
    private static final int ACCEPTED = 60;
    private static final String LEVEL = "code(\"level\", said(.cap))";
    /** The same, at a hundred thousand steps a record: what frees thousands can be met in the middle on a fast machine also. */
    private static final String SLOW_LEVEL =
            "if (size(%s) == 10) %s".formatted(tenTimes(tenTimes(tenTimes(tenTimes(tenTimes("."))))), LEVEL);

    @Test
    void aKilledBulkReplayIsCountedRightAndKeepsTheOrder(@TempDir Path folder) throws Exception {
        ProjectCopy files = ProjectCopy.in(folder.resolve("home"));
        files.replace("mappings/onestop/from/changes.jslt", LEVEL, "fault(\"HUB-MAP-011\", \"a level\", .cap)");
        Map<String, String> settings =
                Map.of("HUB_HOME", files.home().toString(), "HUB_ENABLED_SYSTEMS", "onestop,portal");
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess hub = new HubProcess(far, folder, settings)) {
            List<String> codes = dossiers(far);
            hub.start();
            until(folder, "the hub works", hub::healthy);
            HubApi api = new HubApi(hub.url());
            int records = DOSSIERS + ACCEPTED;
            until(folder, "all are held", () -> held(api) == records);
            assertThat(api.all("/api/v1/dossiers")).isEmpty();
            hub.kill();
            files.replace(
                    "mappings/onestop/from/changes.jslt", "fault(\"HUB-MAP-011\", \"a level\", .cap)", SLOW_LEVEL);
            hub.start();
            until(folder, "the hub works again", hub::healthy);
            assertThat(held(api)).as("nothing but a code table frees by itself").isEqualTo(records);

            HttpResponse<String> accepted = api.ask(
                    "POST",
                    "/api/v1/replays",
                    "Bearer " + RunningHub.TOKEN,
                    "{\"what\":\"held\",\"system\":\"onestop\",\"reason\":\"HUB-MAP-011\",\"why\":\"mapping mended\"}");
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(Json.read(accepted.body()).path("asked").asInt()).isEqualTo(records);
            String replay = accepted.headers().firstValue("Location").orElseThrow();
            until(folder, "it runs", () -> api.get(replay).path("tried").asInt() > 0);
            JsonNode before = api.get(replay);
            hub.kill();
            assertThat(before.path("tried").asInt()).as("in the middle").isBetween(1, records - 1);

            hub.start();
            until(folder, "the hub works once more", hub::healthy);
            until(
                    folder,
                    "it is done",
                    () -> api.get(replay).path("state").asText().equals("done"));
            JsonNode done = api.get(replay);
            for (String count : List.of("asked", "tried", "freed")) {
                assertThat(done.path(count).asInt()).as(count).isEqualTo(records);
            }
            assertThat(done.path("kept").asInt() + done.path("elsewhere").asInt())
                    .isZero();
            assertThat(held(api)).isZero();
            assertThat(api.all("/api/v1/dossiers"))
                    .extracting(dossier -> dossier.path("code").asText())
                    .as("each once, in the order in which they came")
                    .containsExactlyElementsOf(codes);
            until(folder, "all is told", () -> api.waiting().isEmpty());
            for (int i = 0; i < DOSSIERS; i++) {
                assertThat(far.portal().lineStatuses(codes.get(i)))
                        .as(codes.get(i))
                        .isEqualTo(i < ACCEPTED ? List.of("1", "2") : List.of("1"));
            }
            for (String code : codes.subList(0, ACCEPTED)) {
                JsonNode dossier = api.dossier(code);
                assertThat(dossier.path("status").asInt()).isEqualTo(2);
                Instant first = Instant.parse(dossier.at("/events/0/takenAt").asText());
                assertThat(first)
                        .isBeforeOrEqualTo(dossier.at("/events/1/takenAt").asText());
            }
        }
    }

    @Test
    void aRowThatCameWhileTheHubWasDownFreesAndAStopLeavesTheRestHeld(@TempDir Path folder) throws Exception {
        ProjectCopy files = ProjectCopy.in(folder.resolve("home"));
        files.replace("mappings/onestop/codes/level.csv", "TINH;province\n", "");
        Map<String, String> settings =
                Map.of("HUB_HOME", files.home().toString(), "HUB_ENABLED_SYSTEMS", "onestop,portal");
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess hub = new HubProcess(far, folder, settings)) {
            List<String> codes = dossiers(far);
            int records = DOSSIERS + ACCEPTED;
            hub.start();
            HubApi api = new HubApi(hub.url());
            until(folder, "all are held", () -> hub.healthy() && held(api) == records);
            hub.stop();
            files.append("mappings/onestop/codes/level.csv", "TINH;province");
            files.replace("mappings/onestop/from/changes.jslt", LEVEL, SLOW_LEVEL);
            hub.start();
            until(
                    folder,
                    "the hub frees by itself",
                    () -> hub.healthy() && replays(api).path(0).path("tried").asInt() > 0);
            assertThat(replays(api).path(0).path("who").asText()).isEqualTo("hub");
            String replay = "/api/v1/replays/" + replays(api).path(0).path("id").asText();
            HttpResponse<String> stop = api.ask("POST", replay + "/stop", "Bearer " + RunningHub.TOKEN);
            assertThat(stop.statusCode()).isEqualTo(200);
            assertThat(api.ask("POST", replay + "/stop", "Bearer " + RunningHub.TOKEN)
                            .statusCode())
                    .as("it is over")
                    .isEqualTo(409);
            JsonNode stopped = api.get(replay);
            assertThat(stopped.path("state").asText()).isEqualTo("stopped");
            int freed = stopped.path("freed").asInt();
            assertThat(freed).as("in the middle").isBetween(1, records - 1);
            until(folder, "the page in hand has ended", () -> held(api) == records - freed);
            assertThat(api.all("/api/v1/dossiers")).hasSize(Math.min(freed, DOSSIERS));

            HttpResponse<String> again = api.ask(
                    "POST",
                    "/api/v1/replays",
                    "Bearer " + RunningHub.TOKEN,
                    "{\"what\":\"held\",\"system\":\"onestop\",\"why\":\"the rest\"}");
            assertThat(Json.read(again.body()).path("asked").asInt()).isEqualTo(records - freed);
            String rest = again.headers().firstValue("Location").orElseThrow();
            until(
                    folder,
                    "the rest is free",
                    () -> api.get(rest).path("state").asText().equals("done"));
            assertThat(api.get(rest).path("freed").asInt()).isEqualTo(records - freed);
            assertThat(api.all("/api/v1/dossiers"))
                    .extracting(dossier -> dossier.path("code").asText())
                    .as("each once, in the order in which they came")
                    .containsExactlyElementsOf(codes);
            assertThat(api.get(replay).path("state").asText()).isEqualTo("stopped");

            hub.stop();
            aged(folder, rest.substring(rest.lastIndexOf('/') + 1));
            hub.start();
            until(
                    folder,
                    "what ended long ago is forgotten",
                    () -> hub.healthy()
                            && api.ask("GET", rest, "Bearer " + RunningHub.TOKEN)
                                            .statusCode()
                                    == 404);
            assertThat(api.get(replay).path("state").asText())
                    .as("what ended lately is kept")
                    .isEqualTo("stopped");
        }
    }

    private static String tenTimes(String step) {
        return "[for ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) " + step + "]";
    }

    private static JsonNode replays(HubApi api) {
        return api.get("/api/v1/replays").path("items");
    }

    /** More than a year passes. */
    private static void aged(Path folder, String replay) throws SQLException {
        try (Connection ledger =
                DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("data/ledger/hub"), "hub", "")) {
            assertThat(ledger.createStatement()
                            .executeUpdate(
                                    "update replay set ended_at = dateadd('DAY', -401, ended_at) where id = " + replay))
                    .isEqualTo(1);
        }
    }

    private static List<String> dossiers(Sandbox far) {
        People people = new People(11);
        List<String> codes = new ArrayList<>();
        Instant filed = at("2026-09-10 08:00");
        for (int i = 0; i < DOSSIERS; i++) {
            codes.add(far.oneStop().enter(OneStopDossier.claim(people.next(), filed.plusSeconds(i))));
        }
        for (String code : codes.subList(0, ACCEPTED)) {
            far.oneStop().accept(code, CLERK, filed.plusSeconds(3L * DOSSIERS));
        }
        return codes;
    }

    private static long held(HubApi api) {
        long held = 0;
        for (JsonNode group : api.get("/api/v1/held/groups").path("items")) {
            held += group.path("count").asLong();
        }
        return held;
    }
}
