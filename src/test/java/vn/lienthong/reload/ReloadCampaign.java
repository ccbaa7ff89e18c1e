package vn.lienthong.reload;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import vn.lienthong.journeys.HubApi;
import vn.lienthong.journeys.HubProcess;
import vn.lienthong.journeys.ProjectCopy;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.Procedure;
import vn.lienthong.sandbox.world.SandboxClock;

/**
 * Files are saved again and again while 50 records a second flow from the one-stop to the portal and calls come in from the
 * portal: mappings, routes, settings and tables of both. Then every dossier must be at the portal, told as often as those
 * that came before the first reload, and the hub no larger than after the first hundred reloads. Options of the command,
 * {@code name=value}: {@code reloads} (1000), {@code records} a second (50), {@code folder} (target/reload).
 */
public final class ReloadCampaign {
    private static final Official CLERK =
            new Official("CB01", "Ngô Thị Lệ", "Cán bộ một cửa", "Bộ phận Tiếp nhận và Trả kết quả");
    private static final SandboxClock CLOCK = SandboxClock.following();
    private static final int CALM = 20;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final int reloads;
    private final int records;
    private final Path folder;
    private final List<String> codes = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final Map<Integer, Integer> inbound = new TreeMap<>();
    private final List<Footprint> footprints = new ArrayList<>();
    private final People people = new People(20261122);

    /** What came out. */
    record Result(
            int dossiers,
            int reloads,
            List<String> wrong,
            List<Long> millis,
            Map<Integer, Integer> inbound,
            List<Footprint> footprints) {
        long at(double share) {
            List<Long> sorted = millis.stream().sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append("%d dossiers, %d reloads, %d of them wrong at the end%n"
                    .formatted(dossiers, reloads, wrong.size()));
            text.append("saved to live, ms: p50 %d, p95 %d, most %d%n".formatted(at(0.5), at(0.95), at(1)));
            text.append("answers to inbound calls: ").append(inbound).append('\n');
            text.append("| reloads | live heap MiB | threads | classes | class loaders | HTTP clients |\n");
            text.append("|---|---|---|---|---|---|\n");
            footprints.forEach(print -> text.append(print).append('\n'));
            wrong.stream().limit(10).forEach(line -> text.append(line).append('\n'));
            return text.toString();
        }
    }

    ReloadCampaign(Path folder, int reloads, int records) {
        this.folder = folder;
        this.reloads = reloads;
        this.records = records;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (parts.length < 2 || !Set.of("reloads", "records", "folder").contains(parts[0])) {
                throw new IllegalArgumentException("write reloads=, records= or folder=, not " + arg);
            }
            options.put(parts[0], parts[1]);
        }
        Path place = Files.createTempDirectory(
                Files.createDirectories(Path.of(options.getOrDefault("folder", "target/reload"))), "run-");
        try {
            Result result = new ReloadCampaign(
                            place,
                            Integer.parseInt(options.getOrDefault("reloads", "1000")),
                            Integer.parseInt(options.getOrDefault("records", "50")))
                    .run();
            System.out.println(result);
            System.exit(result.wrong().isEmpty() ? 0 : 1);
        } catch (Exception | AssertionError failed) {
            // Threads of the sandbox would keep the process alive.
            failed.printStackTrace();
            System.exit(2);
        }
    }

    Result run() throws Exception {
        ProjectCopy files = ProjectCopy.in(folder.resolve("home"));
        try (Sandbox far = Sandbox.start(SandboxSettings.anywhere(Files.createDirectories(folder.resolve("ui-v1")))
                        .clock(CLOCK));
                HubProcess hub = new HubProcess(
                        far, folder, Map.of("HUB_HOME", files.home().toString()))) {
            far.oneStop().journal().keep(Journal.Keep.COUNTS);
            hub.start();
            require(until(Duration.ofMinutes(3), hub::healthy), "the hub does not come up");
            for (int i = 0; i < CALM; i++) {
                story(far, i);
            }
            require(until(LONGEST, () -> arrived(far)), "nothing arrives before the first reload");
            underLoad(far, hub, files);
            boolean all = until(LONGEST, () -> arrived(far) && owes(hub) == 0);
            List<String> wrong = wrong(far, hub);
            if (!all) {
                wrong.add(0, "still owed after " + LONGEST + ": " + owes(hub));
            }
            if (!footprints.isEmpty()) {
                footprints.add(Footprint.of(hub.pid(), times.size()));
            }
            return new Result(codes.size(), times.size(), wrong, times, inbound, footprints);
        }
    }

    private void underLoad(Sandbox far, HubProcess hub, ProjectCopy files) throws Exception {
        ScheduledExecutorService load = Executors.newScheduledThreadPool(2);
        AtomicInteger next = new AtomicInteger(CALM);
        long apart = TimeUnit.SECONDS.toNanos(2) / records;
        load.scheduleAtFixedRate(() -> story(far, next.getAndIncrement()), 0, apart, TimeUnit.NANOSECONDS);
        load.scheduleAtFixedRate(() -> callIn(far, hub), 0, 100, TimeUnit.MILLISECONDS);
        try {
            Saves saves = new Saves(files);
            HubApi api = new HubApi(hub.url());
            for (int done = 0; done < reloads; done = times.size()) {
                reload(api, saves, done);
                if (times.size() / 100 > done / 100 || footprints.isEmpty() && times.size() >= 10) {
                    footprints.add(Footprint.of(hub.pid(), times.size()));
                    System.out.println(footprints.get(footprints.size() - 1));
                }
            }
        } finally {
            load.shutdown();
            load.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    /** One file of each system at the same time; each counts as one reload. */
    private void reload(HubApi api, Saves saves, int number) throws Exception {
        Map<String, Long> before = exchanges(api);
        Set<String> due = new TreeSet<>();
        long saved = System.nanoTime();
        due.add(saves.oneStop(number));
        due.add(saves.portal(number));
        boolean live = until(LONGEST, () -> {
            Map<String, Long> now = exchanges(api);
            for (String system : List.copyOf(due)) {
                if (now.getOrDefault(system, 0L) > before.getOrDefault(system, 0L)) {
                    due.remove(system);
                    times.add((System.nanoTime() - saved) / 1_000_000);
                }
            }
            return due.isEmpty();
        });
        require(live, "reload " + number + " of " + due + " is not live: " + api.get("/api/v1/files"));
    }

    private static Map<String, Long> exchanges(HubApi api) {
        Map<String, Long> times = new HashMap<>();
        for (JsonNode part : api.get("/api/v1/files").path("items")) {
            times.put(part.path("whose").asText(), part.path("times").asLong());
        }
        return times;
    }

    private void story(Sandbox far, int number) {
        Procedure procedure = Procedure.of("").get(number % Procedure.of("").size());
        Instant now = CLOCK.instant();
        synchronized (codes) {
            String code = far.oneStop().enter(OneStopDossier.of(procedure, people.next(), now.minusSeconds(5)));
            far.oneStop().accept(code, CLERK, now);
            codes.add(code);
        }
    }

    private void callIn(Sandbox far, HubProcess hub) {
        int answer = new HubApi(hub.url())
                .status(
                        "POST",
                        "/VXPAdapter/RestService/forward/nhanhsdvcqg",
                        "Bearer " + far.hubEnvironment().get("HUB_PORTAL_INBOUND_TOKEN"),
                        "{}");
        synchronized (inbound) {
            inbound.merge(answer, 1, Integer::sum);
        }
    }

    private boolean arrived(Sandbox far) {
        return codes().stream().allMatch(code -> "2".equals(far.portal().status(code)));
    }

    private List<String> codes() {
        synchronized (codes) {
            return List.copyOf(codes);
        }
    }

    private static long owes(HubProcess hub) {
        long owed = 0;
        for (JsonNode system : new HubApi(hub.url()).get("/api/v1/systems").path("items")) {
            owed += system.path("waiting").asLong()
                    + system.path("parked").asLong()
                    + system.path("held").asLong();
        }
        return owed;
    }

    /** What the portal has of each dossier, compared with what it has of those that came in the calm. */
    private List<String> wrong(Sandbox far, HubProcess hub) {
        Map<String, Map<String, Integer>> calls = new HashMap<>();
        for (Journal.Entry call : far.portal().journal().entries()) {
            if (call.call().contains("DongBoHoSoMC") && call.status() == 200) {
                JsonNode body = call.requestJson();
                body.path("data")
                        .forEach(row -> calls.computeIfAbsent(row.path("MaHoSo").asText(), code -> new TreeMap<>())
                                .merge(body.path("isUpdating").asText(), 1, Integer::sum));
            }
        }
        Set<String> expected = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        List<String> all = codes();
        for (int i = 0; i < all.size(); i++) {
            String code = all.get(i);
            String told = "status " + far.portal().status(code) + ", lines "
                    + far.portal().lineStatuses(code) + ", announced "
                    + calls.getOrDefault(code, Map.of()).getOrDefault("False", 0) + " times";
            if (i < CALM) {
                expected.add(told);
            } else if (!expected.contains(told)) {
                wrong.add(code + ": " + told + "; in the calm " + expected);
            }
        }
        for (Map.Entry<Integer, Integer> answer : inbound.entrySet()) {
            if (answer.getKey() != 200 && answer.getKey() != 503) {
                wrong.add(answer.getValue() + " inbound calls were answered " + answer.getKey());
            }
        }
        if (owes(hub) != 0) {
            wrong.add("held, waiting or parked at the end: " + owes(hub));
        }
        return wrong;
    }

    private static boolean until(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** The files that are saved, in turn; each save is another one. */
    private static final class Saves {
        private final Path home;
        private final Map<Path, String> good = new HashMap<>();

        Saves(ProjectCopy files) {
            this.home = files.home();
        }

        String oneStop(int number) throws IOException {
            switch (number / 2 % 3) {
                case 0 -> comment("mappings/onestop/from/changes.jslt", "// " + number);
                case 1 -> comment("routes/systems/onestop.camel.yaml", "# " + number);
                default -> comment("mappings/onestop/codes/cap.csv", "zz" + number + ";x".repeat(columns("cap") - 1));
            }
            return "onestop";
        }

        private int columns(String table) throws IOException {
            Path file = home.resolve("mappings/onestop/codes/" + table + ".csv");
            return Files.readAllLines(file).get(0).split(";").length;
        }

        String portal(int number) throws IOException {
            switch (number / 2 % 3) {
                case 0 -> replace("config/systems.yaml", "batch: 50", "batch: " + (20 + number % 29));
                case 1 -> comment("routes/systems/portal.camel.yaml", "# " + number);
                default -> comment("mappings/portal/to/call.jslt", "// " + number);
            }
            return "portal";
        }

        private String good(String file) throws IOException {
            Path path = home.resolve(file);
            if (!good.containsKey(path)) {
                good.put(path, Files.readString(path));
            }
            return good.get(path);
        }

        private void comment(String file, String line) throws IOException {
            String text = good(file);
            Files.writeString(home.resolve(file), text + (text.endsWith("\n") ? "" : "\n") + line + "\n");
        }

        private void replace(String file, String piece, String by) throws IOException {
            Files.writeString(home.resolve(file), good(file).replace(piece, by));
        }
    }
}
