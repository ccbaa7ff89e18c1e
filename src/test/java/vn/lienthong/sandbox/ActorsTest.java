package vn.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.actors.Actors;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

class ActorsTest {

    @Test
    void withoutAHubTheSameSeedTellsTheSameActsAndTheyStopAtWhatOnlyAHubCanBring(@TempDir Path folder) {
        List<String> first = acts(folder.resolve("a"), 11);
        assertThat(acts(folder.resolve("b"), 11)).isEqualTo(first);
        assertThat(acts(folder.resolve("c"), 12)).isNotEqualTo(first);
        assertThat(first)
                .contains(
                        "claim at the counter: a clerk accepts it",
                        "online land dossier: a citizen files at the portal",
                        "claim typed in the job centre: the claim is completed",
                        "wrong input: a clerk corrects it",
                        "old claims: an office exports old claims")
                .noneMatch(act -> act.contains("hands"));
    }

    private static List<String> acts(Path folder, long seed) {
        List<String> told = new ArrayList<>();
        var settings = SandboxSettings.anywhere(folder).clock(SandboxClock.story(Times.at("2026-09-10 08:00")));
        try (Sandbox sandbox = Sandbox.start(settings);
                Actors actors = new Actors(sandbox, seed, Actors.Pace.FAST, told::add)) {
            for (int turn = 0; turn < 250; turn++) {
                actors.act();
            }
        }
        return told;
    }
}
