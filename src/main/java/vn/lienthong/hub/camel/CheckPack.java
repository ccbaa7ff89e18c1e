package vn.lienthong.hub.camel;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.serialization.JsonNodeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.ExampleSystems;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.RunExamples;
import vn.lienthong.hub.systems.NearestName;
import vn.lienthong.hub.systems.SettingsFile;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * Names everything wrong with the files of a system in one run, read afresh from disk: its block of settings, routes,
 * mappings, code tables, schemas, examples. Touches nothing that runs; needs no database, no network. Thread-safe.
 */
public final class CheckPack {
    private static final String ROUTES = "routes/systems/";
    private static final String END = ".camel.yaml";
    private static final Pattern PLACE = Pattern.compile("(.+?\\.[a-z]+)(?::(\\d+)(?::(\\d+))?)?");
    private static final Pattern CODED = Pattern.compile("(HUB-[A-Z]+-\\d{3}) (.*)", Pattern.DOTALL);

    private final Path home;
    private final Map<String, String> variables;

    /** @param home the root of the project: {@code config}, {@code routes}, {@code mappings} */
    public CheckPack(Path home) {
        this(home, System.getenv());
    }

    /** @param variables the environment that fills placeholders of the settings */
    public CheckPack(Path home, Map<String, String> variables) {
        this.home = home.toAbsolutePath().normalize();
        this.variables = Map.copyOf(variables);
    }

    /** What is wrong with one system's pack and with the files that every pack reads. */
    public List<PackFault> of(SystemId system) {
        return new Look(Set.of(system)).faults();
    }

    /** What is wrong with every pack of which any file is there, a block, routes or mappings. */
    public List<PackFault> all() {
        return new Look(systems()).faults();
    }

    /** Every system of which anything is there. */
    public Set<SystemId> systems() {
        Set<SystemId> systems = new TreeSet<>(ExampleSystems.packs(home.resolve("mappings")));
        SettingsFile settings = SettingsFile.read(home, variables);
        settings.all().forEach(system -> systems.add(system.id()));
        routeFiles().stream()
                .filter(name -> name.matches("[a-z][a-z0-9-]{0,30}"))
                .forEach(name -> systems.add(new SystemId(name)));
        return systems;
    }

    /** Names of the files in {@code routes/systems}, without their ending. */
    private List<String> routeFiles() {
        Path folder = home.resolve(ROUTES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(END))
                    .map(name -> name.substring(0, name.length() - END.length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One reading of the files. */
    private final class Look {
        private final Collection<SystemId> wanted;
        private final SettingsFile settings = SettingsFile.read(home, variables);
        private final SettingsFile examples = ExampleSystems.in(home);
        private final CsvProcedures procedures = new CsvProcedures(home.resolve("mappings"));
        private final FutureTask<JsltMappings> mappings;
        private final List<PackFault> faults = new ArrayList<>();
        private final Map<SystemId, PackContracts> contracts = new TreeMap<>();

        /** Mappings are compiled while the routes are looked at: a command that lives a second has two halves to load. */
        Look(Collection<SystemId> wanted) {
            this.wanted = wanted;
            List<SystemSettings> used = examples.all().stream()
                    .filter(system -> wanted.contains(system.id()))
                    .toList();
            this.mappings =
                    new FutureTask<>(() -> new JsltMappings(home.resolve("mappings"), examples, procedures, used));
            Thread beside = new Thread(mappings, "check-mappings");
            beside.setDaemon(true);
            beside.start();
        }

        private JsltMappings compiled() {
            try {
                return mappings.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("HUB-PACK-010 the mappings cannot be read", failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("HUB-PACK-010 the check was interrupted", stopped);
            }
        }

        List<PackFault> faults() {
            settings();
            procedures.faults().forEach(fault -> add("", fault));
            offices();
            CheckRouteFile routes = new CheckRouteFile(new RouteSchema(), RouteTemplates.in(home));
            CamelContext context = new DefaultCamelContext();
            Map<String, List<RouteFault>> templates = templates(routes, context);
            for (SystemId system : wanted) {
                ids(system);
                routes(system, routes, context);
                PackRoutes.of(home, home.resolve(ROUTES + system + END)).templates().stream()
                        .map(templates::remove)
                        .filter(Objects::nonNull)
                        .forEach(found -> found.forEach(fault -> add(system.value(), fault)));
                PackContracts called = new PackContracts(home, system, ROUTES + system + END);
                faults.addAll(called.faults());
                contracts.put(system, called);
                faults.addAll(PackLinks.faults(
                        home,
                        system,
                        ROUTES + system + END,
                        settings.find(system).orElse(null),
                        settings.line("hub.systems." + system + ".told")));
            }
            wanted.forEach(this::mappings);
            if (wanted.size() > 1) {
                templates.values().forEach(found -> found.forEach(fault -> add("", fault)));
            }
            return faults.stream().distinct().toList();
        }

        /** What is wrong with each template, by its name; for one system only with those that it uses. */
        private Map<String, List<RouteFault>> templates(CheckRouteFile check, CamelContext context) {
            Map<String, List<RouteFault>> faulty = new TreeMap<>();
            Set<String> used = new TreeSet<>();
            wanted.forEach(system -> used.addAll(
                    PackRoutes.of(home, home.resolve(ROUTES + system + END)).templates()));
            for (Path file : RouteTemplates.files(home)) {
                if (wanted.size() == 1
                        && !used.contains(file.getFileName().toString().replace(RouteTemplates.END, ""))) {
                    continue;
                }
                String name = home.relativize(file).toString();
                List<RouteFault> found = check.faults(file, name, null, context);
                if (!found.isEmpty()) {
                    faulty.put(file.getFileName().toString().replace(RouteTemplates.END, ""), found);
                }
            }
            return faulty;
        }

        private void settings() {
            for (SettingsFile.Fault fault : settings.faults()) {
                SystemId system = fault.system();
                if (system == null || wanted.contains(system)) {
                    faults.add(new PackFault(
                            fault.secret() ? "HUB-PACK-002" : "HUB-PACK-001",
                            system == null ? "" : system.value(),
                            SettingsFile.NAME,
                            fault.line(),
                            fault.message()));
                }
            }
        }

        /** Every system that the procedure table names is there. Stops nobody else's pack. */
        private void offices() {
            Map<String, Integer> offices = procedures.systems();
            Set<String> known = new TreeSet<>(settings.names());
            offices.forEach((name, line) -> {
                if (!known.contains(name) && wanted.size() > 1) {
                    faults.add(new PackFault(
                            "HUB-PACK-009",
                            name,
                            "mappings/procedures.csv",
                            line,
                            "there is no system \"" + name + "\""
                                    + new NearestName(known).remedy(name, "; write one of " + known)));
                }
                settings.find(new SystemId(name))
                        .filter(s -> s.role() != Role.SPECIALISED && s.role() != Role.FRONT)
                        .ifPresent(s -> faults.add(new PackFault(
                                "HUB-PACK-009",
                                name,
                                "mappings/procedures.csv",
                                line,
                                name + " decides nothing, its role is "
                                        + s.role().name().toLowerCase(Locale.ROOT)
                                        + "; write role: specialised in " + SettingsFile.NAME
                                        + ", or the system that decides")));
            });
        }

        /** The id of the block, the route file and the folder of mappings is the same. */
        private void ids(SystemId system) {
            Set<String> routes = new TreeSet<>(routeFiles());
            Set<String> folders = new TreeSet<>();
            ExampleSystems.packs(home.resolve("mappings")).forEach(id -> folders.add(id.value()));
            Set<String> blocks = settings.names();
            if (!blocks.contains(system.value())) {
                missing(system, SettingsFile.NAME, others(blocks, routes, folders), "the block hub.systems." + system);
            }
            if (!routes.contains(system.value())) {
                missing(system, ROUTES + system + END, others(routes, blocks, folders), "the routes of " + system);
            }
            if (!folders.contains(system.value())) {
                missing(system, "mappings/" + system, others(folders, blocks, routes), "the mappings of " + system);
            }
        }

        /** Names that stand in one place only: one of them may be the mistyped one. */
        private static Set<String> others(Set<String> there, Set<String> one, Set<String> two) {
            Set<String> alone = new TreeSet<>(there);
            alone.removeIf(name -> one.contains(name) && two.contains(name));
            return alone;
        }

        private void missing(SystemId system, String place, Set<String> others, String what) {
            faults.add(new PackFault(
                    "HUB-PACK-003",
                    system.value(),
                    place,
                    0,
                    "is missing: " + what
                            + new NearestName(others)
                                    .to(system.value())
                                    .map(name -> "; there is " + name + ", write the same id everywhere")
                                    .orElse("; write it, the same id everywhere")));
        }

        private void routes(SystemId system, CheckRouteFile check, CamelContext context) {
            String name = ROUTES + system + END;
            if (!Files.isRegularFile(home.resolve(name))) {
                return;
            }
            check.faults(home.resolve(name), name, system, context).forEach(fault -> add(system.value(), fault));
        }

        private void add(String system, RouteFault fault) {
            Matcher coded = CODED.matcher(fault.wrong());
            faults.add(
                    coded.matches()
                            ? new PackFault(coded.group(1), system, fault.file(), fault.line(), coded.group(2))
                            : new PackFault("HUB-ROUTE-003", system, fault.file(), fault.line(), fault.wrong()));
        }

        private void mappings(SystemId system) {
            List<Violation> faulty = compiled().faults(system);
            faulty.stream()
                    .filter(fault -> !procedures.faults().contains(fault))
                    .filter(fault -> !fault.path().equals("mappings/" + system))
                    .forEach(fault -> add(common(fault) ? "" : system.value(), fault));
            if (faulty.isEmpty()) {
                examples(system);
            }
        }

        private boolean common(Violation fault) {
            return fault.path().startsWith("mappings/codes/") || fault.path().startsWith("mappings/canonical/");
        }

        private void examples(SystemId system) {
            RunExamples examples = new RunExamples(home.resolve("mappings"), compiled());
            List<RunExamples.Situation> situations = examples.of(system);
            if (situations.isEmpty() && Files.isDirectory(home.resolve("mappings/" + system))) {
                faults.add(new PackFault(
                        "HUB-PACK-004",
                        system.value(),
                        "mappings/" + system + "/examples",
                        0,
                        "there is no example; write a folder with from.<stream>.json (a composed record) and let"
                                + " \"hub test " + system + " --accept\" write the other half"));
            }
            situations.parallelStream()
                    .flatMap(situation -> faults(system, situation, examples).stream())
                    .sequential()
                    .forEachOrdered(faults::add);
        }

        private List<PackFault> faults(SystemId system, RunExamples.Situation situation, RunExamples examples) {
            List<RunExamples.Pair> pairs = examples.run(situation);
            if (pairs.isEmpty()) {
                return List.of(new PackFault(
                        "HUB-PACK-004",
                        system.value(),
                        "mappings/" + system + "/examples/" + situation.name(),
                        0,
                        "has no pair; write from.<stream>.json, to.<what>.json, call.json, answer.json,"
                                + " ask.<stream>.json, page.<stream>.json or holds.<stream>.json"));
            }
            List<PackFault> found = new ArrayList<>(
                    Objects.requireNonNull(contracts.get(system)).asked(situation, pairs));
            pairs.stream()
                    .filter(pair -> !pair.holds())
                    .map(pair -> new PackFault(
                            "HUB-PACK-005",
                            system.value(),
                            home.relativize(pair.expected()).toString(),
                            line(pair.expected(), pair.differences().get(0).path()),
                            "from " + pair.given() + ": " + pair.differences().get(0)
                                    + (pair.differences().size() > 1
                                            ? " and " + (pair.differences().size() - 1) + " more"
                                            : "")
                                    + pair.faults().stream()
                                            .map(fault -> "; " + fault)
                                            .distinct()
                                            .limit(3)
                                            .reduce("", String::concat)
                                    + "; mend the mapping, or take it over with \"hub test " + system + " --accept\""))
                    .forEach(found::add);
            return found;
        }

        /** Line of a value in a JSON file, else of what is nearest around it; 0 = no such file. */
        private static int line(Path file, String pointer) {
            if (!Files.isRegularFile(file)) {
                return 0;
            }
            try {
                JsonNode tree = JsonNodeReader.builder()
                        .locationAware()
                        .build()
                        .readTree(Files.readString(file), InputFormat.JSON);
                JsonPointer at = JsonPointer.compile(pointer);
                while (tree.at(at).isMissingNode() && at.head() != null) {
                    at = at.head();
                }
                return RouteSchema.line(tree.at(at));
            } catch (IOException | RuntimeException noJson) {
                return 0;
            }
        }

        private void add(String system, Violation fault) {
            Matcher place = PLACE.matcher(fault.path());
            boolean placed = place.matches();
            faults.add(new PackFault(
                    fault.code(),
                    system,
                    placed ? place.group(1) : fault.path(),
                    placed && place.group(2) != null ? Integer.parseInt(place.group(2)) : 0,
                    (placed && place.group(3) != null ? "column " + place.group(3) + ": " : "") + "found "
                            + fault.found() + "; write " + fault.expected()));
        }
    }
}
