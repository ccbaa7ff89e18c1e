package vn.lienthong.hub.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.CheckPack;
import vn.lienthong.hub.camel.PackFault;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.ExampleSystems;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.RunExamples;
import vn.lienthong.hub.systems.SettingsFile;

/**
 * Writes a new pack, all of it or nothing: first into a copy of the project's common files, where its examples are run
 * and it is checked, then piece by piece into the project, the block of settings last.
 */
final class WritePack {
    private static final Pattern IMPORT = Pattern.compile("(?:schemaLocation|location)\\s*=\\s*[\"']([^\"':]+)[\"']");

    private final Path home;
    private final SystemId system;
    private @Nullable Path trial;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private String settings = "";

    WritePack(Path home, SystemId system) {
        this.home = home;
        this.system = system;
    }

    /** Writes and checks the pack apart from the project. @return what is wrong with it */
    List<PackFault> tried(List<String> block, Map<String, String> texts, Map<String, byte[]> copied)
            throws IOException {
        Path apart = Files.createTempDirectory("hub-new-");
        trial = apart;
        try {
            texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
            files.putAll(copied);
            Path own = home.resolve(SettingsFile.NAME);
            String before = Files.isRegularFile(own) ? Files.readString(own) : "";
            settings = AddBlock.to(before, block);
            for (String common : List.of("routes/templates", "mappings/canonical", "mappings/codes")) {
                copy(home.resolve(common), apart.resolve(common));
            }
            copy(home.resolve("mappings/procedures.csv"), apart.resolve("mappings/procedures.csv"));
            put(apart, SettingsFile.NAME, settings.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(apart, file.getKey(), file.getValue());
            }
            examples(apart);
            return new CheckPack(apart).of(system);
        } finally {
            remove(apart);
        }
    }

    /** The other half of every example is what the mapping makes of it. */
    private void examples(Path apart) throws IOException {
        Path root = apart.resolve("mappings");
        SettingsFile systems = ExampleSystems.in(apart);
        JsltMappings mappings = new JsltMappings(root, systems, new CsvProcedures(root), List.of(systems.get(system)));
        RunExamples examples = new RunExamples(root, mappings);
        if (!mappings.faults(system).isEmpty()) {
            return; // the check names them
        }
        for (RunExamples.Situation situation : examples.of(system)) {
            for (RunExamples.Pair pair : examples.run(situation)) {
                if (pair.made() != null) {
                    byte[] made = (RunExamples.text(pair.made()) + "\n").getBytes(StandardCharsets.UTF_8);
                    String path = apart.relativize(pair.expected()).toString();
                    files.put(path, made);
                    put(apart, path, made);
                }
            }
        }
    }

    /** Puts the pack that was tried into the project. @return its files */
    List<String> keep() throws IOException {
        Objects.requireNonNull(trial, "tried before it is kept");
        Path mappings = home.resolve("mappings/" + system);
        Path route = home.resolve("routes/systems/" + system + ".camel.yaml");
        Path apart = Files.createTempDirectory(Files.createDirectories(home.resolve("mappings")), ".new-");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(apart, file.getKey(), file.getValue());
            }
            put(apart, SettingsFile.NAME, settings.getBytes(StandardCharsets.UTF_8));
            Files.createDirectories(Objects.requireNonNull(route.getParent()));
            Files.createDirectories(home.resolve("config"));
            try {
                Files.move(apart.resolve("mappings/" + system), mappings);
                Files.move(apart.resolve("routes/systems/" + system + ".camel.yaml"), route);
                replace(apart.resolve(SettingsFile.NAME), home.resolve(SettingsFile.NAME));
            } catch (IOException failed) {
                remove(mappings);
                Files.deleteIfExists(route);
                throw failed;
            }
        } finally {
            remove(apart);
        }
        List<String> written = new ArrayList<>(files.keySet());
        written.add(SettingsFile.NAME);
        return written;
    }

    /** As one step: whoever reads the settings meanwhile sees the old file or the new one. */
    private static void replace(Path file, Path by) throws IOException {
        try {
            Files.move(file, by, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            Files.move(file, by, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Files that a WSDL or schema imports or includes, and those that they import; relative to it. */
    static Set<String> importedBy(Path wsdl) throws IOException {
        Set<String> found = new TreeSet<>();
        List<Path> open = new ArrayList<>(List.of(wsdl.toAbsolutePath().normalize()));
        Path folder = Objects.requireNonNull(open.get(0).getParent());
        while (!open.isEmpty()) {
            Path file = open.remove(0);
            String text = Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            IMPORT.matcher(text).results().forEach(match -> {
                Path imported = Objects.requireNonNull(file.getParent())
                        .resolve(match.group(1))
                        .normalize();
                if (imported.startsWith(folder)
                        && Files.isRegularFile(imported)
                        && found.add(folder.relativize(imported).toString())) {
                    open.add(imported);
                }
            });
        }
        return found;
    }

    private static void put(Path root, String path, byte[] content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
