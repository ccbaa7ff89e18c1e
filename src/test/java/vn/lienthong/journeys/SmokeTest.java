package vn.lienthong.journeys;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

class SmokeTest {
    @Test
    void aClaimReachesThePortal(@TempDir Path folder) throws Exception {
        try (Sandbox s = Sandbox.start(SandboxSettings.anywhere(folder.resolve("v1")).clock(SandboxClock.story(Times.at("2026-09-10 08:00"))));
                RunningHub hub = RunningHub.start(s, folder.resolve("data"), Map.of())) {
            People people = new People(1);
            String code = s.oneStop().enter(OneStopDossier.claim(people.next(), Times.at("2026-09-10 08:05")));
            System.out.println("CODE " + code);
            try {
            await().atMost(Duration.ofSeconds(20)).until(() -> s.portal().dossier(code).isPresent() && s.portal().lines(code).size() == 1);
            } finally {
            System.out.println("PORTAL " + s.portal().dossier(code) + s.portal().lines(code));
            for (String p : new String[] {"/api/v1/systems", "/api/v1/dossiers/" + code, "/api/v1/held", "/api/v1/deliveries?state=waiting", "/api/v1/deliveries?state=parked", "/actuator/health"}) {
                System.out.println(p + " -> " + java.net.http.HttpClient.newHttpClient().send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(hub.url() + p)).header("Authorization", "Bearer " + RunningHub.TOKEN).build(), java.net.http.HttpResponse.BodyHandlers.ofString()).body());
            }
            }
        }
    }
}
