package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.Questions.DossierQuestion;
import vn.lienthong.hub.camel.Questions.ListQuestion;
import vn.lienthong.hub.intake.Intake.Taken;
import vn.lienthong.hub.intake.SourceRecord;
import vn.lienthong.hub.mapping.Mappings.Carried;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.reconcile.Run.Filled;
import vn.lienthong.hub.reconcile.Run.Phase;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.JsonBytes;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Takes in what the lists of one far system carry, one call a round. The intake knows what it has, so a page that is read
 * twice, after a kill, changes nothing. What a list only names is asked for singly, if the ledger lacks it or has another
 * status; that takes rounds of its own, and only then the run goes to the next page.
 */
class Backfill {
    /** A log may show a number this much later than its time. */
    private static final Duration LATE = Duration.ofMinutes(15);

    private final Desk desk;
    private final SystemSettings system;
    private final AskSystem ask;
    private final ListPages pages;
    private final Deque<Holding> named = new ArrayDeque<>();
    private @Nullable Run after;

    Backfill(Desk desk, SystemSettings system, AskSystem ask) {
        this.desk = desk;
        this.system = system;
        this.ask = ask;
        this.pages = new ListPages(desk, system, ask);
    }

    /** Reads the page anew. */
    void anew() {
        named.clear();
        after = null;
    }

    /** One call. Answers the run as it ended, if it did. */
    Optional<Run> round(Run run) {
        Run next = after;
        if (next != null && next.id() == run.id()) {
            single(run, next);
            return Optional.empty();
        }
        anew();
        List<ListQuestion> lists = ask.lists();
        if (lists.isEmpty()) {
            return Optional.of(run.is(
                    Run.State.FAILED,
                    "HUB-RCN-030 no route of " + system.id() + " lists what it holds; write one that begins with"
                            + " hub:holdings in routes/systems/" + system.id() + ".camel.yaml"));
        }
        if (run.listNo() >= lists.size()) {
            return Optional.of(run.is(Run.State.DONE, null));
        }
        page(run, lists.get(run.listNo()));
        return Optional.empty();
    }

    private void page(Run run, ListQuestion list) {
        ListPages.Page page = pages.read(run, list);
        boolean more = page.more() && !(list.isNumbered() && isPast(run, page.times()));
        Filled filled = filled(run).and(take(page.inScope())).past(page.times());
        List<Holding> unclear = unclear(page.inScope());
        Optional<DossierQuestion> single = ask.single();
        if (single.isEmpty()) {
            filled = filled.without(unclear.size());
        }
        int records = page.inScope().size() - (single.isEmpty() ? 0 : unclear.size());
        Run counted = run.filled(filled).counted(1, records, 0);
        Run next = more
                ? counted.at(Phase.LIST, run.listNo(), page.next(), 0)
                : counted.filled(filled.nextList()).at(Phase.LIST, run.listNo() + 1, null, 0);
        if (single.isEmpty() || unclear.isEmpty()) {
            desk.runs().save(next);
            return;
        }
        named.addAll(unclear);
        after = next;
    }

    /** The place moves when the last one is asked for: a kill before that asks again. */
    private void single(Run run, Run next) {
        DossierQuestion question = ask.single().orElseThrow();
        Holding holding = named.poll();
        Filled filled = filled(next);
        if (holding != null) {
            String name = question.isByReference() ? holding.reference() : holding.code();
            Holding whole = name == null ? null : asked(question, name);
            filled = whole == null || whole.record() == null ? filled.without(1) : filled.and(take(List.of(whole)));
        }
        Run counted = next.filled(filled).counted(1, 1, 0);
        if (named.isEmpty()) {
            desk.runs().save(counted);
            anew();
        } else {
            after = counted;
        }
    }

    /** One dossier whose answer cannot be read must not hold up the others. */
    private @Nullable Holding asked(DossierQuestion question, String name) {
        try {
            return ask.dossier(question, name);
        } catch (FarSideFault fault) {
            if (fault.kind() == Kind.UNREADABLE) {
                return null;
            }
            throw fault;
        }
    }

    private static Filled filled(Run run) {
        return Objects.requireNonNull(run.filled());
    }

    private static boolean isPast(Run run, List<Instant> times) {
        return !times.isEmpty()
                && times.stream().allMatch(time -> time.isAfter(run.to().plus(LATE)));
    }

    private Taken take(List<Holding> holdings) {
        Map<String, List<SourceRecord>> streams = new LinkedHashMap<>();
        for (Holding holding : holdings) {
            Carried record = holding.record();
            if (record != null) {
                streams.computeIfAbsent(record.stream(), stream -> new ArrayList<>())
                        .add(new SourceRecord(record.key(), JsonBytes.of(record.tree()), record.tree()));
            }
        }
        Taken all = new Taken(0, 0, 0);
        for (Map.Entry<String, List<SourceRecord>> stream : streams.entrySet()) {
            Taken taken = desk.mend().takeIn(system.id(), stream.getKey(), stream.getValue());
            all = new Taken(
                    all.registered() + taken.registered(),
                    all.unchanged() + taken.unchanged(),
                    all.held() + taken.held());
        }
        return all;
    }

    /** Those without a record that the ledger does not have, or has in another status. */
    private List<Holding> unclear(List<Holding> holdings) {
        List<Holding> bare = holdings.stream()
                .filter(holding -> holding.record() == null && holding.held())
                .toList();
        if (bare.isEmpty()) {
            return List.of();
        }
        List<@Nullable Long> dossiers = desk.known().dossiers(system.id(), bare);
        Set<Long> known = new TreeSet<>();
        dossiers.stream().filter(Objects::nonNull).forEach(known::add);
        Map<Long, Known.Standing> standing = desk.known().standing(known);
        List<Holding> unclear = new ArrayList<>();
        for (int i = 0; i < bare.size(); i++) {
            Long dossier = dossiers.get(i);
            Known.Standing ours = dossier == null ? null : standing.get(dossier);
            Integer theirs = bare.get(i).status();
            if (ours == null || theirs != null && !theirs.equals(ours.status())) {
                unclear.add(bare.get(i));
            }
        }
        return unclear;
    }
}
