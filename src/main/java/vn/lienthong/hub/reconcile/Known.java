package vn.lienthong.hub.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.References;
import vn.lienthong.hub.ledger.References.Reference;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.mapping.Mappings.Mapped;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;

/** What the ledger knows of the things that a page names: their dossiers, and whether their records were taken or are held. */
@Component
class Known {
    private final JdbcTemplate jdbc;
    private final References references;
    private final Mappings mappings;

    Known(JdbcTemplate jdbc, References references, Mappings mappings) {
        this.jdbc = jdbc;
        this.references = references;
        this.mappings = mappings;
    }

    /** The dossier of each holding, in their order; null = not known. */
    List<@Nullable Long> dossiers(SystemId system, List<Holding> holdings) {
        Set<Reference> names = new LinkedHashSet<>();
        holdings.forEach(h -> names.addAll(names(system, h)));
        Map<Reference, Long> known = names.isEmpty() ? Map.of() : references.find(names);
        List<@Nullable Long> found = new ArrayList<>();
        for (Holding holding : holdings) {
            found.add(names(system, holding).stream()
                    .map(known::get)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse(null));
        }
        return found;
    }

    private static List<Reference> names(SystemId system, Holding holding) {
        List<Reference> names = new ArrayList<>();
        Optional.ofNullable(holding.code()).ifPresent(code -> names.add(Reference.code(code)));
        Optional.ofNullable(holding.reference()).ifPresent(code -> names.add(Reference.of(system, code)));
        return names;
    }

    /** Status and procedure of dossiers, cheap: most are as they should be. */
    record Standing(@Nullable Integer status, @Nullable String procedure) {}

    Map<Long, Standing> standing(Set<Long> dossiers) {
        Map<Long, Standing> standing = new HashMap<>();
        if (!dossiers.isEmpty()) {
            jdbc.query(
                    "select id, status, procedure_code from dossier where id in (" + marks(dossiers.size()) + ")",
                    row -> {
                        int status = row.getInt(2);
                        standing.put(row.getLong(1), new Standing(row.wasNull() ? null : status, row.getString(3)));
                    },
                    dossiers.toArray());
        }
        return standing;
    }

    /**
     * A record as the ledger would name it.
     *
     * @param factKey absent when the mapping cannot read it; then it can only be held
     * @param status that it says
     */
    record Named(
            String stream,
            String key,
            @Nullable String factKey,
            @Nullable String status) {}

    Named named(SystemId system, String stream, String key, JsonNode tree) {
        try {
            Mapped mapped = mappings.from(system, stream, tree);
            JsonNode canonical = mapped.canonical();
            if (mapped.faults().isEmpty() && canonical != null) {
                JsonNode fact = canonical.path("fact");
                return new Named(
                        stream,
                        key,
                        fact.path("key").asText(null),
                        fact.path("status").asText(null));
            }
        } catch (MappingFailed faulty) {
            // the pack stops its system elsewhere; here the record counts as one that cannot be read
            return new Named(stream, key, null, null);
        }
        return new Named(stream, key, null, null);
    }

    /** Those that were neither taken nor are held. */
    Set<Named> missing(SystemId system, List<Named> records) {
        Set<String> taken = found(
                "select source_key from event where source = ? and source_key in ",
                system,
                records.stream()
                        .flatMap(r -> Optional.ofNullable(r.factKey()).stream())
                        .toList());
        Set<String> held = found(
                "select record_key from held where system = ? and record_key in ",
                system,
                records.stream().map(Named::key).toList());
        Set<Named> missing = new LinkedHashSet<>(records);
        missing.removeIf(r -> held.contains(r.key()) || (r.factKey() != null && taken.contains(r.factKey())));
        return missing;
    }

    /** Whether a record lies among the open held ones. */
    boolean isHeld(SystemId system, String key) {
        return !jdbc.queryForList(
                        "select id from held where system = ? and record_key = ? and state in ('held', 'waiting')",
                        system.value(),
                        key)
                .isEmpty();
    }

    private Set<String> found(String sql, SystemId system, List<String> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        List<Object> values = new ArrayList<>(keys);
        values.add(0, system.value());
        return new HashSet<>(jdbc.queryForList(sql + "(" + marks(keys.size()) + ")", String.class, values.toArray()));
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }
}
