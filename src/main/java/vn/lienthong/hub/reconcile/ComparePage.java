package vn.lienthong.hub.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Expectation.Expected;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.mapping.Mappings.Carried;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.reconcile.Difference.Missing;
import vn.lienthong.hub.reconcile.Differences.Suspect;
import vn.lienthong.hub.reconcile.Known.Named;

/** Compares one page of a far system's list with the ledger; most of it without reading whole dossiers. */
class ComparePage {
    private final Desk desk;
    private final SystemId system;
    private final AskSystem ask;

    ComparePage(Desk desk, SystemId system, AskSystem ask) {
        this.desk = desk;
        this.system = system;
        this.ask = ask;
    }

    /**
     * What a page came to.
     *
     * @param seen dossiers that need no question of their own
     */
    record Compared(Set<Long> seen, List<Suspect> suspects, int count, int underWay) {}

    Compared page(Run run, List<Holding> page) {
        List<@Nullable Long> dossiers = desk.known().dossiers(system, page);
        List<Suspect> suspects = new ArrayList<>(missingRecords(page, dossiers));
        Set<Long> held = new LinkedHashSet<>();
        Map<Long, Holding> newest = new HashMap<>();
        int count = 0;
        for (int i = 0; i < page.size(); i++) {
            Holding holding = page.get(i);
            Long dossier = dossiers.get(i);
            if (holding.record() != null) {
                count++;
            }
            if (!holding.held()) {
                continue;
            }
            if (dossier != null) {
                held.add(dossier);
                newest.put(dossier, holding);
            } else if (holding.record() == null) {
                suspects.add(unknown(holding));
            }
        }
        if (run.deep() && ask.single().isPresent()) {
            return new Compared(Set.of(), suspects, count, 0); // each is asked for singly
        }
        Set<Long> fresh = new HashSet<>(desk.runs().unseen(run.id(), held));
        Map<Long, Known.Standing> standing = desk.known().standing(held);
        Set<Long> different = new LinkedHashSet<>();
        newest.forEach((id, holding) -> {
            if (!looksEqual(standing.get(id), holding)) {
                different.add(id);
            }
        });
        Map<Long, DossierFile> files = desk.files().read(different);
        int underWay = 0;
        for (DossierFile file : files.values()) {
            Expected expected = desk.expectation().of(file, system);
            if (expected.underWay()) {
                underWay++;
                continue;
            }
            suspects.addAll(Suspect.of(file, Compare.of(expected, newest.get(file.id()))));
        }
        return new Compared(held, suspects, count + fresh.size(), underWay);
    }

    private static boolean looksEqual(Known.@Nullable Standing standing, Holding holding) {
        if (standing == null || holding.status() == null || !holding.status().equals(standing.status())) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : holding.fields().properties()) {
            if (!field.getKey().equals("procedure")
                    || !field.getValue().asText().equals(standing.procedure())) {
                return false;
            }
        }
        return true;
    }

    private static Suspect unknown(Holding holding) {
        String name = Objects.requireNonNullElse(holding.code(), Objects.requireNonNullElse(holding.reference(), "?"));
        StringBuilder theirs = new StringBuilder();
        if (holding.status() != null) {
            theirs.append("status ").append(holding.status());
        }
        JsonNode procedure = holding.fields().path("procedure");
        if (procedure.isTextual()) {
            theirs.append(theirs.isEmpty() ? "" : ", ").append(procedure.asText());
        }
        return new Suspect(
                new Finding(Finding.Kind.UNKNOWN_THERE, "", null, theirs.toString()), name, null, name, null);
    }

    /** Records of the page that the ledger neither took nor holds. */
    private List<Suspect> missingRecords(List<Holding> page, List<@Nullable Long> dossiers) {
        List<Named> named = new ArrayList<>();
        Map<Named, Integer> places = new HashMap<>();
        for (int i = 0; i < page.size(); i++) {
            Carried record = page.get(i).record();
            if (record != null) {
                Named name = desk.known().named(system, record.stream(), record.key(), record.tree());
                named.add(name);
                places.put(name, i);
            }
        }
        List<Suspect> suspects = new ArrayList<>();
        for (Named name : desk.known().missing(system, named)) {
            int place = Objects.requireNonNull(places.get(name));
            Holding holding = page.get(place);
            Carried record = Objects.requireNonNull(holding.record());
            suspects.add(new Suspect(
                    new Finding(
                            Finding.Kind.MISSING_HERE,
                            "",
                            null,
                            name.status() == null ? record.key() : "status " + name.status()),
                    record.stream() + " " + record.key(),
                    dossiers.get(place),
                    holding.code() == null ? holding.reference() : holding.code(),
                    Missing.of(record)));
        }
        return suspects;
    }
}
