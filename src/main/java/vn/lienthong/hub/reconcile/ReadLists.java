package vn.lienthong.hub.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.lienthong.hub.camel.Questions.Cursor;
import vn.lienthong.hub.camel.Questions.ListQuestion;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.reconcile.Run.Phase;
import vn.lienthong.hub.systems.SystemSettings;

/** Reads the lists of one far system page by page, and notes what looks different from the ledger. */
class ReadLists {
    private final Desk desk;
    private final SystemSettings system;
    private final AskSystem ask;
    private final ComparePage compare;

    ReadLists(Desk desk, SystemSettings system, AskSystem ask) {
        this.desk = desk;
        this.system = system;
        this.ask = ask;
        this.compare = new ComparePage(desk, system.id(), ask);
    }

    /** One page of the list that is read. */
    void round(Run run) {
        List<ListQuestion> lists = ask.lists();
        if (run.listNo() >= lists.size()) {
            desk.runs().save(run.at(Phase.LEDGER, run.listNo(), null, 0));
            return;
        }
        ListQuestion list = lists.get(run.listNo());
        Map<String, String> places = places(run, list);
        Holdings page = ask.called(() -> list.page(run.from(), run.to(), new Cursor(places)));
        String next = next(places, page);
        boolean more = page.more() && !next.equals(run.place());
        List<Holding> inScope = page.holdings().stream()
                .filter(h -> h.at() == null || !h.at().isBefore(run.from()) && !h.at().isAfter(run.to()))
                .toList();
        ComparePage.Compared compared = compare.page(run, inScope);
        desk.commit(() -> {
            desk.runs().saw(run.id(), compared.seen());
            int strangers =
                    desk.differences().suspect(run, compared.suspects(), LookAgain.after(system, list.isNumbered()));
            Run counted = run.counted(1, compared.count() + strangers, compared.underWay());
            desk.runs()
                    .save(counted.at(
                            Phase.LIST, more ? run.listNo() : run.listNo() + 1, more ? next : null, run.lastId()));
        });
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
