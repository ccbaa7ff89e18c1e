package vn.lienthong.hub.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemStates;

/**
 * Loads {@code routes/pipeline} and the routes of the enabled systems, file by file after a check of each, once Camel
 * runs: a file that is faulty or does not start keeps its own system off, says why, and leaves the others alone.
 */
class RouteFiles implements CamelContextConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
    private static final String END = ".camel.yaml";

    private final Path folder;
    private final Mappings mappings;
    private final FarSystems systems;
    private final SystemStates states;

    RouteFiles(Path home, Mappings mappings, FarSystems systems, SystemStates states) {
        this.folder = home.resolve("routes");
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
        Path home = java.util.Objects.requireNonNull(folder.getParent());
        CheckRouteFile check = new CheckRouteFile(new RouteSchema(), RouteTemplates.in(home));
        for (Path file : RouteTemplates.files(home)) {
            load(file, null, check, context);
        }
        for (Path file : pipeline()) {
            load(file, null, check, context);
        }
        for (SystemSettings system : systems.all()) {
            if (system.mode() == Mode.OFF) {
                continue;
            }
            @Nullable String fault = begin(system.id(), check, context);
            states.pack(system.id(), fault);
            if (fault == null) {
                listen(system, context);
            }
        }
    }

    /** Routes run only over mappings that can be used: else everything would be held or parked. */
    private @Nullable String begin(SystemId system, CheckRouteFile check, CamelContext context) {
        List<Violation> faulty = mappings.faults(system);
        faulty.forEach(fault -> LOG.error("{}", fault));
        Path file = folder.resolve("systems").resolve(system + END);
        List<String> said =
                new ArrayList<>(faulty.stream().map(Violation::toString).toList());
        if (!Files.isRegularFile(file)) {
            said.add(file + " is missing; every enabled system needs its routes");
        } else if (faulty.isEmpty()) {
            return load(file, system, check, context);
        }
        return String.join("; ", said);
    }

    private List<Path> pipeline() {
        Path place = folder.resolve("pipeline");
        if (!Files.isDirectory(place)) {
            LOG.error("HUB-ROUTE-016 {} is missing; is HUB_HOME the project's root?", place);
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().endsWith(END))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException("HUB-ROUTE-016 cannot list " + place, unreadable);
        }
    }

    /** Answers what is wrong; null if the routes run. */
    private @Nullable String load(Path file, @Nullable SystemId system, CheckRouteFile check, CamelContext context) {
        String name = folder.getParent() == null
                ? file.toString()
                : folder.getParent().relativize(file).toString();
        List<RouteFault> faults = new ArrayList<>(check.faults(file, name, system, context));
        if (faults.isEmpty()) {
            start(file, name, context, faults);
        }
        if (faults.isEmpty()) {
            return null;
        }
        faults.forEach(fault -> LOG.error("{}", fault));
        return faults.stream().map(RouteFault::toString).collect(Collectors.joining("; "));
    }

    private static void start(Path file, String name, CamelContext context, List<RouteFault> faults) {
        Set<String> before =
                context.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toCollection(HashSet::new));
        try {
            Resource resource = ResourceHelper.fromBytes(name, Files.readAllBytes(file));
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        } catch (Exception refused) {
            String why = CheckRouteFile.firstLine(deepest(refused).getMessage());
            faults.add(new RouteFault(name, 0, why.startsWith("HUB-") ? why : "HUB-ROUTE-017 does not start: " + why));
            remove(before, context);
        }
    }

    private static void remove(Set<String> before, CamelContext context) {
        for (Route route : List.copyOf(context.getRoutes())) {
            if (!before.contains(route.getRouteId())) {
                try {
                    context.getRouteController().stopRoute(route.getRouteId());
                    context.removeRoute(route.getRouteId());
                } catch (Exception stuck) {
                    LOG.error("HUB-ROUTE-018 route {} cannot be removed", route.getRouteId(), stuck);
                }
            }
        }
    }

    /** What the hub itself says of a failure, else its deepest cause. */
    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (!String.valueOf(cause.getMessage()).startsWith("HUB-")
                && cause.getCause() != null
                && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The route template {@code wake-up} of the pipeline, once for each system that is told something. */
    private static void listen(SystemSettings system, CamelContext context) {
        ModelCamelContext model = (ModelCamelContext) context;
        if (system.mode() != Mode.ON
                || system.told().isEmpty()
                || model.getRouteTemplateDefinition("wake-up") == null) {
            return;
        }
        try {
            model.addRouteFromTemplate(
                    "wake-up-" + system.id(),
                    "wake-up",
                    Map.of("system", system.id().value()));
        } catch (Exception refused) {
            LOG.error("HUB-ROUTE-019 no wake-ups for {}: deliveries go by the sweep", system.id(), refused);
        }
    }
}
