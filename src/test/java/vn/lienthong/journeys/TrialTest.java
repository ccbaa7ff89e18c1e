package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.journeys.Scene.LAND_OFFICER;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.journeys.HubCommandLine.Ran;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.Person;

/** A pack is tried against far systems as they are, over HTTP, SOAP, SQL and a folder; nothing is written anywhere. */
class TrialTest {
    @Test
    void everyKindOfFarSystemIsReadAndNothingIsWritten(@TempDir Path folder) throws IOException {
        try (Scene scene = Scene.open(folder)) {
            Sandbox far = scene.sandbox;
            String land =
                    far.oneStop().enter(OneStopDossier.land(scene.person(), at("2026-09-10 08:00"), scene.parcel()));
            String claim = far.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:05")));
            for (String code : List.of(land, claim)) {
                far.oneStop().accept(code, CLERK, at("2026-09-10 08:10"));
            }
            far.softwareRuns(Duration.ofMillis(50));
            scene.until(
                    "the offices have them",
                    () -> far.land().knows(land) && far.uiV2().claimOf(claim).isPresent());
            far.land().forward(land, LAND_OFFICER, at("2026-09-10 09:00"), "Chuyển thẩm định");
            scene.settled();
            scene.hub.stop();
            Files.writeString(far.uiV1().folder().resolve("TCTN_20200101.csv"), "rubbish\n");
            Files.writeString(far.uiV1().folder().resolve("TCTN_20200101.ok"), "");
            Map<String, String> before = everything(folder, far);

            for (String system : List.of("onestop", "land", "ui-v2")) {
                Ran ran = cli(folder, far).run("trial", system, "--json", "--home", ".");
                assertThat(ran.exit()).as(system + ran.out() + ran.err()).isZero();
                for (JsonNode stream : ran.json().path("streams")) {
                    assertThat(stream.path("maps")).as(system).isEqualTo(stream.path("records"));
                }
                assertThat(ran.json().at("/streams/0/records").asInt())
                        .as(system)
                        .isPositive();
                assertThat(ran.json().path("neverFilled")).as(system).isNotEmpty();
            }
            Ran files = cli(folder, far).run("trial", "ui-v1", "--home", ".");
            assertThat(files.exit()).as(files.out() + files.err()).isEqualTo(1);
            assertThat(files.out()).contains("TCTN_20200101.csv").contains("nothing was written");

            assertThat(everything(folder, far)).isEqualTo(before);
        }
    }

    @Test
    void aFarSystemThatIsDownOrSendsRubbishIsSaidSo(@TempDir Path folder) {
        try (Sandbox far = Scene.sandbox(folder)) {
            far.oneStop().enter(OneStopDossier.claim(new People(3).next(), at("2026-09-10 08:00")));
            far.oneStop().faults().always("GET thay-doi", Fault.rubbish());
            Ran rubbish = cli(folder, far).run("trial", "onestop", "--home", ".");
            assertThat(rubbish.exit()).as(rubbish.out() + rubbish.err()).isEqualTo(1);
            assertThat(rubbish.out()).contains("no page");

            far.oneStop().faults().clear();
            far.oneStop().faults().always("GET thay-doi", Fault.answerAfter(Duration.ofSeconds(30)));
            Ran slow = cli(folder, far)
                    .with(Map.of("HUB_SYSTEMS_ONESTOP_TIMEOUT", "1s"))
                    .run("trial", "onestop", "--home", ".");
            assertThat(slow.exit()).as(slow.out() + slow.err()).isEqualTo(3);

            Ran noSecret = cli(folder, far)
                    .with(Map.of("HUB_ONESTOP_CLIENT_SECRET", ""))
                    .run("trial", "onestop", "--home", ".");
            assertThat(noSecret.exit()).as(noSecret.out() + noSecret.err()).isEqualTo(1);
            assertThat(noSecret.err()).contains("set HUB_ONESTOP_CLIENT_SECRET");

            far.heal();
            far.oneStop().down();
            Ran down = cli(folder, far).run("trial", "onestop", "--home", ".");
            assertThat(down.exit()).as(down.out() + down.err()).isEqualTo(3);
            assertThat(down.err()).contains("onestop");
        }
    }

    @Test
    void anUnknownCodeIsNamedAndNoPerson(@TempDir Path folder) throws IOException {
        ProjectCopy files = ProjectCopy.in(folder.resolve("home"));
        files.replace("mappings/onestop/codes/level.csv", "TINH;province\n", "");
        try (Sandbox far = Scene.sandbox(folder)) {
            Person person = new People(4).next();
            far.oneStop().enter(OneStopDossier.claim(person, at("2026-09-10 08:00")));
            Ran ran = cli(folder, far)
                    .run("trial", "onestop", "--home", files.home().toString());
            assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
            assertThat(ran.out())
                    .contains("unknown code")
                    .contains("TINH")
                    .contains("mappings/onestop/codes/level.csv")
                    .doesNotContain(person.name())
                    .doesNotContain(person.cccd());

            Ran none = cli(folder, far)
                    .run("trial", "onestp", "--home", files.home().toString());
            assertThat(none.exit()).isEqualTo(2);
            assertThat(none.err()).contains("onestop");
        }
    }

    private static HubCommandLine cli(Path folder, Sandbox far) throws UncheckedIOException {
        return new HubCommandLine(folder, far.hubEnvironment());
    }

    /** Files and their contents of the hub's data and of the export folder, what the far systems hold, and writing calls. */
    private static Map<String, String> everything(Path folder, Sandbox far) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Path root : List.of(folder.resolve("data"), far.uiV1().folder())) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.toList()) {
                    all.put(
                            file.toString(),
                            Files.isDirectory(file)
                                    ? "folder"
                                    : Files.size(file) + " " + java.util.Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        Map<String, Object> far1 = new HashMap<>();
        far1.put("mail", far.uiV2().query("select count(*) as N from TBL_NHAN_LIEN_THONG"));
        far1.put("log", far.uiV2().query("select count(*) as N from TBL_NHAT_KY"));
        far1.put("onestop", far.oneStop().changes());
        far1.put("portal", far.portal().journal().count());
        far1.put(
                "posts",
                writing(far.oneStop().journal().entries().stream()
                        .map(call -> call.call())
                        .toList()));
        far1.put(
                "land",
                far.land().journal().entries().stream()
                        .filter(call -> !call.call().equals("LayBienDong"))
                        .count());
        all.put("far", new TreeMap<>(far1).toString());
        return all;
    }

    private static long writing(List<String> calls) {
        return calls.stream()
                .filter(call -> !call.startsWith("GET") && !call.contains("token"))
                .count();
    }
}
