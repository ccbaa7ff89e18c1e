package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.systems.SettingsFile;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemState;
import vn.lienthong.hub.systems.SystemStates;

/**
 * Tries the pack of one system on disk against the real far system: its pull routes read a few pages from the beginning,
 * what comes is mapped and checked, and nothing is written: no ledger, no watermark, no file is moved, nobody is told.
 */
public final class Trial {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)");
    private static final Set<String> READS = Set.of("pull", "folder");

    private final Path home;
    private final Map<String, String> environment;
    private final Clock clock;

    /** @param environment fills the placeholders of the settings: addresses and accounts */
    public Trial(Path home, Map<String, String> environment, Clock clock) {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** The pack cannot be tried; {@code faults}: one a line. */
    public static final class Untried extends RuntimeException {
        private final transient List<String> faults;

        Untried(List<String> faults) {
            super(String.join("; ", faults));
            this.faults = faults;
        }

        public List<String> faults() {
            return faults;
        }
    }

    /** One record: as it came and what became of it. Personal data. */
    public record Read(
            String key, JsonNode source, @Nullable JsonNode canonical, List<Violation> faults) {}

    /** @param end whether the far system has no more of this stream */
    public record Stream(String name, int pages, boolean end, List<Read> records) {}

    /**
     * What a trial came to.
     *
     * @param fault why the last call of some stream brought nothing that can be read; null = all calls were answered
     * @param reached whether the far system answered at all
     * @param answers what was no page, or no readable file
     */
    public record Tried(
            List<Stream> streams,
            @Nullable String fault,
            boolean reached,
            List<Violation> answers,
            JsltMappings mappings) {}

    /** A route that reads, and what it does in a round. */
    private record Reader(Work work, RouteCall route) {}

    /** @throws Untried if the settings, mappings or routes cannot be used */
    public Tried of(SystemId id, int pages) {
        SettingsFile file = SettingsFile.read(home, environment, Map.of("hub.systems." + id + ".mode", "shadow"));
        SystemSettings system = settings(file, id);
        JsltMappings mappings = new JsltMappings(
                home.resolve("mappings"), file, new CsvProcedures(home.resolve("mappings")), List.of(system));
        if (!mappings.faults(id).isEmpty()) {
            throw new Untried(
                    mappings.faults(id).stream().map(Violation::toString).toList());
        }
        TrialLedger ledger = new TrialLedger(mappings, pages);
        SystemStates states = new SystemStates(clock);
        HubParts parts = new HubParts(
                file,
                mappings,
                ledger,
                ledger,
                ledger,
                ledger,
                ledger,
                new WakeUps(),
                new Paces(System::nanoTime),
                new Questions(),
                states,
                clock,
                java.util.random.RandomGenerator.getDefault(),
                "trial");
        List<String> troubles = new ArrayList<>();
        try (FarSides sides = new FarSides();
                DefaultCamelContext context = new DefaultCamelContext()) {
            List<Reader> readers = new ArrayList<>();
            begin(context, new Component(parts, sides, home, readers), system.id());
            for (Reader reader : readers) {
                Instant before = states.of(id).lastFaultAt();
                round(reader);
                SystemState after = states.of(id);
                if (after.lastFault() != null && !Objects.equals(before, after.lastFaultAt())) {
                    troubles.add(after.lastFault());
                }
            }
        } catch (IOException failed) {
            throw new Untried(List.of("HUB-ROUTE-017 the routes of " + id + " do not end: " + failed.getMessage()));
        }
        return new Tried(
                ledger.streams(),
                troubles.isEmpty() ? null : String.join("; ", new TreeSet<>(troubles)),
                !ledger.streams().isEmpty() || Boolean.TRUE.equals(states.of(id).reachable()),
                ledger.answers(),
                mappings);
    }

    private SystemSettings settings(SettingsFile file, SystemId id) {
        List<String> faults = new ArrayList<>(file.faults().stream()
                .filter(fault -> !fault.secret()
                        && (fault.system() == null || fault.system().equals(id)))
                .map(fault -> SettingsFile.NAME + (fault.line() > 0 ? ":" + fault.line() : "") + " " + fault.message())
                .toList());
        SystemSettings system = file.find(id).orElse(null);
        if (system == null && faults.isEmpty()) {
            faults.add(SettingsFile.NAME + " has no block " + id + "; write it under hub.systems");
        }
        if (system == null || !faults.isEmpty()) {
            throw new Untried(faults);
        }
        String password = system.auth().password();
        if (system.auth().kind() != SystemSettings.Auth.Kind.NONE && (password == null || password.isBlank())) {
            throw new Untried(List.of("HUB-CFG-001 hub.systems." + id + ".auth.password is empty; "
                    + passwordVariable(id)
                            .map(name -> "set " + name
                                    + " in the environment of this command, or write it into the file secrets/" + name)
                            .orElse("write ${VARIABLE:} there, and the secret into the file secrets/VARIABLE")));
        }
        return system;
    }

    private Optional<String> passwordVariable(SystemId id) {
        try {
            String written = YAML.readTree(home.resolve(SettingsFile.NAME).toFile())
                    .at("/hub/systems/" + id + "/auth/password")
                    .asText("");
            Matcher place = VARIABLE.matcher(written);
            return place.find() ? Optional.of(place.group(1)) : Optional.empty();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** A round reads to the end, or until the pages are read. */
    private static void round(Reader reader) {
        try {
            reader.work().round(reader.route(), new Stopping());
        } catch (RouteFailed faulty) {
            throw new Untried(List.of(String.valueOf(faulty.getMessage())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            reader.work().ended();
        }
    }

    private void begin(DefaultCamelContext context, Component component, SystemId system) {
        Path file = home.resolve("routes/systems/" + system + RouteTemplates.END);
        try {
            context.disableJMX();
            context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
            context.addComponent("hub", component);
            context.start();
            Set<String> templates = new TreeSet<>();
            ArrayNode kept = YAML.createArrayNode();
            JsonNode routes = PackRoutes.read(file);
            if (routes == null) {
                throw new Untried(List.of(home.relativize(file) + " is no YAML, or is not there; \"hub check " + system
                        + "\" says more"));
            }
            for (JsonNode item : routes) {
                if (reads(item)) {
                    kept.add(item);
                    String template =
                            item.path("templatedRoute").path("routeTemplateRef").asText("");
                    if (!template.isEmpty()) {
                        templates.add(template);
                    }
                }
            }
            if (kept.isEmpty()) {
                throw new Untried(List.of("HUB-CLI-021 no route of " + system
                        + " reads from it: none begins with hub:pull or hub:folder; what it is sent is not tried"));
            }
            for (String template : templates) {
                Path written = home.resolve("routes/templates/" + template + RouteTemplates.END);
                load(context, written.getFileName().toString(), Files.readAllBytes(written));
            }
            load(context, file.getFileName().toString(), YAML.writeValueAsBytes(kept));
        } catch (Untried untried) {
            throw untried;
        } catch (Exception refused) {
            @Nullable Throwable cause = refused;
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            throw new Untried(List.of(home.relativize(file) + " cannot be used: "
                    + CheckRouteFile.firstLine(cause.getMessage()) + "; \"hub check " + system + "\" says where"));
        }
    }

    private boolean reads(JsonNode item) {
        return PackRoutes.of(home, item).uris().stream().anyMatch(uri -> uri.begins() && READS.contains(uri.kind()));
    }

    private static void load(DefaultCamelContext context, String name, byte[] yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromBytes(name, yaml));
    }

    /** The component without workers: a route that reads waits until it is told to. */
    private static final class Component extends HubComponent {
        private final HubParts parts;
        private final List<Reader> readers;

        Component(HubParts parts, FarSides sides, Path home, List<Reader> readers) {
            super(parts, sides, home);
            this.parts = parts;
            this.readers = readers;
        }

        @Override
        Consumer worker(Endpoint endpoint, Processor route, SystemId system, Work work, int workers) {
            return new DefaultConsumer(endpoint, route) {
                @Override
                protected void doStart() throws Exception {
                    super.doStart();
                    readers.add(new Reader(work, new AskRoute(this, parts.states(), system)));
                }
            };
        }

        @Override
        boolean movesFiles() {
            return false;
        }
    }
}
