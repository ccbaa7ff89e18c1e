package vn.lienthong.hub.camel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SettingsFile;
import vn.lienthong.hub.systems.WatchedFiles;

/** Which of the watched files a system is made of, and what they are now. */
final class FilesOfSystems {
    static final Path PROCEDURES_FILE = Path.of("mappings", "procedures.csv");
    /** Folders of mappings that every pack may read. */
    private static final Set<String> OF_ALL = Set.of("canonical", "codes", "lib");

    private final Path home;
    private final WatchedFiles files;
    private final Supplier<Set<SystemId>> known;

    /** @param known systems that run or are wanted */
    FilesOfSystems(Path home, WatchedFiles files, Supplier<Set<SystemId>> known) {
        this.home = home;
        this.files = files;
        this.known = known;
    }

    /** The systems for which a file counts; those of all have a turn of their own. */
    Set<SystemId> owners(Path path) {
        if (path.equals(PROCEDURES_FILE) || path.equals(Path.of(SettingsFile.NAME))) {
            return Set.of();
        }
        return known.get().stream().filter(system -> of(system).test(path)).collect(Collectors.toSet());
    }

    /** Which files count for a system. */
    Predicate<Path> of(SystemId system) {
        SingletonSupplier<Optional<RouteTexts>> routes = SingletonSupplier.of(() -> routes(system));
        return path -> {
            String name = path.getFileName().toString().replace(RouteTexts.END, "");
            if (path.startsWith(Path.of("routes", "systems"))) {
                return name.equals(system.value());
            }
            if (path.startsWith(Path.of("routes", "templates"))) {
                return routes.obtain().filter(texts -> texts.uses(name)).isPresent();
            }
            String folder = path.startsWith("mappings") ? path.getName(1).toString() : "";
            return path.equals(Path.of(SettingsFile.NAME))
                    || path.startsWith("mappings")
                            && (path.getNameCount() == 2 || OF_ALL.contains(folder) || folder.equals(system.value()));
        };
    }

    private Optional<RouteTexts> routes(SystemId system) {
        try {
            return Optional.of(RouteTexts.read(home, RouteFiles.file(system)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The files with which a system runs, each with a hash of its bytes. Examples are only looked at. */
    Map<Path, String> print(SystemId system) {
        Map<Path, String> print = new TreeMap<>();
        synchronized (files) {
            for (Path path : files.all()) {
                if (!isExample(path)
                        && (path.equals(PROCEDURES_FILE) || owners(path).contains(system))) {
                    print.put(path, files.hash(path));
                }
            }
        }
        return print;
    }

    static boolean isExample(Path path) {
        return path.getNameCount() > 3 && path.getName(2).toString().equals("examples");
    }

    /** Whether nothing but tables is another: they are looked up one by one, nothing that is in hand depends on them. */
    static boolean onlyTables(@Nullable Map<Path, String> before, Map<Path, String> now) {
        if (before == null) {
            return false;
        }
        Set<Path> all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        return all.stream()
                .filter(path -> !Objects.equals(before.get(path), now.get(path)))
                .allMatch(path -> path.toString().endsWith(".csv"));
    }
}
