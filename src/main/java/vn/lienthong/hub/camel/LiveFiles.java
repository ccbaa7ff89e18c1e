package vn.lienthong.hub.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import vn.lienthong.hub.camel.RoutesInCamel.Refused;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.ChangedFiles;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.systems.FaultySettings;
import vn.lienthong.hub.systems.LiveSettings;
import vn.lienthong.hub.systems.LiveSystems;
import vn.lienthong.hub.systems.SettingsFile;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemStates;
import vn.lienthong.hub.systems.SystemsSwapped;
import vn.lienthong.hub.systems.WatchedFiles;

/**
 * Takes changed files into use while the hub runs: looks at them, checks what has changed and come to rest, and exchanges
 * each system for itself. What cannot be used is said once and shown; what was in use before goes on. A system whose far
 * side is slow holds up no other.
 */
class LiveFiles implements ChangedFiles, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFiles.class);
    private static final String SETTINGS = "settings";
    private static final String PROCEDURES = "procedures";
    private static final String PIPELINE = "pipeline";

    private final Parts parts;
    private final Duration look;
    private final FilesInUse inUse;
    private final FilesOfSystems ofSystems;
    private final Map<SystemId, Map<Path, String>> prints = new ConcurrentHashMap<>();
    private final Map<SystemId, Set<Path>> dirty = new ConcurrentHashMap<>();
    private final Set<SystemId> busy = ConcurrentHashMap.newKeySet();
    /** Checks of several packs at once would only make each of them late. */
    private final Semaphore checks = new Semaphore(2);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final ExecutorService exchanges = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "hub-exchange");
        thread.setDaemon(true);
        return thread;
    });
    private volatile LiveSettings.Reading wanted;
    private @Nullable Thread thread;

    /** What it works with. */
    record Parts(
            Path home,
            WatchedFiles files,
            LiveSettings settings,
            LiveSystems systems,
            JsltMappings mappings,
            CsvProcedures procedures,
            RouteFiles routes,
            SwapSystem swap,
            SystemStates states,
            PackCheck check,
            ApplicationEventPublisher events,
            Clock clock) {}

    /** Everything wrong with the files of a system, as they lie on the disk. */
    interface PackCheck {
        List<PackFault> of(SystemId system);
    }

    LiveFiles(Parts parts, Duration look) {
        this.parts = parts;
        this.look = look;
        this.wanted = parts.settings().now();
        this.inUse = new FilesInUse(parts.clock());
        this.ofSystems = new FilesOfSystems(parts.home(), parts.files(), this::known);
        List.of(SETTINGS, PROCEDURES, PIPELINE).forEach(inUse::begins);
        for (SystemSettings system : parts.systems().all()) {
            inUse.begins(system.id().value());
            prints.put(system.id(), ofSystems.print(system.id()));
        }
    }

    /** After the routes were started: what changed since the process began is found now. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        settings();
        exchanges.execute(this::foretell);
        Thread watch = new Thread(this::watch, "hub-live-files");
        watch.setDaemon(true);
        watch.start();
        thread = watch;
    }

    @Override
    public void start() {
        // begins when the application is ready
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }

    /**
     * No exchange is begun any more; one that is made comes to its end. Never by an interrupt: that would close the files of
     * an embedded database.
     */
    @Override
    public void stop() {
        stop.countDown();
        parts.swap().end();
        exchanges.shutdown();
        try {
            if (!exchanges.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.debug("an exchange goes on while the hub stops");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends before the routes do. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public List<InUse> all() {
        return inUse.all();
    }

    /**
     * What runs since the start was not checked as strictly as a change of it will be: who will meet a refusal learns it
     * before the next save. The first save then finds a check that has run before, which is ten times as fast.
     */
    private void foretell() {
        for (SystemSettings system : parts.systems().all()) {
            if (stop.getCount() > 0
                    && system.mode() != Mode.OFF
                    && parts.routes().runs(system.id())) {
                List<PackFault> said = parts.check().of(system.id());
                if (!said.isEmpty()) {
                    LOG.warn(
                            "HUB-LIVE-006 {} runs, and no change of its files will be used before this is mended: {}",
                            system.id(),
                            said.stream().map(PackFault::toString).collect(Collectors.joining("; ")));
                }
            }
        }
    }

    // ---- looking

    private void watch() {
        try {
            do {
                try {
                    look();
                } catch (RuntimeException | Error failure) {
                    LOG.error("HUB-LIVE-005 the files were not looked at; they are again in a moment", failure);
                }
            } while (!stop.await(look.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        WatchedFiles.Look seen;
        synchronized (parts.files()) {
            seen = parts.files().look();
        }
        if (!seen.changed().isEmpty()) {
            LOG.debug("changed files: {}", seen.changed());
        }
        if (seen.changed().contains(Path.of(SettingsFile.NAME))) {
            settings();
        }
        if (seen.changed().stream().anyMatch(path -> path.startsWith(Path.of("routes", "pipeline")))) {
            pipeline();
        }
        if (seen.changed().contains(FilesOfSystems.PROCEDURES_FILE)) {
            procedures();
        }
        seen.changed().forEach(path -> ofSystems.owners(path).forEach(system -> mark(system, Set.of(path))));
        for (SystemId system : Set.copyOf(dirty.keySet())) {
            boolean moves = seen.moving().stream().anyMatch(ofSystems.of(system));
            if (!moves && stop.getCount() > 0 && busy.add(system)) {
                exchanges.execute(() -> turn(system));
            }
        }
    }

    private void mark(SystemId system, Set<Path> paths) {
        dirty.merge(system, paths, (known, more) -> {
            Set<Path> all = new TreeSet<>(known);
            all.addAll(more);
            return all;
        });
    }

    private Set<SystemId> known() {
        Set<SystemId> known = new TreeSet<>(ids(wanted.systems()));
        known.addAll(ids(parts.systems().all()));
        return known;
    }

    private static List<SystemId> ids(Collection<SystemSettings> systems) {
        return systems.stream().map(SystemSettings::id).toList();
    }

    // ---- files of all

    private void settings() {
        Path file = parts.home().resolve(SettingsFile.NAME);
        if (!Files.isRegularFile(file)) {
            if (!parts.systems().all().isEmpty() && !wanted.values().isEmpty()) {
                faulty(SETTINGS, List.of(SettingsFile.NAME + " is gone; put it back"));
            }
            return;
        }
        try {
            wanted = parts.settings().read(Files.readAllBytes(file));
            inUse.used(SETTINGS, 0, !ids(wanted.systems()).isEmpty() && differs());
        } catch (FaultySettings faulty) {
            faulty(SETTINGS, said(faulty));
        } catch (IOException unreadable) {
            faulty(SETTINGS, List.of(SettingsFile.NAME + " cannot be read; look at its rights"));
        }
        known().stream().filter(this::isSetOtherwise).forEach(system -> mark(system, Set.of()));
    }

    private boolean differs() {
        return known().stream().anyMatch(this::isSetOtherwise);
    }

    private boolean isSetOtherwise(SystemId system) {
        return !wantedOf(system).equals(parts.systems().find(system));
    }

    private Optional<SystemSettings> wantedOf(SystemId system) {
        return wanted.systems().stream().filter(s -> s.id().equals(system)).findFirst();
    }

    /** With the lines of the file where its own check finds the same. */
    private List<String> said(FaultySettings faulty) {
        List<String> placed = SettingsFile.read(parts.home(), System.getenv()).faults().stream()
                .filter(fault -> !fault.secret())
                .map(fault -> SettingsFile.NAME + (fault.line() > 0 ? ":" + fault.line() : "")
                        + (fault.system() == null ? "" : " " + fault.system()) + " " + fault.message())
                .toList();
        return placed.isEmpty() ? faulty.faults().stream().map(Object::toString).toList() : placed;
    }

    private void pipeline() {
        long began = System.nanoTime();
        List<String> said = parts.routes().exchangePipeline();
        if (said.isEmpty()) {
            inUse.used(PIPELINE, millis(began), true);
        } else {
            faulty(PIPELINE, said);
        }
    }

    private void procedures() {
        long began = System.nanoTime();
        List<Violation> said = parts.procedures().reload();
        if (said.isEmpty()) {
            inUse.used(PROCEDURES, millis(began), true);
            known().forEach(system -> mark(system, Set.of(FilesOfSystems.PROCEDURES_FILE)));
        } else {
            faulty(PROCEDURES, said.stream().map(Violation::toString).toList());
        }
    }

    // ---- one system

    private void turn(SystemId system) {
        Set<Path> paths = Objects.requireNonNullElse(dirty.remove(system), Set.of());
        try {
            exchange(system, paths);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failure) {
            if (stop.getCount() > 0) {
                LOG.error("HUB-LIVE-002 {}: its changed files were not taken into use", system, failure);
                faulty(
                        system.value(),
                        List.of("HUB-LIVE-002 " + failure.getClass().getSimpleName() + "; see the log"));
            }
        } finally {
            busy.remove(system);
        }
    }

    private void exchange(SystemId system, Set<Path> paths) throws InterruptedException {
        long began = System.nanoTime();
        Optional<SystemSettings> settings = wantedOf(system);
        if (settings.isEmpty()) {
            remove(system, began);
            return;
        }
        WatchedFiles.@Nullable Standing standing;
        Map<Path, String> print;
        synchronized (parts.files()) {
            standing = parts.files().standing(ofSystems.of(system));
            print = ofSystems.print(system);
        }
        if (standing == null) {
            mark(system, paths);
            return;
        }
        boolean set = settings.equals(parts.systems().find(system));
        boolean files = !print.equals(prints.get(system));
        if (set && !files && (parts.routes().runs(system) || settings.get().mode() == Mode.OFF)) {
            onlyLookedAt(system, paths);
            return;
        }
        LiveSettings.Reading reading = wanted;
        List<String> said = new ArrayList<>();
        JsltMappings.@Nullable Prepared pack = null;
        @Nullable RouteTexts routes = null;
        checks.acquire();
        try {
            boolean off = settings.get().mode() == Mode.OFF;
            if (!off) {
                said.addAll(checked(system, print));
            }
            if (said.isEmpty()) {
                pack = parts.mappings().prepare(settings.get());
                routes = off ? null : RouteTexts.read(parts.home(), RouteFiles.file(system));
                if (!off) {
                    pack.faults().forEach(fault -> said.add(fault.toString()));
                }
            }
        } catch (IOException gone) {
            mark(system, paths);
            return; // it is being written: another look
        } finally {
            checks.release();
        }
        if (!stands(standing)) {
            mark(system, paths);
            return;
        }
        if (pack == null || !said.isEmpty()) {
            faulty(system.value(), said);
            return;
        }
        try {
            if (set && parts.routes().runs(system) && FilesOfSystems.onlyTables(prints.get(system), print)) {
                pack.use();
            } else {
                parts.swap().exchange(new SwapSystem.Wanted(settings.get(), reading, pack, routes));
            }
        } catch (Refused refused) {
            faulty(system.value(), List.of(RouteFiles.file(system) + " " + refused.why()));
            return;
        }
        prints.put(system, print);
        inUse.used(system.value(), millis(began), true);
        LOG.info("{}: changed files in use after {} ms", system, millis(began));
        parts.events().publishEvent(new SystemsSwapped(Set.of(system), !set));
    }

    private void remove(SystemId system, long began) throws InterruptedException {
        boolean was = parts.systems().find(system).isPresent();
        if (was) {
            parts.swap().remove(system);
            LOG.info("{}: has no block in the settings any more; stopped after {} ms", system, millis(began));
        }
        prints.remove(system);
        inUse.forget(system.value());
        if (was) {
            parts.events().publishEvent(new SystemsSwapped(Set.of(system), true));
        }
    }

    /** The files in use are there again, or only examples changed. */
    private void onlyLookedAt(SystemId system, Set<Path> paths) {
        if (paths.stream().allMatch(FilesOfSystems::isExample) && inUse.fault(system.value()) == null) {
            return; // "hub check" says whether they hold
        }
        inUse.used(system.value(), 0, false);
    }

    /** What the check of the pack says, and what is wrong with templates that are other ones now. */
    private List<String> checked(SystemId system, Map<Path, String> print) {
        List<String> said = new ArrayList<>(
                parts.check().of(system).stream().map(PackFault::toString).toList());
        Map<Path, String> before = prints.getOrDefault(system, Map.of());
        print.keySet().stream()
                .filter(path -> path.startsWith(Path.of("routes", "templates")))
                .filter(path -> !Objects.equals(before.get(path), print.get(path)))
                .forEach(path -> said.addAll(parts.routes().faultsOfTemplate(path)));
        return said;
    }

    private boolean stands(WatchedFiles.Standing standing) {
        synchronized (parts.files()) {
            return parts.files().stands(standing);
        }
    }

    // ---- what is shown

    private void faulty(String whose, List<String> said) {
        String fault = String.join("; ", said);
        if (inUse.faulty(whose, fault)) {
            standing(whose, fault);
        }
    }

    /** A system that has nothing in use before says the present reason. */
    private void standing(String whose, String fault) {
        known().stream()
                .filter(system ->
                        system.value().equals(whose) && !parts.routes().runs(system))
                .filter(system -> parts.systems().find(system).isPresent())
                .forEach(system -> parts.states().pack(system, fault));
    }

    private static long millis(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
