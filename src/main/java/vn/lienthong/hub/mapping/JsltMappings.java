package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.dossier.Violation.Nature;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * The packs as JSLT, compiled once at start and again by {@link #prepare}. A pack with a faulty file is refused at every
 * call, the others work. Thread-safe: packs are never changed, only replaced.
 */
@Component
public class JsltMappings implements Mappings, KnownCodes {
    private final CsvProcedures procedures;
    private final Path canonical;
    private final FarSystems systems;
    private final PackReader reader;
    private final AtomicReference<Map<SystemId, Pack>> packs = new AtomicReference<>(Map.of());

    @Autowired
    JsltMappings(@Value("${hub.home:.}") String home, FarSystems systems, CsvProcedures procedures) {
        this(Path.of(home, "mappings"), systems, procedures);
    }

    /** @param mappingsRoot the folder with one folder a system and {@code canonical/} */
    public JsltMappings(Path mappingsRoot, FarSystems systems, CsvProcedures procedures) {
        this(mappingsRoot, systems, procedures, systems.all());
    }

    /** @param used those of the systems whose packs are read */
    public JsltMappings(
            Path mappingsRoot, FarSystems systems, CsvProcedures procedures, Collection<SystemSettings> used) {
        this.procedures = procedures;
        this.canonical = mappingsRoot.resolve("canonical");
        this.systems = systems;
        this.reader = new PackReader(mappingsRoot, procedures);
        Map<SystemId, Pack> read = new HashMap<>();
        for (SystemSettings system : used) {
            read.put(system.id(), read(system));
        }
        packs.set(Map.copyOf(read));
    }

    /** Packs that cannot be used and why, with file, line and column. */
    public Map<SystemId, List<Violation>> faultyPacks() {
        Map<SystemId, List<Violation>> faulty = new TreeMap<>();
        packs().forEach((id, pack) -> {
            if (!pack.faults().isEmpty()) {
                faulty.put(id, pack.faults());
            }
        });
        return faulty;
    }

    /** The files of a system as they were read, code tables too; not in use until it is said. */
    public interface Prepared {
        /** Why they cannot be used, with file, line and column; empty = they can. */
        List<Violation> faults();

        /** From now on they are used, faulty or not. @return what was used before, to be put back */
        Prepared use();
    }

    /** Reads the files of a system afresh. */
    public Prepared prepare(SystemSettings system) {
        return prepared(system.id(), read(system));
    }

    private Pack read(SystemSettings system) {
        CanonicalRecords records = CanonicalRecords.read(canonical, reader, systems);
        return records.faults().isEmpty()
                ? reader.read(system, records)
                : Pack.faulty(system.id(), records, records.faults());
    }

    private Prepared prepared(SystemId system, @Nullable Pack pack) {
        return new Prepared() {
            @Override
            public List<Violation> faults() {
                return pack == null ? List.of() : pack.faults();
            }

            @Override
            public Prepared use() {
                return prepared(system, swap(system, pack));
            }
        };
    }

    /** The system takes no part any more. */
    public void forget(SystemId system) {
        swap(system, null);
    }

    private @Nullable Pack swap(SystemId system, @Nullable Pack pack) {
        Map<SystemId, Pack> before = Objects.requireNonNull(packs.getAndUpdate(now -> {
            Map<SystemId, Pack> after = new HashMap<>(now);
            if (pack == null) {
                after.remove(system);
            } else {
                after.put(system, pack);
            }
            return Map.copyOf(after);
        }));
        return before.get(system);
    }

    /** @throws MappingFailed if the pack is faulty or has no such mapping */
    @Override
    public Mapped from(SystemId system, String stream, JsonNode tree) {
        Pack pack = usable(system);
        Pack.Result result = pack.run("from/" + stream, tree);
        if (result.tree() == null) {
            return new Mapped(null, result.faults(), pack.version());
        }
        JsonNode canonical = WithoutNulls.of(result.tree());
        List<Violation> faults = new ArrayList<>(result.faults());
        String file = "mappings/" + system + "/from/" + stream + ".jslt";
        pack.records().faults(system, file, canonical, result.faults()).forEach(fault -> faults.add(fault.by(file)));
        return new Mapped(canonical.isObject() ? canonical : null, List.copyOf(faults), pack.version());
    }

    @Override
    public JsonNode ask(SystemId system, String stream, JsonNode places) {
        return callMade(system, "ask/" + stream, places);
    }

    @Override
    public Page page(SystemId system, String stream, JsonNode answer) {
        return PageReading.of(
                "mappings/" + system + "/pages/" + stream + ".jslt", made(system, "pages/" + stream, answer));
    }

    @Override
    public Holdings holdings(SystemId system, String stream, JsonNode answer) {
        Pack.Result result = usable(system).run("holds/" + stream, answer);
        // A value of one dossier that cannot be read is not compared; it must not stop the others.
        if (result.tree() == null || result.faults().stream().anyMatch(f -> f.nature() == Nature.FAULTY_PACK)) {
            throw new MappingFailed(result.faults());
        }
        // Nulls stay: what a holding carries must be the record that a pull would take.
        return HoldingsReading.of("mappings/" + system + "/holds/" + stream + ".jslt", result.tree());
    }

    @Override
    public JsonNode body(SystemId system, String what, JsonNode telling) {
        return WithoutNulls.of(made(system, "to/" + what, telling));
    }

    @Override
    public JsonNode call(SystemId system, JsonNode rows) {
        return callMade(system, "to/call", rows);
    }

    private JsonNode callMade(SystemId system, String mapping, JsonNode input) {
        JsonNode call = WithoutNulls.of(made(system, mapping, input));
        if (!call.isObject()) {
            throw noResult(system, mapping, "one object, the call", call);
        }
        return call;
    }

    @Override
    public JsonNode outcomes(SystemId system, JsonNode answer) {
        JsonNode outcomes = WithoutNulls.of(made(system, "to/answer", answer));
        int rows = answer.path("rows").size();
        if (!outcomes.isArray() || outcomes.size() != rows) {
            throw noResult(system, "to/answer", "a list of " + rows + " outcomes, one a row", outcomes);
        }
        for (JsonNode outcome : outcomes) {
            if (!Outcomes.KNOWN.contains(outcome.path("outcome").asText())) {
                throw noResult(
                        system, "to/answer", "in every row an outcome of " + Outcomes.KNOWN, outcome.path("outcome"));
            }
        }
        return outcomes;
    }

    @Override
    public List<Violation> inbound(SystemId system, String service, JsonNode body) {
        RecordSchema schema = usable(system).schemas().get(service);
        if (schema == null) {
            throw failed(Violation.faultyPack(
                    "HUB-MAP-003", "mappings/" + system + "/schemas/" + service + ".schema.json", "this file", "none"));
        }
        return schema.faults(body);
    }

    @Override
    public boolean serves(SystemId system, String service) {
        Pack pack = packs().get(system);
        return pack != null && pack.schemas().containsKey(service);
    }

    @Override
    public List<Violation> faults(SystemId system) {
        Pack pack = packs().get(system);
        return pack == null ? List.of() : pack.faults();
    }

    @Override
    public boolean knows(SystemId system, MissingRow row) {
        if (row.table().equals(CsvProcedures.NAME)) {
            return procedures.table().has(row, system);
        }
        Pack pack = packs().get(system);
        String file = row.table().substring(row.table().lastIndexOf('/') + 1);
        return pack != null
                && pack.tables()
                        .find(file.replaceFirst("\\.csv$", ""))
                        .filter(table -> table.has(row))
                        .isPresent();
    }

    private JsonNode made(SystemId system, String mapping, JsonNode input) {
        Pack.Result result = usable(system).run(mapping, input);
        if (result.tree() == null || !result.faults().isEmpty()) {
            throw new MappingFailed(result.faults());
        }
        return result.tree();
    }

    private Map<SystemId, Pack> packs() {
        return Objects.requireNonNull(packs.get());
    }

    private Pack usable(SystemId system) {
        @Nullable Pack pack = packs().get(system);
        if (pack == null) {
            throw failed(Violation.faultyPack(
                    "HUB-MAP-003", "mappings/" + system, "a system that is enabled in config/systems.yaml", "none"));
        }
        if (!pack.faults().isEmpty()) {
            throw new MappingFailed(pack.faults());
        }
        return pack;
    }

    private static MappingFailed noResult(SystemId system, String mapping, String expected, JsonNode found) {
        String file = "mappings/" + system + "/" + mapping + ".jslt";
        return failed(Violation.faultyPack("HUB-MAP-006", file, expected, Kind.of(found)));
    }

    private static MappingFailed failed(Violation fault) {
        return new MappingFailed(List.of(fault));
    }
}
