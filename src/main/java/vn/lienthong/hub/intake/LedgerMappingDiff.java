package vn.lienthong.hub.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.ledger.HeldRecords;
import vn.lienthong.hub.ledger.KeptRecords;
import vn.lienthong.hub.ledger.KeptRecords.Kept;
import vn.lienthong.hub.mapping.CanonicalFields;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.Difference;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Mappings.Mapped;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.systems.FarSystems;

/**
 * Maps the last records of the ledger. Nothing is stored; the other files live in a folder that goes when it is done. The
 * canonical schemas and the settings of the system are the hub's own.
 */
@Component
class LedgerMappingDiff implements MappingDiff {
    private final JsltMappings inUse;
    private final FarSystems systems;
    private final KeptRecords records;
    private final ObjectMapper json;
    private final Path mappings;

    LedgerMappingDiff(
            JsltMappings inUse,
            FarSystems systems,
            KeptRecords records,
            ObjectMapper json,
            @Value("${hub.home:.}") String home) {
        this.inUse = inUse;
        this.systems = systems;
        this.records = records;
        this.json = json;
        this.mappings = Path.of(home, "mappings").toAbsolutePath().normalize();
    }

    @Override
    public Outcome of(SystemId system, int last, Map<String, String> files) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("hub-mapping-diff");
            write(folder, system, files);
            JsltMappings other =
                    new JsltMappings(folder, systems, new CsvProcedures(folder), List.of(systems.get(system)));
            List<Violation> faults = other.faults(system);
            return faults.isEmpty()
                    ? compare(system, streams(folder, system), records.last(system, last), other)
                    : new Outcome(faults, 0, 0, List.of());
        } catch (IOException full) {
            throw new UncheckedIOException("HUB-INT-030 the folder for other mappings cannot be written", full);
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    /** Shared tables and mappings are the hub's own where the other side sent none. */
    private void write(Path folder, SystemId system, Map<String, String> files) throws IOException {
        for (String shared : List.of("canonical", "codes", "lib")) {
            copy(mappings.resolve(shared), folder.resolve(shared));
        }
        Files.copy(mappings.resolve("procedures.csv"), folder.resolve("procedures.csv"));
        Files.createDirectories(folder.resolve(system.value()));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey()).normalize();
            if (!target.startsWith(folder)) {
                throw new IllegalArgumentException("HUB-INT-031 " + file.getKey() + " lies outside mappings/");
            }
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.writeString(target, file.getValue());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException stays) {
            throw new UncheckedIOException("HUB-INT-030 " + folder + " cannot be removed; remove it", stays);
        }
    }

    private static List<String> streams(Path folder, SystemId system) throws IOException {
        Path from = folder.resolve(system.value()).resolve("from");
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(from)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jslt"))
                    .map(name -> name.substring(0, name.length() - ".jslt".length()))
                    .sorted()
                    .toList();
        }
    }

    private Outcome compare(SystemId system, List<String> streams, List<Kept> kept, JsltMappings other) {
        List<Optional<Pair>> pairs = kept.parallelStream()
                .map(record -> pair(system, streams, record, other))
                .toList();
        List<CanonicalFields> fields =
                List.of(new CanonicalFields(mappings, "dossier"), new CanonicalFields(mappings, "claim"));
        List<Changed> changed = pairs.stream()
                .flatMap(Optional::stream)
                .filter(pair -> !pair.isSame())
                .map(pair -> pair.changed(fields))
                .toList();
        int compared = (int) pairs.stream().filter(Optional::isPresent).count();
        return new Outcome(List.of(), compared, kept.size() - compared, changed);
    }

    private record Pair(Kept record, String stream, Mapped before, Mapped after) {
        boolean isSame() {
            return before.faults().equals(after.faults()) && tree(before).equals(tree(after));
        }

        Changed changed(List<CanonicalFields> fields) {
            return new Changed(
                    record.key(),
                    stream,
                    record.stream() != null,
                    before.faults().isEmpty() && after.faults().isEmpty()
                            ? Difference.between(tree(before), tree(after)).stream()
                                    .map(difference -> named(difference, fields))
                                    .toList()
                            : List.of(),
                    before.faults(),
                    after.faults());
        }

        private static Difference named(Difference difference, List<CanonicalFields> fields) {
            String path = difference.path();
            return path.isEmpty() || fields.stream().anyMatch(schema -> schema.knows(path))
                    ? difference
                    : new Difference(NOT_CANONICAL, difference.wanted(), difference.made());
        }

        private static JsonNode tree(Mapped mapped) {
            JsonNode canonical = mapped.canonical();
            return canonical == null ? MissingNode.getInstance() : canonical;
        }
    }

    private Optional<Pair> pair(SystemId system, List<String> streams, Kept record, JsltMappings other) {
        if (record.key().startsWith(HeldRecords.ANSWER)) {
            return Optional.empty();
        }
        JsonNode tree;
        try {
            tree = json.readTree(record.record());
        } catch (IOException noRecord) {
            return Optional.empty();
        }
        String stream = record.stream() == null ? stream(system, streams, record.key(), tree) : record.stream();
        return stream == null || !streams.contains(stream)
                ? Optional.empty()
                : Optional.of(
                        new Pair(record, stream, map(inUse, system, stream, tree), map(other, system, stream, tree)));
    }

    /** A fact does not say its stream: it is the one whose mapping in use makes a fact of this key of it. */
    private @Nullable String stream(SystemId system, List<String> streams, String key, JsonNode tree) {
        if (streams.size() == 1) {
            return streams.get(0);
        }
        return streams.stream()
                .filter(stream -> {
                    Mapped mapped = map(inUse, system, stream, tree);
                    JsonNode canonical = mapped.canonical();
                    return mapped.faults().isEmpty()
                            && canonical != null
                            && canonical.at("/fact/key").asText().equals(key);
                })
                .findFirst()
                .orElse(null);
    }

    private static Mapped map(Mappings mappings, SystemId system, String stream, JsonNode tree) {
        try {
            return mappings.from(system, stream, tree);
        } catch (MappingFailed failed) {
            return new Mapped(null, failed.faults(), "");
        }
    }
}
