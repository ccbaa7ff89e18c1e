package vn.lienthong.hub.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.lienthong.hub.camel.Questions.Cursor;
import vn.lienthong.hub.camel.Questions.ListQuestion;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.systems.SystemSettings;

/** Reads a list of a far system page by page, each from the place that its run has in the ledger. */
class ListPages {
    private final Desk desk;
    private final SystemSettings system;
    private final AskSystem ask;

    ListPages(Desk desk, SystemSettings system, AskSystem ask) {
        this.desk = desk;
        this.system = system;
        this.ask = ask;
    }

    /**
     * One page.
     *
     * @param inScope what lies in the run's window, or says no time
     * @param times of everything on the page that says one, in its order
     * @param next place of the page after it, if there is {@code more}
     */
    record Page(List<Holding> inScope, List<Instant> times, String next, boolean more) {}

    Page read(Run run, ListQuestion list) {
        Map<String, String> places = places(run, list);
        Holdings page = ask.called(() -> list.page(run.from(), run.to(), new Cursor(places)));
        String next = next(places, page);
        List<Holding> inScope = page.holdings().stream()
                .filter(h -> h.at() == null || !h.at().isBefore(run.from()) && !h.at().isAfter(run.to()))
                .toList();
        List<Instant> times = page.holdings().stream()
                .map(Holding::at)
                .filter(java.util.Objects::nonNull)
                .toList();
        return new Page(inScope, times, next, page.more() && !next.equals(run.place()));
    }

    /** What the page does not name stays as it was. */
    private String next(Map<String, String> places, Holdings page) {
        ObjectNode next = desk.json().createObjectNode();
        new TreeMap<>(places).forEach(next::put);
        JsonNode named = page.next();
        if (named != null) {
            named.properties()
                    .forEach(member ->
                            next.put(member.getKey(), member.getValue().asText()));
        }
        return next.toString();
    }

    private Map<String, String> places(Run run, ListQuestion list) {
        String place = run.place();
        if (place == null) {
            return list.isNumbered()
                    ? Map.of("after", Long.toString(desk.runs().lastNumberBefore(system.id(), run.from())))
                    : Map.of();
        }
        try {
            Map<String, String> places = new HashMap<>();
            JsonNode tree = desk.json().readTree(place);
            tree.properties()
                    .forEach(member ->
                            places.put(member.getKey(), member.getValue().asText()));
            return places;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("HUB-RCN-005 the place of run " + run.id() + " cannot be read", broken);
        }
    }
}
