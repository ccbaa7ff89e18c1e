package vn.lienthong.hub.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.camel.RoutesInCamel.Refused;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemStates;

/**
 * Loads {@code routes/pipeline} and the routes of the enabled systems, file by file after a check of each, once Camel
 * runs: a file that is faulty or does not start keeps its own system off, says why, and leaves the others alone. Knows what
 * runs of each file, to exchange it later ({@link SwapSystem}).
 */
class RouteFiles implements CamelContextConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final String WAKE_UP = "wake-up";

    private final Path home;
    private final Mappings mappings;
    private final FarSystems systems;
    private final SystemStates states;
    private final Map<SystemId, Running> running = new ConcurrentHashMap<>();
    private final List<Running> pipeline = new ArrayList<>();
    private final Set<SystemId> listening = new HashSet<>();
    private @Nullable RoutesInCamel camel;

    /** What runs of one file. */
    private record Running(RouteTexts texts, Set<String> ids) {}

    RouteFiles(Path home, Mappings mappings, FarSystems systems, SystemStates states) {
        this.home = home;
        this.mappings = mappings;
        this.systems = systems;
        this.states = states;
    }

    /** Faults are the hub's to treat: Camel neither repeats nor logs them. */
    @Override
    public void beforeApplicationStart(CamelContext context) {
        context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        camel = new RoutesInCamel((ModelCamelContext) context);
        for (Path file : RouteTemplates.files(home)) {
            faults(file, null).forEach(fault -> LOG.error("{}", fault));
        }
        for (String fault : startPipeline(pipelineFiles())) {
            LOG.error("{}", fault);
        }
        for (SystemSettings system : systems.all()) {
            if (system.mode() != Mode.OFF) {
                @Nullable String fault = begin(system.id());
                states.pack(system.id(), fault);
                listen(system);
            }
        }
    }

    private RoutesInCamel camel() {
        return Objects.requireNonNull(camel, "Camel does not run yet");
    }

    /** Routes run only over mappings that can be used: else everything would be held or parked. */
    private @Nullable String begin(SystemId system) {
        List<String> said = new ArrayList<>(
                mappings.faults(system).stream().map(Violation::toString).toList());
        if (said.isEmpty() || !Files.isRegularFile(home.resolve(file(system)))) {
            said.addAll(faults(system));
        }
        if (said.isEmpty()) {
            try {
                start(system, RouteTexts.read(home, file(system)));
            } catch (Refused refused) {
                said.add(new RouteFault(file(system).toString(), 0, refused.why()).toString());
            } catch (IOException unreadable) {
                said.add(file(system) + " cannot be read; look at its rights");
            }
        }
        said.forEach(fault -> LOG.error("{}", fault));
        return said.isEmpty() ? null : String.join("; ", said);
    }

    static Path file(SystemId system) {
        return Path.of("routes", "systems", system + RouteTexts.END);
    }

    /** What is wrong with the route file of a system; empty = it may run. */
    private List<String> faults(SystemId system) {
        Path file = home.resolve(file(system));
        return Files.isRegularFile(file)
                ? faults(file, system)
                : List.of(file(system) + " is missing; every enabled system needs its routes");
    }

    /** @param file from the root of the project */
    List<String> faultsOfTemplate(Path file) {
        return faults(home.resolve(file), null);
    }

    private List<String> faults(Path file, @Nullable SystemId system) {
        String name = home.relativize(file).toString();
        return new CheckRouteFile(new RouteSchema(), RouteTemplates.in(home))
                .faults(file, name, system, camel().context()).stream()
                        .map(RouteFault::toString)
                        .toList();
    }

    boolean runs(SystemId system) {
        return running.containsKey(system);
    }

    /** @throws Refused if they do not start; none of them is left then */
    void start(SystemId system, RouteTexts texts) throws Refused {
        running.put(system, new Running(texts, camel().add(texts)));
    }

    /** Ends what the routes of a system have in hand. @return routes that did not end in time */
    List<String> end(SystemId system, Duration atMost) throws InterruptedException {
        Running runs = running.get(system);
        return runs == null ? List.of() : camel().end(runs.ids(), atMost);
    }

    /** Takes the routes of a system out. @return what ran; null = nothing */
    @Nullable
    RouteTexts stop(SystemId system) {
        Running runs = running.remove(system);
        if (runs == null) {
            return null;
        }
        camel().remove(runs.ids());
        return runs.texts();
    }

    // ---- the pipeline

    private List<Path> pipelineFiles() {
        Path place = home.resolve("routes").resolve("pipeline");
        if (!Files.isDirectory(place)) {
            LOG.error("HUB-ROUTE-016 {} is missing; is HUB_HOME the project's root?", place);
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().endsWith(RouteTexts.END))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException("HUB-ROUTE-016 cannot list " + place, unreadable);
        }
    }

    /** A faulty file is left out. @return what is wrong */
    private synchronized List<String> startPipeline(List<Path> files) {
        List<String> said = new ArrayList<>();
        for (Path file : files) {
            List<String> found = faults(file, null);
            said.addAll(found);
            if (found.isEmpty()) {
                try {
                    RouteTexts texts = RouteTexts.read(home, home.relativize(file));
                    pipeline.add(new Running(texts, camel().add(texts)));
                } catch (Refused refused) {
                    said.add(home.relativize(file) + " " + refused.why());
                } catch (IOException unreadable) {
                    said.add(home.relativize(file) + " cannot be read; look at its rights");
                }
            }
        }
        return said;
    }

    /** Reads the pipeline anew; with a fault the one in use stays. Deliveries go by the sweep meanwhile. */
    synchronized List<String> exchangePipeline() {
        List<Path> files = pipelineFiles();
        List<String> said = new ArrayList<>();
        files.forEach(file -> said.addAll(faults(file, null)));
        if (!said.isEmpty()) {
            return said;
        }
        List<Running> before = List.copyOf(pipeline);
        stopPipeline();
        said.addAll(startPipeline(files));
        if (!said.isEmpty()) {
            stopPipeline();
            for (Running old : before) {
                try {
                    pipeline.add(new Running(old.texts(), camel().add(old.texts())));
                } catch (Refused refused) {
                    said.add(old.texts().name() + " is not put back: " + refused.why());
                }
            }
        }
        systems.all().forEach(this::listen);
        return said;
    }

    private void stopPipeline() {
        List.copyOf(listening).forEach(this::stopListening);
        pipeline.forEach(file -> camel().remove(file.ids()));
        pipeline.clear();
        try {
            camel().forget(WAKE_UP);
        } catch (Exception stuck) {
            LOG.error("HUB-ROUTE-018 template {} cannot be removed", WAKE_UP, stuck);
        }
    }

    /** The route template {@code wake-up} of the pipeline, once for each system that runs and is told something. */
    synchronized void listen(SystemSettings system) {
        boolean wanted = system.mode() == Mode.ON && !system.told().isEmpty() && runs(system.id());
        if (!wanted) {
            stopListening(system.id());
        } else if (!listening.contains(system.id()) && camel().hasTemplate(WAKE_UP)) {
            try {
                camel().add(
                                WAKE_UP + "-" + system.id(),
                                WAKE_UP,
                                Map.of("system", system.id().value()));
                listening.add(system.id());
            } catch (Exception refused) {
                LOG.error("HUB-ROUTE-019 no wake-ups for {}: deliveries go by the sweep", system.id(), refused);
            }
        }
    }

    synchronized void stopListening(SystemId system) {
        if (listening.remove(system)) {
            camel().remove(Set.of(WAKE_UP + "-" + system));
        }
    }
}
