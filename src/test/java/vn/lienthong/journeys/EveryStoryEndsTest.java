package vn.lienthong.journeys;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.actors.Actors;

/** People act as fast as they can, all journeys at once; nobody may be left waiting for the hub. */
class EveryStoryEndsTest {
    private static final int STORIES = 60;

    @Test
    void everyStoryOfTheSandboxComesToItsEnd(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(
                        SandboxSettings.anywhere(folder.resolve("v1")).with(SandboxSettings.Newer.ANYWHERE));
                RunningHub hub = RunningHub.start(sandbox, folder.resolve("data"), Map.of());
                Actors actors = new Actors(sandbox, 1, Actors.Pace.FAST, act -> {}).atMost(STORIES)) {
            sandbox.softwareRuns(Duration.ofMillis(100));
            actors.start();
            try {
                await().atMost(Duration.ofMinutes(3)).until(() -> actors.finished() == STORIES);
            } catch (ConditionTimeoutException late) {
                HubApi api = new HubApi(hub.url());
                StringBuilder stories = new StringBuilder();
                for (JsonNode parked : api.parked()) {
                    String code = parked.path("code").asText();
                    api.dossier(code).path("events").forEach(event -> stories.append('\n')
                            .append(event));
                    sandbox.portal().lines(code).forEach(line -> stories.append("\nline ")
                            .append(line));
                }
                throw new AssertionError(
                        "under way: " + actors.underWay() + "; waiting: " + api.waiting() + "; parked: " + api.parked()
                                + "; held: " + api.all("/api/v1/held") + stories,
                        late);
            }
        }
    }
}
