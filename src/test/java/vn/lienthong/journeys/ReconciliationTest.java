package vn.lienthong.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.actors.Actors;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.Procedure;

/** What far systems hold is compared with the ledger: what the hub may mend is mended, the rest is listed. */
class ReconciliationTest {
    private static final Map<String, String> BRISK = Map.of("hub.systems.portal.reconcile.max-per-second", "500");
    private static final int DOSSIERS = 340;

    @Test
    void everyDifferenceAtThePortalIsFoundAndNothingElse(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder, BRISK)) {
            everyDifferenceIsFound(scene);
        }
    }

    @Test
    void theSameWithTheLedgerInPostgres(@TempDir Path folder) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, String> settings = new HashMap<>(BRISK);
            settings.put(
                    "HUB_DATABASE_URL",
                    postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""));
            settings.put("HUB_DATABASE_USERNAME", "postgres");
            settings.put("HUB_DATABASE_PASSWORD", "postgres");
            try (Scene scene = Scene.open(folder, settings)) {
                everyDifferenceIsFound(scene);
            }
        }
    }

    private static void everyDifferenceIsFound(Scene scene) {
        Sandbox far = scene.sandbox;
        List<String> codes = entered(scene, DOSSIERS);
        Map<String, JsonNode> before = new TreeMap<>();
        codes.forEach(code -> before.put(code, scene.portalDossier(code)));
        int lines = codes.stream().mapToInt(c -> far.portal().lines(c).size()).sum();

        codes.subList(0, 50).forEach(far.portal()::lose);
        codes.subList(100, 150).forEach(code -> far.portal().drift(code, "TrangThaiHoSo", "8"));
        Instant filed = at("2026-09-12 08:00");
        for (int i = 0; i < 20; i++) {
            far.portal().plant("G09.20-20260912-90000" + (10 + i), OnlineDossier.claim(scene.person(), filed));
        }

        JsonNode run = scene.reconciled("portal", "{\"system\":\"portal\",\"from\":\"2026-01-01\"}");

        assertThat(run.path("differences").toString())
                .isEqualTo("{\"missing-there\":50,\"status-differs\":50,\"unknown-there\":20}");
        assertThat(run.path("mended").asInt()).isEqualTo(100);
        assertThat(run.path("open").asInt()).isEqualTo(20);
        assertThat(run.path("compared").asInt()).isEqualTo(DOSSIERS + 20);
        assertThat(run.path("equal").asInt()).isEqualTo(DOSSIERS - 100);
        List<JsonNode> open = scene.api().all("/api/v1/reconciliations/differences?state=open");
        assertThat(open).hasSize(20).allSatisfy(it -> {
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

    @Test
    void aDryRunOnlyListsAndAPersonDecides(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder, BRISK)) {
            Sandbox far = scene.sandbox;
            List<String> codes = entered(scene, 6);
            far.portal().lose(codes.get(0));
            far.portal().drift(codes.get(1), "TrangThaiHoSo", "9");
            far.portal().drift(codes.get(2), "ChuHoSo", "Một Người Khác");
            String order = "{\"system\":\"portal\",\"from\":\"2026-01-01\",\"mend\":%s,\"deep\":%s}";

            JsonNode shallow = scene.reconciled("portal", order.formatted(false, false));
            assertThat(shallow.path("differences").toString())
                    .as("the list does not tell a name")
                    .isEqualTo("{\"missing-there\":1,\"status-differs\":1}");
            JsonNode dry = scene.reconciled("portal", order.formatted(false, true));

            assertThat(dry.path("differences").toString())
                    .isEqualTo("{\"field-differs\":1,\"missing-there\":1,\"status-differs\":1}");
            assertThat(dry.path("open").asInt()).isEqualTo(3);
            assertThat(far.portal().status(codes.get(0))).as("nobody was told").isNull();
            List<JsonNode> open = scene.api().all("/api/v1/reconciliations/differences?state=open");
            assertThat(open).extracting(it -> it.path("note").asText()).containsOnly("HUB-RCN-025");
            JsonNode name = one(open, "field-differs");
            assertThat(name.path("field").asText()).isEqualTo("/applicant/name");
            assertThat(name.path("theirs").asText())
                    .as("a script sees no person")
                    .isEqualTo("…");
            assertThat(asAdmin(
                            scene, "/api/v1/reconciliations/" + dry.path("id").asText() + "/differences"))
                    .contains("Một Người Khác");
            JsonNode status = one(open, "status-differs");
            assertThat(status.path("ours").asText() + " "
                            + status.path("theirs").asText())
                    .isEqualTo("1 9");
            String id = status.path("id").asText();
            scene.api().post("/api/v1/reconciliations/differences/" + id + "/accept", "{\"reason\":\"Đã gọi điện\"}");
            JsonNode again = scene.reconciled("portal", order.formatted(false, false));
            assertThat(again.path("accepted").asInt())
                    .as("it was decided before")
                    .isEqualTo(1);
            assertThat(again.path("open").asInt()).isEqualTo(1);

            JsonNode mended = scene.reconciled("portal", order.formatted(true, true));
            assertThat(mended.path("mended").asInt()).isEqualTo(3);
            assertThat(mended.path("open").asInt()).isZero();
            assertThat(scene.portalDossier(codes.get(2)).path("ChuHoSo").asText())
                    .isNotEqualTo("Một Người Khác");
            assertThat(scene.reconciled("portal", order.formatted(true, true))
                            .path("differences")
                            .toString())
                    .isEqualTo("{}");
        }
    }

    @Test
    void aPortalThatIsAwayBusyOrTalksRubbishIsWaitedFor(@TempDir Path folder) {
        try (Scene scene = Scene.open(
                folder,
                Map.of("hub.systems.portal.reconcile.max-per-second", "500", "hub.systems.portal.page-size", "5"))) {
            Sandbox far = scene.sandbox;
            List<String> codes = entered(scene, 24);
            codes.subList(0, 4).forEach(far.portal()::lose);
            codes.subList(8, 12).forEach(code -> far.portal().drift(code, "TrangThaiHoSo", "8"));
            far.portal()
                    .faults()
                    .next("LayDanhSachHoSo", Fault.rubbish(), Fault.tooMany(1), Fault.busy(), Fault.closeBefore());
            far.portal()
                    .faults()
                    .next("TraCuuHoSo", Fault.tooMany(1), Fault.forget(), Fault.halfBody(), Fault.status(502));
            String id = scene.ordered("{\"system\":\"portal\",\"from\":\"2026-01-01\"}");
            scene.until(
                    "it reads",
                    Scene.MUCH,
                    () -> scene.api()
                                    .get("/api/v1/reconciliations/" + id)
                                    .path("calls")
                                    .asInt()
                            > 2);
            far.portal().down();
            scene.until("it waits", Scene.MUCH, () -> scene.api()
                    .get("/api/v1/reconciliations/" + id)
                    .path("trouble")
                    .asText()
                    .startsWith("HUB-HTTP"));
            far.portal().up();
            scene.until("it is over", Scene.MUCH, () -> scene.api()
                    .get("/api/v1/reconciliations/" + id)
                    .path("state")
                    .asText()
                    .equals("done"));

            JsonNode run = scene.api().get("/api/v1/reconciliations/" + id);
            assertThat(run.path("differences").toString()).isEqualTo("{\"missing-there\":4,\"status-differs\":4}");
            assertThat(run.path("mended").asInt()).isEqualTo(8);
            assertThat(run.path("trouble").isNull()).isTrue();
        }
    }

    @Test
    void neverMoreCallsInASecondThanAreAllowed(@TempDir Path folder) {
        try (Scene scene = Scene.open(
                folder,
                Map.of("hub.systems.portal.reconcile.max-per-second", "10", "hub.systems.portal.page-size", "3"))) {
            Sandbox far = scene.sandbox;
            List<String> codes = entered(scene, 24);
            codes.subList(0, 6).forEach(far.portal()::lose);
            scene.reconciled("portal", "{\"system\":\"portal\",\"from\":\"2026-01-01\",\"mend\":false}");
            List<Instant> calls = far.portal().journal().entries().stream()
                    .filter(call ->
                            call.call().equals("LayDanhSachHoSo") || call.call().equals("TraCuuHoSo"))
                    .map(Journal.Entry::at)
                    .sorted()
                    .toList();
            assertThat(calls).hasSizeGreaterThan(15);
            for (int i = 0; i + 11 < calls.size(); i++) {
                assertThat(Duration.between(calls.get(i), calls.get(i + 11)))
                        .as("twelve calls from the %s-th", i)
                        .isGreaterThan(Duration.ofMillis(1000));
            }
        }
    }

    @Test
    void aKilledRunGoesOnWhereItWas(@TempDir Path folder) throws Exception {
        // The time-out bounds how long the lease of the killed process holds.
        Map<String, String> settings = Map.of(
                "hub.systems.portal.reconcile.max-per-second",
                "40",
                "hub.systems.portal.page-size",
                "10",
                "hub.systems.portal.timeout",
                "4s");
        try (Sandbox far = Scene.sandbox(folder);
                HubProcess hub = new HubProcess(far, folder, settings)) {
            hub.start();
            HubApi api = new HubApi(hub.url());
            List<String> codes = new ArrayList<>();
            People people = new People(7);
            for (int i = 0; i < 80; i++) {
                codes.add(far.oneStop()
                        .enter(OneStopDossier.of(
                                Procedure.national("2.000815").orElseThrow(),
                                people.next(),
                                at("2026-09-10 08:00").plusSeconds(60L * i))));
            }
            eventually(() -> hub.healthy()
                    && far.portal().lineCount() == 80
                    && api.waiting().isEmpty());
            codes.subList(0, 20).forEach(far.portal()::lose);
            codes.subList(30, 50).forEach(code -> far.portal().drift(code, "TrangThaiHoSo", "8"));
            far.portal().plant("G09.20-20260912-9000001", OnlineDossier.claim(people.next(), at("2026-09-12 08:00")));
            String id = Json.read(api.ask(
                                    "POST",
                                    "/api/v1/reconciliations",
                                    "Bearer " + RunningHub.TOKEN,
                                    "{\"system\":\"portal\",\"from\":\"2026-01-01\"}")
                            .body())
                    .path("id")
                    .asText();
            for (int calls : new int[] {4, 20, 60, 110}) {
                eventually(() -> {
                    JsonNode run = api.get("/api/v1/reconciliations/" + id);
                    return run.path("calls").asInt() >= calls
                            || !run.path("state").asText().equals("running");
                });
                hub.kill();
                hub.start();
                eventually(hub::healthy);
            }
            eventually(() -> api.get("/api/v1/reconciliations/" + id)
                    .path("state")
                    .asText()
                    .equals("done"));

            JsonNode run = api.get("/api/v1/reconciliations/" + id);
            assertThat(run.path("differences").toString())
                    .as(run.toString())
                    .isEqualTo("{\"missing-there\":20,\"status-differs\":20,\"unknown-there\":1}");
            assertThat(run.path("mended").asInt()).isEqualTo(40);
            assertThat(run.path("compared").asInt()).isEqualTo(81);
            codes.forEach(code -> assertThat(far.portal().status(code)).isEqualTo("1"));
        }
    }

    @Test
    void aBusyHubYieldsNoFalseDifference(@TempDir Path folder) {
        // Real time: the software's pull looks back from now for changes that are committed late.
        Sandbox live = Sandbox.start(SandboxSettings.anywhere(folder.resolve("ui-v1")));
        Map<String, String> settings = Map.of(
                "hub.systems.portal.reconcile.max-per-second", "500",
                "hub.systems.onestop.reconcile.max-per-second", "500",
                "hub.systems.land.reconcile.max-per-second", "500",
                "hub.systems.ui-v2.reconcile.max-per-second", "500",
                "hub.systems.portal.page-size", "4");
        try (Scene scene = Scene.on(live, RunningHub.start(live, folder.resolve("data"), settings))) {
            Sandbox far = scene.sandbox;
            far.softwareRuns(Duration.ofMillis(50));
            Actors actors = new Actors(far, 20261122, Actors.Pace.FAST, act -> {});
            actors.atMost(60).start();
            List<String> runs = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                for (String system : List.of("portal", "onestop", "land", "ui-v2")) {
                    String id = scene.ordered("{\"system\":\"" + system + "\",\"from\":\"2026-01-01\",\"deep\":true}");
                    runs.add(id);
                }
                String last = runs.get(runs.size() - 4);
                scene.until("the portal's run is over", Scene.MUCH, () -> !scene.api()
                        .get("/api/v1/reconciliations/" + last)
                        .path("state")
                        .asText()
                        .equals("running"));
            }
            scene.until("all runs are over", Scene.MUCH, () -> runs.stream().noneMatch(id -> scene.api()
                    .get("/api/v1/reconciliations/" + id)
                    .path("state")
                    .asText()
                    .equals("running")));
            actors.close();
            assertThat(scene.api().all("/api/v1/reconciliations/differences")).isEmpty();
            assertThat(scene.api().all("/api/v1/reconciliations"))
                    .extracting(it -> it.path("state").asText())
                    .containsOnly("done");
        }
    }

    private static JsonNode one(List<JsonNode> differences, String kind) {
        return differences.stream()
                .filter(it -> it.path("class").asText().equals(kind))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static String asAdmin(Scene scene, String path) {
        String account = Base64.getEncoder().encodeToString("admin:test-admin-password".getBytes(UTF_8));
        return scene.api().ask("GET", path, "Basic " + account).body();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Scene.MUCH)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(condition);
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
