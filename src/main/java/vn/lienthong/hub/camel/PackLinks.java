package vn.lienthong.hub.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.NearestName;
import vn.lienthong.hub.systems.SettingsFile;
import vn.lienthong.hub.systems.SystemSettings;

/** Whether the parts of one pack name each other: a route its mappings, a mapping its route, a call in {@code told} both. */
final class PackLinks {
    private static final Set<String> OUTWARDS = Set.of("call", "answer", "received");

    private final Path home;
    private final SystemId system;
    private final String route;
    private final Path pack;
    private final PackRoutes routes;
    private final List<PackFault> faults = new ArrayList<>();
    /** Names that are used, by folder. */
    private final Map<String, Set<String>> used = new TreeMap<>();

    private PackLinks(Path home, SystemId system, String route) {
        this.home = home;
        this.system = system;
        this.route = route;
        this.pack = home.resolve("mappings").resolve(system.value());
        this.routes = PackRoutes.of(home, home.resolve(route));
    }

    /** @param settings the block; null if it cannot be read */
    static List<PackFault> faults(
            Path home, SystemId system, String route, @Nullable SystemSettings settings, int toldLine) {
        PackLinks links = new PackLinks(home, system, route);
        links.routes();
        if (settings != null) {
            links.told(settings, toldLine);
        }
        links.unused();
        return links.faults;
    }

    private void routes() {
        for (HubUri uri : routes.uris()) {
            uri.faults().forEach(fault -> add(fault.substring(0, 13), route, uri.line(), fault.substring(14)));
            String stream = uri.parameter("stream");
            switch (uri.kind()) {
                case "pull" -> {
                    need("pages", stream, uri, "cuts an answer into records");
                    need("from", stream, uri, "reads a record");
                }
                case "look-up" -> {
                    need("pages", uri.parameters().getOrDefault("page", stream), uri, "finds the record");
                    need("from", stream, uri, "reads a record");
                }
                case "holdings", "holding" -> need("holds", stream, uri, "reads what the system holds");
                case "file" -> need("from", stream, uri, "reads a record");
                case "deliver" -> {
                    need("to", "call", uri, "makes the call");
                    need("to", "answer", uri, "reads its answer");
                }
                case "receive" -> {
                    need("to", "received", uri, "answers the caller");
                    inbound(uri);
                }
                default -> {}
            }
            boolean asks =
                    uri.parameter("get").isBlank() && uri.parameter("statement").isBlank();
            if (asks && !uri.parameter("ask").isBlank()) {
                need("ask", uri.parameter("ask"), uri, "makes the call");
            }
        }
        routes.statements().forEach((statement, line) -> {
            if (!Files.isRegularFile(pack.resolve("sql/" + statement + ".sql"))) {
                missing("sql", statement, ".sql", line, "is the statement of this route");
            }
        });
    }

    private void need(String folder, String name, HubUri uri, String does) {
        if (name.isBlank()) {
            return; // said as a missing parameter
        }
        used.computeIfAbsent(folder, key -> new TreeSet<>()).add(name);
        if (!Files.isRegularFile(pack.resolve(folder).resolve(name + ".jslt"))) {
            missing(folder, name, ".jslt", uri.line(), does);
        }
    }

    private void missing(String folder, String name, String ending, int line, String does) {
        add(
                "HUB-PACK-006",
                route,
                line,
                "there is no " + file(folder, name, ending) + ", which " + does
                        + new NearestName(names(folder, ending)).remedy(name, "; write that file"));
    }

    private void inbound(HubUri uri) {
        List<String> services = names("schemas", ".schema.json");
        if (services.isEmpty()) {
            add(
                    "HUB-PACK-006",
                    route,
                    uri.line(),
                    "calls that come in need mappings/" + system
                            + "/schemas/<service>.schema.json, one for each service; write it");
        }
        for (String service : services) {
            used.computeIfAbsent("from", key -> new TreeSet<>()).add(service);
            if (!Files.isRegularFile(pack.resolve("from/" + service + ".jslt"))) {
                add(
                        "HUB-PACK-006",
                        file("schemas", service, ".schema.json"),
                        0,
                        "there is no " + file("from", service, ".jslt") + ", which reads what comes in"
                                + new NearestName(names("from", ".jslt")).remedy(service, "; write that file"));
            }
        }
    }

    private void told(SystemSettings settings, int line) {
        boolean delivers = routes.uris().stream().anyMatch(uri -> uri.kind().equals("deliver"));
        if (!settings.told().isEmpty() && !delivers && Files.isRegularFile(home.resolve(route))) {
            add(
                    "HUB-PACK-007",
                    route,
                    0,
                    "told in " + SettingsFile.NAME + " lists " + settings.told()
                            + ", but no route begins with hub:deliver?system=" + system
                            + "; write one (template rest-deliver, soap-deliver, sql-deliver or files-deliver), or empty told");
        }
        if (settings.told().isEmpty() && delivers) {
            add(
                    "HUB-PACK-007",
                    SettingsFile.NAME,
                    line,
                    "told is empty, but a route begins with hub:deliver; list the calls that the system takes, or remove"
                            + " the route");
        }
        for (String what : settings.told()) {
            used.computeIfAbsent("to", key -> new TreeSet<>()).add(what);
            if (!Files.isRegularFile(pack.resolve("to/" + what + ".jslt")) && Files.isDirectory(pack)) {
                add(
                        "HUB-PACK-007",
                        SettingsFile.NAME,
                        line,
                        "told lists " + what + ", but there is no " + file("to", what, ".jslt")
                                + new NearestName(names("to", ".jslt").stream()
                                                .filter(name -> !OUTWARDS.contains(name)
                                                        && !settings.told().contains(name))
                                                .toList())
                                        .to(what)
                                        .map(name -> ", but " + name + "; give it the right name")
                                        .orElse("; write it, or take " + what + " out of told"));
            }
        }
    }

    /** A mapping that nothing runs is mostly one with a mistyped name. */
    private void unused() {
        if (!Files.isRegularFile(home.resolve(route))) {
            return;
        }
        for (String folder : List.of("pages", "from", "holds", "ask", "to")) {
            Set<String> known = used.getOrDefault(folder, Set.of());
            for (String name : names(folder, ".jslt")) {
                if (!known.contains(name)) {
                    add(
                            "HUB-PACK-008",
                            file(folder, name, ".jslt"),
                            0,
                            "nothing runs this mapping; "
                                    + (folder.equals("to")
                                            ? "list " + name + " under told in " + SettingsFile.NAME
                                            : "write stream=" + name + " in a route of " + route)
                                    + new NearestName(known)
                                            .to(name)
                                            .map(near -> ", or call it " + near)
                                            .orElse(", or remove it"));
                }
            }
        }
    }

    private String file(String folder, String name, String ending) {
        return "mappings/" + system + "/" + folder + "/" + name + ending;
    }

    private List<String> names(String folder, String ending) {
        Path place = pack.resolve(folder);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(String code, String file, int line, String message) {
        faults.add(new PackFault(code, system.value(), file, line, message));
    }
}
