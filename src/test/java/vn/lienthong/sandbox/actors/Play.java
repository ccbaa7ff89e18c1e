package vn.lienthong.sandbox.actors;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.world.Times;

/**
 * One story with people, dice, numbers and times of its own. The same seed and number give the same facts, with the
 * same times in them, however fast the hub is and whatever goes wrong meanwhile: its acts lie seven minutes apart in a
 * past of its own. Needs a sandbox whose clock {@link vn.lienthong.sandbox.world.SandboxClock#following() follows}.
 */
public final class Play {
    private static final Instant FIRST = Times.at("2026-06-01 08:00");
    private static final Duration APART = Duration.ofMinutes(7);
    private static final int NUMBERS = 20;

    private final Stage stage;
    private final Story story;

    private Play(Stage stage, Story story) {
        this.stage = stage;
        this.story = story;
    }

    /** The number chooses the journey: of ten, three at the counter, three online, then one of each other kind. */
    public static Play of(Sandbox sandbox, long seed, int number) {
        AtomicInteger looks = new AtomicInteger();
        Instant begin = FIRST.plus(Duration.ofMinutes(number));
        Stage stage = new Stage(
                sandbox,
                seed * 1_000_003 + number,
                () -> begin.plus(APART.multipliedBy(looks.getAndIncrement())),
                number * NUMBERS);
        return new Play(stage, story(stage, number));
    }

    private static Story story(Stage stage, int number) {
        return switch (number % 10) {
            case 0, 1, 2 -> CounterClaim.of(stage);
            case 3, 4, 5 -> OnlineLand.toTheResult(stage);
            case 6 -> OnlineLand.withdrawn(stage);
            case 7 -> TypedInOffice.claim(stage);
            case 8 -> TypedInOffice.land(stage);
            default -> number % 20 == 9 ? OldFiles.of(stage) : WrongInput.of(stage);
        };
    }

    /** Does the next act if its time has come. */
    public boolean goOn() {
        return story.goOn();
    }

    public boolean over() {
        return story.over();
    }

    /** What the story stands before, for whoever asks why nothing moves. */
    public String waitsFor() {
        return story.waitsFor();
    }

    /** The dossier's code where the one-stop gave it, empty for other stories. */
    public List<String> codes() {
        return stage.known("code");
    }

    /** Under which the one-stop knows a dossier that was born elsewhere. */
    public List<String> references() {
        return stage.known("reference");
    }

    /** Names of the old exports. */
    public List<String> files() {
        return stage.known("file");
    }

    /** Identity numbers of the persons in the old exports. */
    public List<String> persons() {
        return stage.known("cccd");
    }
}
