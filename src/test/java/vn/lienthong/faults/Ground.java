package vn.lienthong.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import vn.lienthong.journeys.HubApi;
import vn.lienthong.journeys.HubProcess;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.actors.Play;
import vn.lienthong.sandbox.world.SandboxClock;

/** Five far systems, everybody who acts, and one or two hub processes between them. */
final class Ground implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(6);

    /** The hub's own: its times are compared with it. */
    private final Clock clock = Clock.systemUTC();

    final Sandbox far;
    final Cast cast = new Cast();
    final Scale scale;
    final Stores stores;
    private final long seed;
    private final List<HubProcess> hubs = new ArrayList<>();
    private int answers;

    private Ground(Path folder, long seed, Scale scale, Stores stores) throws IOException {
        this.seed = seed;
        this.scale = scale;
        this.stores = stores;
        far = Sandbox.start(SandboxSettings.anywhere(Files.createDirectories(folder.resolve("ui-v1")))
                .clock(SandboxClock.following()));
        far.softwareRuns(Duration.ofMillis(100));
        far.portal().repeatsAfter(Duration.ofMillis(200));
    }

    /** @param processes how many hub processes share the ledger; more than one only with shared stores */
    static Ground open(Path folder, long seed, Scale scale, Stores stores, int processes)
            throws IOException, InterruptedException {
        Ground ground = new Ground(folder, seed, scale, stores);
        Map<String, String> settings = new HashMap<>(scale.hubSettings());
        settings.putAll(stores.hubSettings());
        for (int i = 0; i < processes; i++) {
            HubProcess hub = new HubProcess(
                    ground.far, Files.createDirectories(folder.resolve("hub-" + (char) ('a' + i))), settings);
            ground.hubs.add(hub);
        }
        try {
            for (HubProcess hub : ground.hubs) {
                ground.start(hub);
            }
        } catch (IOException | RuntimeException notStarted) {
            ground.close();
            throw notStarted;
        }
        return ground;
    }

    List<HubProcess> hubs() {
        return hubs;
    }

    /** Starts it and waits until it is well. */
    void start(HubProcess hub) throws IOException, InterruptedException {
        hub.start();
        if (!Waiting.until(START, hub::healthy)) {
            throw new IllegalStateException("a hub does not come up: " + hub.url());
        }
        answers = hubs.indexOf(hub);
    }

    /** The portal and the reader of the ledger turn to this one. */
    void turnTo(HubProcess hub) {
        answers = hubs.indexOf(hub);
        far.hub(hub.url());
    }

    HubApi api() {
        return new HubApi(hubs.get(answers).url());
    }

    SortedMap<Integer, Play> plays(int from, int count) {
        SortedMap<Integer, Play> plays = new TreeMap<>();
        for (int i = from; i < from + count; i++) {
            plays.put(i, Play.of(far, seed, i));
        }
        return plays;
    }

    EndState endState(SortedMap<Integer, Play> plays) {
        return new ReadEndState(far, hubs.get(answers).url()).of(plays);
    }

    /** What belongs to no single story. */
    EndState whole() {
        return new ReadEndState(far, hubs.get(answers).url()).whole();
    }

    /** An operator gives every parked delivery a second try. */
    void replayParked() {
        for (JsonNode parked : api().all("/api/v1/deliveries?state=parked")) {
            api().post("/api/v1/deliveries/" + parked.path("id").asText() + "/replay");
        }
    }

    /** What stands still until a person comes: a story that waits for ever often waits for one of these. */
    List<String> parked() {
        return api().all("/api/v1/deliveries?state=parked").stream()
                .map(it -> "parked: " + it.path("system").asText() + " "
                        + it.path("what").asText() + " of " + it.path("code").asText() + ": "
                        + it.path("reasonCode").asText() + " "
                        + it.path("reasonDetail").asText())
                .toList();
    }

    /**
     * Waits until nothing is under way: no call of the portal, nothing owed, every log read to its end, and no change in
     * two rounds of pulls.
     *
     * @return what still moved at the deadline; empty when all is quiet
     */
    String quiet(Duration atMost) throws InterruptedException {
        String[] before = {""};
        Instant[] since = {clock.instant()};
        boolean calm = Waiting.until(atMost, () -> {
            try {
                String now = picture();
                if (!now.equals(before[0])) {
                    before[0] = now;
                    since[0] = clock.instant();
                    return false;
                }
                return nothingOwed() && pulledSince(since[0].plusMillis(200));
            } catch (AssertionError | UncheckedIOException notYet) {
                before[0] = "the hub does not answer: " + notYet.getMessage();
                return false;
            }
        });
        return calm ? "" : before[0];
    }

    private boolean nothingOwed() {
        return far.portal().callsWaiting() == 0
                && api().get("/api/v1/deliveries?state=waiting&size=1")
                        .path("items")
                        .isEmpty();
    }

    private boolean pulledSince(Instant mark) {
        for (JsonNode system : api().get("/api/v1/systems").path("items")) {
            String pull = system.path("lastPull").asText(null);
            boolean pulls = !system.path("mode").asText().equals("off")
                    && !List.of("portal", "ui-v1").contains(system.path("id").asText());
            if (pulls
                    && hubs.size() == 1
                    && (pull == null || Instant.parse(pull).isBefore(mark))) {
                return false;
            }
        }
        return clock.instant().isAfter(mark.plusMillis(hubs.size() == 1 ? 0 : 1500));
    }

    private String picture() {
        return "one-stop versions " + far.oneStop().changes() + ", land log "
                + far.land().logSize() + ", ui-v2 log and mail "
                + far.uiV2().query("select count(*) as N from TBL_NHAT_KY") + " "
                + far.uiV2().query("select count(*) as N, sum(DA_XU_LY) as M from TBL_NHAN_LIEN_THONG")
                + ", portal lines " + far.portal().lineCount() + ", calls waiting "
                + far.portal().callsWaiting()
                + ", " + owed();
    }

    private String owed() {
        StringBuilder text = new StringBuilder();
        for (JsonNode system : api().get("/api/v1/systems").path("items")) {
            text.append(system.path("id").asText())
                    .append(" waiting ")
                    .append(system.path("waiting").asText())
                    .append(" parked ")
                    .append(system.path("parked").asText())
                    .append("; ");
        }
        return text.toString();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        cast.close();
        for (HubProcess hub : hubs) {
            hub.close();
        }
        far.close();
        stores.close();
    }
}
