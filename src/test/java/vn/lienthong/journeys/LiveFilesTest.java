package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Json;

/** Saved files are checked and live while the hub runs; what cannot be used is shown, and what was in use goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the far systems' story clock does not go back
class LiveFilesTest {
    private static final String SETTINGS = "config/systems.yaml";

    private Scene scene;
    private ProjectCopy files;
    private int minute = 8 * 60;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        files = ProjectCopy.in(folder.resolve("home"));
        files.replace(SETTINGS, "told: [announce, tell]", "told: [announce, tell]\n      max-per-second: 1000");
        Map<String, String> settings = new HashMap<>();
        settings.put("HUB_HOME", files.home().toString());
        scene = Scene.open(folder, settings);
        scene.sandbox.softwareRuns(Duration.ofMillis(50));
    }

    @AfterAll
    void close() {
        scene.close();
    }

    private JsonNode part(String whose) {
        for (JsonNode part : scene.api().get("/api/v1/files").path("items")) {
            if (part.path("whose").asText().equals(whose)) {
                return part;
            }
        }
        return Json.object();
    }

    /** Saves, waits until it is so, and says how long it took. */
    private void live(String what, Save save, Callable<Boolean> condition) throws IOException {
        long saved = System.nanoTime();
        save.run();
        scene.until(what, condition);
        System.out.printf("live after %4d ms: %s%n", (System.nanoTime() - saved) / 1_000_000, what);
    }

    private interface Save {
        void run() throws IOException;
    }

    private Callable<Boolean> exchanged(String whose) {
        long before = part(whose).path("times").asLong();
        return () -> part(whose).path("times").asLong() > before
                && part(whose).path("fault").isNull();
    }

    /** A dossier goes from the counter to the portal. */
    private String accepted() {
        minute += 10;
        String day = "2026-09-10 %02d:%02d";
        String code = scene.sandbox
                .oneStop()
                .enter(OneStopDossier.claim(scene.person(), at(day.formatted(minute / 60, minute % 60))));
        scene.sandbox.oneStop().accept(code, CLERK, at(day.formatted(minute / 60, minute % 60 + 5)));
        return code;
    }

    private void atPortal(String code) {
        scene.until("the portal has " + code, () -> "2"
                .equals(scene.sandbox.portal().status(code)));
    }

    private boolean healthShows(String whose) {
        JsonNode parts = Json.read(scene.api()
                .ask("GET", "/actuator/health", "Bearer " + RunningHub.TOKEN)
                .body());
        return parts.at("/components/changedFiles/details").has(whose);
    }

    @Test
    @Order(1)
    void aChangedMappingIsLiveAndAFaultyOneLeavesTheOldInUse() throws IOException {
        atPortal(accepted());
        Path mapping = files.home().resolve("mappings/onestop/from/changes.jslt");
        String good = Files.readString(mapping);
        live("changed mapping", () -> Files.writeString(mapping, good + "// seen\n"), exchanged("onestop"));

        live(
                "faulty mapping shown",
                () -> Files.writeString(mapping, good + "\nlet broken = \n"),
                () -> part("onestop").path("fault").asText().contains("mappings/onestop/from/changes.jslt:"));
        assertThat(scene.api().system("onestop").path("filesFault").asText()).contains("HUB-MAP-001");
        assertThat(scene.api().system("onestop").path("packFault").isNull()).isTrue();
        assertThat(scene.api().system("portal").path("filesFault").isNull()).isTrue();
        assertThat(healthShows("onestop")).isTrue();
        atPortal(accepted());

        live("mended mapping", () -> Files.writeString(mapping, good + "// mended\n"), exchanged("onestop"));
        assertThat(healthShows("onestop")).isFalse();

        long times = part("onestop").path("times").asLong();
        live("faulty again", () -> Files.writeString(mapping, good + "\nlet broken = \n"), () -> part("onestop")
                .path("fault")
                .isTextual());
        live(
                "put back as it is in use: the fault is gone and nothing is exchanged",
                () -> Files.writeString(mapping, good + "// mended\n"),
                () -> part("onestop").path("fault").isNull());
        assertThat(part("onestop").path("times").asLong()).isEqualTo(times);
        atPortal(accepted());
    }

    @Test
    @Order(2)
    void aChangedRouteIsLiveAndAFaultyOneLeavesTheOldRunning() throws IOException {
        Path route = files.home().resolve("routes/systems/onestop.camel.yaml");
        String good = Files.readString(route);
        live(
                "faulty route shown",
                () -> Files.writeString(route, good.replaceFirst("rest-pull-cursor", "rest-pull-curser")),
                () -> part("onestop").path("fault").asText().contains("write \"rest-pull-cursor\""));
        atPortal(accepted());
        live(
                "a route that passes the check and does not start: the old ones run again",
                () -> Files.writeString(route, good.replace("value: reference", "value: refrence")),
                () -> part("onestop").path("fault").asText().contains("HUB-ROUTE-0"));
        atPortal(accepted());
        assertThat(scene.api().system("onestop").path("packFault").isNull()).isTrue();
        live(
                "a route to another path",
                () -> Files.writeString(route, good.replaceFirst("thay-doi\\?", "thay-doi-khac?")),
                () -> scene.sandbox.oneStop().journal().entries().stream()
                        .anyMatch(call -> call.target().contains("thay-doi-khac")));
        live("mended route", () -> Files.writeString(route, good), exchanged("onestop"));
        assertThat(scene.api().system("onestop").path("filesFault").isNull()).isTrue();
        atPortal(accepted());
    }

    @Test
    @Order(3)
    void aFileThatIsWrittenInPiecesIsNotReadByHalf() throws IOException, InterruptedException {
        Path route = files.home().resolve("routes/systems/portal.camel.yaml");
        String good = Files.readString(route);
        long times = part("portal").path("times").asLong();
        // a half that is a good file of its own: only the first route
        int half = good.indexOf("- templatedRoute:", good.indexOf("portal-deliver"));
        Callable<Boolean> exchanged = exchanged("portal");
        long saved = System.nanoTime();
        Files.writeString(route, good.substring(0, half));
        for (int part = 0; part < 4; part++) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(150).toNanos());
            int from = half + (good.length() - half) * part / 4;
            Files.writeString(
                    route,
                    good.substring(from, half + (good.length() - half) * (part + 1) / 4),
                    StandardOpenOption.APPEND);
        }
        Path beside = route.resolveSibling(".portal.camel.yaml.swp");
        Files.writeString(beside, good + "# saved by renaming\n");
        Files.move(beside, route, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        scene.until("the whole file is in use", exchanged);
        System.out.printf("live after %4d ms: written in pieces%n", (System.nanoTime() - saved) / 1_000_000);
        assertThat(part("portal").path("times").asLong()).isEqualTo(times + 1);
        atPortal(accepted());
    }

    @Test
    @Order(4)
    void inboundCallsMeetNoMissingPathWhileThePortalIsExchanged() throws Exception {
        Path mapping = files.home().resolve("mappings/portal/to/received.jslt");
        String good = Files.readString(mapping);
        AtomicBoolean over = new AtomicBoolean();
        Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        Thread caller = new Thread(() -> {
            while (!over.get()) {
                HttpResponse<String> answer = scene.api()
                        .ask(
                                "POST",
                                "/VXPAdapter/RestService/forward/nhanhsdvcqg",
                                "Bearer " + scene.sandbox.hubEnvironment().get("HUB_PORTAL_INBOUND_TOKEN"),
                                "{}");
                answers.merge(answer.statusCode(), 1, Integer::sum);
            }
        });
        caller.start();
        for (int i = 0; i < 5; i++) {
            String text = good + "// " + i + "\n";
            live("portal exchanged under calls", () -> Files.writeString(mapping, text), exchanged("portal"));
        }
        over.set(true);
        caller.join();
        System.out.println("answers to inbound calls: " + answers);
        assertThat(answers).containsKey(200).doesNotContainKeys(404, 401, 403, 500);
    }

    @Test
    @Order(5)
    void everySettingIsLive() throws IOException {
        live(
                "poll and headers of one system",
                () -> files.replace(
                        SETTINGS,
                        "      told: [register, step]",
                        "      poll: 70ms\n      headers: {x-way: by-file}\n      told: [register, step]"),
                () -> scene.sandbox.oneStop().journal().entries().stream()
                        .anyMatch(call -> call.headers().containsValue("by-file")));
        live("batch", () -> files.replace(SETTINGS, "batch: 50", "batch: 3"), exchanged("portal"));
        atPortal(accepted());

        live(
                "the portal in shadow",
                () -> files.replace(SETTINGS, "role: portal\n      mode: on", "role: portal\n      mode: shadow"),
                () -> scene.api().system("portal").path("mode").asText().equals("shadow"));
        String code = accepted();
        scene.until(
                "the hub knows it",
                () -> scene.api().find(code) != null && scene.api().status(code) == 2);
        assertThat(scene.sandbox.portal().dossier(code)).isEmpty();
        live(
                "the portal on again: what is open is told",
                () -> files.replace(SETTINGS, "role: portal\n      mode: shadow", "role: portal\n      mode: on"),
                () -> "2".equals(scene.sandbox.portal().status(code)));

        live(
                "an address where nobody is",
                () -> files.replace(
                        SETTINGS, "url: ${HUB_PORTAL_URL:http://localhost:18085}", "url: http://localhost:1"),
                exchanged("portal"));
        String late = accepted();
        scene.until("it waits", () -> !scene.api().waiting().isEmpty());
        live(
                "the right address again",
                () -> files.replace(
                        SETTINGS, "url: http://localhost:1\n", "url: ${HUB_PORTAL_URL:http://localhost:18085}\n"),
                () -> "2".equals(scene.sandbox.portal().status(late)));

        live(
                "a faulty setting is shown and nothing changes",
                () -> files.replace(SETTINGS, "batch: 3", "batch: three"),
                () -> part("settings").path("fault").asText().contains("batch"));
        assertThat(part("settings").path("fault").asText()).contains("config/systems.yaml:");
        assertThat(healthShows("settings")).isTrue();
        atPortal(accepted());
        live(
                "mended setting",
                () -> files.replace(SETTINGS, "batch: three", "batch: 4"),
                () -> part("settings").path("fault").isNull() && !healthShows("settings"));
        atPortal(accepted());
    }

    @Test
    @Order(6)
    void aSystemComesAndGoes() throws IOException {
        String block = """
                    annex:
                      role: archive
                      mode: on
                      zone: Asia/Ho_Chi_Minh
                      directory: %s
                      charset: TCVN3
                """.formatted(files.home().resolve("annex-in"));
        live(
                "a block without files is shown",
                () -> files.append(SETTINGS, block.stripTrailing()),
                () -> part("annex").path("fault").asText().contains("routes/systems/annex.camel.yaml"));
        live("its files make it run", () -> copyPack("ui-v1", "annex"), () -> scene.api()
                .get("/api/v1/systems")
                .path("items")
                .findValuesAsText("id")
                .contains("annex"));
        assertThat(scene.api().system("annex").path("packFault").isNull()).isTrue();
        scene.until(
                "it looks into its folder",
                () -> !scene.api().system("annex").path("lastPull").isNull());
        live("its block is gone", () -> files.replace(SETTINGS, block, ""), () -> !scene.api()
                .get("/api/v1/systems")
                .path("items")
                .findValuesAsText("id")
                .contains("annex"));
        atPortal(accepted());
    }

    private void copyPack(String from, String to) throws IOException {
        try (var all = Files.walk(files.home().resolve("mappings/" + from))) {
            for (Path path : all.toList()) {
                Path copy = files.home()
                        .resolve("mappings/" + to)
                        .resolve(files.home().resolve("mappings/" + from).relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
        Path routes = files.home().resolve("routes/systems");
        Files.writeString(
                routes.resolve(to + ".camel.yaml"),
                Files.readString(routes.resolve(from + ".camel.yaml")).replace(from, to));
    }

    @Test
    @Order(7)
    void nothingWasLost() {
        scene.settled();
        assertThat(scene.api().parked()).isEmpty();
        assertThat(scene.api().all("/api/v1/held")).isEmpty();
    }
}
