package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.dossier.Violation.Nature;
import vn.lienthong.hub.systems.FarSystems;

/** What a mapping made of a source record must be: its schema, then the checks that a schema cannot say. */
final class CanonicalRecords {
    /** Members that a code table fills: absent ones are no second fault beside an unknown code. */
    private static final Set<String> FROM_TABLES =
            Set.of("procedure", "agency", "code", "level", "channel", "status", "kind", "gender", "returnBy", "payBy");

    private final @Nullable RecordSchema dossier;
    private final @Nullable RecordSchema claim;
    private final List<RecordCheck> checks;
    private final List<Violation> faults;

    private CanonicalRecords(
            @Nullable RecordSchema dossier,
            @Nullable RecordSchema claim,
            List<RecordCheck> checks,
            List<Violation> faults) {
        this.dossier = dossier;
        this.claim = claim;
        this.checks = checks;
        this.faults = List.copyOf(faults);
    }

    static CanonicalRecords read(Path folder, PackReader reader, FarSystems systems) {
        List<Violation> faults = new ArrayList<>();
        RecordSchema dossier = reader.schema(folder.resolve("dossier.schema.json"), faults);
        RecordSchema claim = reader.schema(folder.resolve("claim.schema.json"), faults);
        List<RecordCheck> checks = List.of(
                new IdentityCheck(),
                new PersonNumberCheck(),
                new PapersAskedCheck(),
                new FeesAskedCheck(),
                new ReasonCheck(),
                new AcceptanceCheck(systems));
        return new CanonicalRecords(dossier, claim, checks, faults);
    }

    /** Faults of the schema files themselves; while there are any no record can be checked. */
    List<Violation> faults() {
        return faults;
    }

    /** @param before faults of the mapping run; what can only be missing because of them is not named again */
    List<Violation> faults(SystemId reporter, String file, JsonNode record, List<Violation> before) {
        String type = record.path("type").asText();
        RecordSchema schema = type.equals("dossier") ? dossier : type.equals("claim") ? claim : null;
        if (schema == null) {
            return before.isEmpty()
                    ? List.of(Violation.faultyPack(
                            "HUB-MAP-006", file, "an object with type \"dossier\" or \"claim\"", Kind.of(record)))
                    : List.of();
        }
        Set<Violation> found = new LinkedHashSet<>(schema.faults(record));
        checks.forEach(check -> check.look(record, reporter, found::add));
        return found.stream().filter(fault -> !followsFrom(before, fault)).toList();
    }

    private static boolean followsFrom(List<Violation> before, Violation fault) {
        if (before.isEmpty()
                || !RecordCheck.ABSENCES.contains(fault.code())
                || fault.path().endsWith("/name")) {
            return false;
        }
        boolean onlyCodes = before.stream().allMatch(violation -> violation.nature() == Nature.UNKNOWN_CODE);
        return !onlyCodes
                || FROM_TABLES.contains(fault.path().substring(fault.path().lastIndexOf('/') + 1));
    }
}
