package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.journeys.HubCommandLine.Ran;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.world.Person;

/** What an operator and an integration engineer ask a running hub from a terminal. */
class CommandsOnARunningHubTest {
    private static final Map<String, String> BRISK = Map.of(
            "hub.systems.portal.reconcile.max-per-second", "200",
            "hub.systems.onestop.reconcile.max-per-second", "200");

    @Test
    void statusReconcileAndDiff(@TempDir Path folder) throws IOException {
        ProjectCopy files = ProjectCopy.in(folder.resolve("home"));
        try (Scene scene = Scene.open(folder, BRISK)) {
            Sandbox far = scene.sandbox;
            Person person = scene.person();
            String kept = far.oneStop().enter(OneStopDossier.claim(person, at("2026-09-10 08:00")));
            String lost = far.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:05")));
            far.oneStop().accept(kept, CLERK, at("2026-09-10 08:10"));
            scene.until(
                    "the portal has both",
                    () -> "2".equals(far.portal().status(kept)) && far.portal().status(lost) != null);
            scene.until(
                    "the office has the claims",
                    () -> !far.uiV2().software().take().isEmpty());
            scene.settled();
            HubCommandLine cli = HubCommandLine.to(scene.hub.url(), folder);

            Ran well = cli.run("status");
            assertThat(well.exit()).as(well.out() + well.err()).isZero();
            assertThat(well.out()).contains("onestop").contains("portal").contains("all is well");

            far.oneStop().lose(lost);
            Ran listed = cli.run("reconcile", "onestop", "--list-only", "--json");
            assertThat(listed.exit()).as(listed.out() + listed.err()).isEqualTo(1);
            assertThat(listed.json().at("/openDifferences/0/class").asText()).isEqualTo("missing-there");
            Ran needs = cli.run("status", "--json");
            assertThat(needs.exit()).isEqualTo(1);
            assertThat(needs.json().path("needs").toString()).contains("onestop: 1 open");

            String home = files.home().toString();
            Ran same = cli.run("diff", "onestop", "--home", home);
            assertThat(same.exit()).as(same.out() + same.err()).isZero();
            assertThat(same.out()).contains("the same");
            Ran office = cli.run("diff", "ui-v2", "--home", home, "--json");
            assertThat(office.exit()).as(office.out() + office.err()).isZero();
            assertThat(office.json().path("compared").asInt())
                    .as("of several streams")
                    .isPositive();
            assertThat(office.json().path("skipped").asInt()).isZero();
            String file = "mappings/onestop/from/changes.jslt";
            files.replace(file, "code(\"level\", said(.cap))", "fault(\"HUB-MAP-011\", \"a level\", .cap)");
            Ran worse = cli.run("diff", "onestop", "--home", home, "--json");
            assertThat(worse.exit()).as(worse.out() + worse.err()).isEqualTo(1);
            JsonNode answer = worse.json();
            assertThat(answer.path("changed")).isEqualTo(answer.path("compared"));
            assertThat(answer.at("/records/0/after/0").asText()).contains("HUB-MAP-011");
            assertThat(worse.out()).doesNotContain(person.name()).doesNotContain(person.cccd());
            files.replace(file, "fault(\"HUB-MAP-011\", \"a level\", .cap)", "code(\"level\", said(.cap)) + \"x\"");
            Ran other = cli.run("diff", "onestop", "--home", home);
            assertThat(other.exit()).isEqualTo(1);
            Ran values = cli.run("diff", "onestop", "--home", home, "--show-values");
            assertThat(values.exit()).as(values.out() + values.err()).isEqualTo(2);
            assertThat(values.err()).contains("admin");
            assertThat(scene.api().get("/api/v1/systems").toString()).doesNotContain("HUB-MAP-011");
            assertThat(scene.api().all("/api/v1/held")).as("nothing was stored").isEmpty();
        }
    }

    @Test
    void replayOfWhatIsHeld(@TempDir Path folder) throws IOException {
        ProjectCopy files = ProjectCopy.in(folder.resolve("home"));
        String file = "mappings/onestop/from/changes.jslt";
        String good = "code(\"level\", said(.cap))";
        String bad = "fault(\"HUB-MAP-011\", \"a level\", .cap)";
        files.replace(file, good, bad);
        try (Scene scene = Scene.open(folder, Map.of("HUB_HOME", files.home().toString()))) {
            Sandbox far = scene.sandbox;
            for (int i = 0; i < 3; i++) {
                far.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:0" + i)));
            }
            scene.until("they are held", () -> scene.api().held("onestop").size() == 3);
            HubCommandLine cli = HubCommandLine.to(scene.hub.url(), folder);
            Ran status = cli.run("status");
            assertThat(status.exit()).isEqualTo(1);
            assertThat(status.out()).contains("onestop: 3 held");
            Ran groups = cli.run("replay", "held");
            assertThat(groups.exit()).isEqualTo(1);
            assertThat(groups.out()).contains("HUB-MAP-011");
            Ran diff = cli.run("diff", "onestop", "--home", ".");
            assertThat(diff.exit()).as(diff.out() + diff.err()).isEqualTo(1);
            assertThat(diff.out()).contains("no longer: HUB-MAP-011").contains("3 of 3");
            Ran still = cli.run("replay", "held", "--system", "onestop", "--reason", "HUB-MAP-011", "--follow");
            assertThat(still.exit()).as(still.out() + still.err()).isEqualTo(1);
            assertThat(still.out()).contains("3 at fault again");

            files.replace(file, bad, good);
            scene.hub.restart(Map.of("HUB_HOME", files.home().toString()));
            cli = HubCommandLine.to(scene.hub.url(), folder);
            Ran freed = cli.run("replay", "held", "--system", "onestop", "--all", "--follow", "--json");
            assertThat(freed.exit()).as(freed.out() + freed.err()).isZero();
            assertThat(freed.json().path("freed").asInt()
                            + freed.json().path("elsewhere").asInt())
                    .isEqualTo(freed.json().path("asked").asInt());
            scene.until(
                    "all are known", () -> scene.api().all("/api/v1/dossiers").size() == 3);
            assertThat(cli.run("replay", "held").exit()).isZero();
        }
    }

    @Test
    void whatCannotBeIsSaidPlainly(@TempDir Path folder) throws IOException {
        HubCommandLine nobody = HubCommandLine.to("http://127.0.0.1:9", folder);
        Ran away = nobody.run("status");
        assertThat(away.exit()).isEqualTo(3);
        assertThat(away.err()).contains("HUB-CLI-020").contains("http://127.0.0.1:9");
        try (Scene scene = Scene.open(folder, Map.of("HUB_ENABLED_SYSTEMS", "onestop,portal"))) {
            HubCommandLine cli = HubCommandLine.to(scene.hub.url(), folder);
            Ran typo = cli.run("reconcile", "onestp");
            assertThat(typo.exit()).isEqualTo(2);
            assertThat(typo.err()).contains("onestop");
            Ran wrong = cli.with(Map.of("HUB_API_TOKEN", "wrong")).run("status");
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.err()).contains("HUB-CLI-022");
            Path token = Files.writeString(folder.resolve("token"), RunningHub.TOKEN + "\n");
            Ran byFile = new HubCommandLine(folder, Map.of("HUB_URL", scene.hub.url()))
                    .run("status", "--token-file", token.toString());
            assertThat(byFile.exit()).as(byFile.out() + byFile.err()).isZero();
            for (List<String> bad : List.of(
                    List.of("backfill", "onestop"),
                    List.of("backfill", "onestop", "--from", "yesterday"),
                    List.of("replay", "held", "--reason", "X"))) {
                Ran refused = cli.run(bad.toArray(String[]::new));
                assertThat(refused.exit()).as(bad + refused.err()).isEqualTo(2);
            }
        }
    }
}
