package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import vn.lienthong.sandbox.onestop.OneStopDossier;

/** A fault in the files of one system keeps that system off, is told with file, line and remedy, and stops nobody else. */
@ExtendWith(OutputCaptureExtension.class)
class FaultyPackTest {
    @Test
    void aFaultyRouteAndAFaultyMappingKeepOnlyTheirOwnSystemsOff(@TempDir Path folder, CapturedOutput output)
            throws IOException {
        Path home = ProjectCopy.in(folder.resolve("home")).home();
        Path route = home.resolve("routes/systems/land.camel.yaml");
        Files.writeString(route, Files.readString(route).replaceFirst("stream", "steam"));
        Path mapping = home.resolve("mappings/ui-v2/from/log.jslt");
        String good = Files.readString(mapping);
        long line = good.lines().count() + 2;
        Files.writeString(mapping, good + "\n  let broken = \n");

        try (Scene scene = Scene.open(folder, Map.of("HUB_HOME", home.toString()))) {
            String code = scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00")));
            scene.sandbox.oneStop().accept(code, CLERK, at("2026-09-10 08:10"));
            scene.until(
                    "the portal has it", () -> "2".equals(scene.sandbox.portal().status(code)));

            assertThat(scene.api().system("land").path("packFault").asText())
                    .contains("routes/systems/land.camel.yaml:7 ", "steam", "write \"stream\"");
            assertThat(scene.api().system("ui-v2").path("packFault").asText())
                    .matches("HUB-MAP-001 mappings/ui-v2/from/log.jslt:" + line + ":3: expected .+, found .+");
            assertThat(scene.api().system("portal").path("packFault").isNull()).isTrue();
            assertThat(scene.api().system("onestop").path("packFault").isNull()).isTrue();
            assertThat(output.getAll()).contains("routes/systems/land.camel.yaml", "mappings/ui-v2/from/log.jslt");
            assertThat(scene.sandbox.land().journal().count()).as("land is off").isZero();

            Files.copy(
                    Path.of("routes/systems/land.camel.yaml"),
                    route,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.copy(
                    Path.of("mappings/ui-v2/from/log.jslt"),
                    mapping,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            scene.hub.restart(Map.of("HUB_HOME", home.toString()));
            scene.sandbox.softwareRuns(Duration.ofMillis(50));
            scene.until(
                    "nobody lost anything",
                    () -> scene.sandbox.uiV2().claimOf(code).isPresent()
                            && scene.sandbox.land().journal().count() > 0);
            scene.settled();
            assertThat(scene.mail(code)).containsExactly("HO_SO");
        }
    }
}
