package vn.lienthong.hub.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Takes changed code tables into use while the hub runs: {@code mappings/<system>/codes}, {@code mappings/codes} and the
 * procedure table. The packs that read a table are read anew whole; with a fault the ones in use stay.
 */
@Component
public class CodeFiles implements ChangedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CodeFiles.class);

    private final FarSystems systems;
    private final CsvProcedures procedures;
    private final JsltMappings mappings;
    private final WatchedFiles files;
    private final Map<String, List<Violation>> faults = new ConcurrentHashMap<>();

    CodeFiles(
            @Value("${hub.home:.}") String home, FarSystems systems, CsvProcedures procedures, JsltMappings mappings) {
        this.systems = systems;
        this.procedures = procedures;
        this.mappings = mappings;
        this.files = new WatchedFiles(Path.of(home, "mappings"), CodeFiles::isTable);
    }

    private static boolean isTable(Path path) {
        if (!path.toString().endsWith(".csv")) {
            return false;
        }
        int depth = path.getNameCount();
        return depth == 1
                ? path.toString().equals("procedures.csv")
                : path.getName(depth > 2 ? 1 : 0).toString().equals("codes");
    }

    /** Looks once. @return systems whose tables are new since the last look */
    public synchronized Set<SystemId> look() {
        Set<Path> changed = files.changed();
        if (changed.isEmpty()) {
            return Set.of();
        }
        LOG.info("changed in mappings/: {}", changed);
        boolean all = changed.stream().anyMatch(path -> path.getNameCount() < 3);
        if (changed.contains(Path.of("procedures.csv"))) {
            note("procedures", procedures.reload());
        }
        Set<SystemId> swapped = new TreeSet<>();
        for (SystemSettings system : systems.all()) {
            if (all
                    || changed.stream()
                            .anyMatch(path -> path.startsWith(system.id().value()))) {
                List<Violation> found = mappings.reload(system.id());
                note(system.id().value(), found);
                if (found.isEmpty()) {
                    swapped.add(system.id());
                }
            }
        }
        return swapped;
    }

    private void note(String whose, List<Violation> found) {
        if (found.isEmpty()) {
            faults.remove(whose);
        } else {
            faults.put(whose, found);
            found.forEach(fault -> LOG.error("{}; what was in use before stays", fault));
        }
    }

    @Override
    public Set<String> faulty() {
        return new TreeSet<>(faults.keySet());
    }

    @Override
    public @Nullable String fault(String whose) {
        List<Violation> found = faults.get(whose);
        return found == null ? null : found.stream().map(Violation::toString).collect(Collectors.joining("; "));
    }
}
