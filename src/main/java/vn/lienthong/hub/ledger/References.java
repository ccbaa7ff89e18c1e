package vn.lienthong.hub.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;

/** Which dossier a code means: the dossier's own code, or how one system calls it. */
@Component
public class References {
    /** Stands in the place of a system for the code that a dossier has everywhere. */
    static final String DOSSIER = "dossier";

    private static final int CHUNK = 500;

    private final JdbcTemplate jdbc;

    public References(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A code and who uses it. */
    public record Reference(String system, String code) {
        public static Reference code(String code) {
            return new Reference(DOSSIER, code);
        }

        public static Reference of(SystemId system, String code) {
            return new Reference(system.value(), code);
        }
    }

    /** Every name that a fact gives its dossier, the dossier's own code first. */
    public static List<Reference> in(Fact fact) {
        List<Reference> names = new ArrayList<>();
        if (fact.code() != null) {
            names.add(Reference.code(fact.code()));
        }
        fact.references().forEach((system, code) -> names.add(Reference.of(system, code)));
        return names;
    }

    /** Ids of the dossiers that are known under these names. */
    public Map<Reference, Long> find(Collection<Reference> names) {
        Map<Reference, Long> found = new HashMap<>();
        List<String> codes = names.stream().map(Reference::code).distinct().toList();
        for (int from = 0; from < codes.size(); from += CHUNK) {
            List<String> chunk = codes.subList(from, Math.min(codes.size(), from + CHUNK));
            jdbc.query(
                    "select system, code, dossier_id from reference where code in ("
                            + String.join(",", Collections.nCopies(chunk.size(), "?")) + ")",
                    row -> {
                        found.put(new Reference(row.getString(1), row.getString(2)), row.getLong(3));
                    },
                    chunk.toArray());
        }
        found.keySet().retainAll(Set.copyOf(names));
        return found;
    }
}
