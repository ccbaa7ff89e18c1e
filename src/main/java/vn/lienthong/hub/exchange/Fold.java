package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.FactOrder.Placed;

/**
 * Folds all known facts of a dossier into its history. Depends on the set of facts only, never on the order of their
 * arrival, on a clock or on what was told to whom.
 */
@Component
public class Fold {
    private final Parties parties;
    private final FactOrder order;

    public Fold(Parties parties) {
        this.parties = parties;
        this.order = new FactOrder(parties);
    }

    public History of(List<Fact> facts) {
        return upTo(facts, null);
    }

    /** The history up to and with one fact; the whole when {@code last} is null. */
    History upTo(List<Fact> facts, @Nullable Fact last) {
        SystemId born = born(facts).orElse(null);
        List<Placed> placed = order.of(facts, born);
        DossierInWork dossier = new DossierInWork(parties, born);
        seed(placed, born).ifPresent(dossier::seed);
        List<Step> steps = new ArrayList<>(placed.size());
        boolean more = true;
        for (int from = 0; more && from < placed.size(); ) {
            int to = from;
            while (to < placed.size()
                    && placed.get(to).second().equals(placed.get(from).second())) {
                to++;
            }
            SameSecond second = new SameSecond(placed.subList(from, to));
            while (more && !second.isEmpty()) {
                Placed next = second.next(dossier);
                steps.add(dossier.apply(next));
                more = last == null
                        || !next.fact().key().equals(last.key())
                        || !next.fact().source().equals(last.source());
            }
            from = to;
        }
        return new History(List.copyOf(steps), dossier.picture(), dossier.status(), born);
    }

    /** A system that tells its own birth is believed; else what another one says of it. */
    static Optional<SystemId> born(List<Fact> facts) {
        Optional<SystemId> own = facts.stream()
                .filter(f -> f.source().equals(f.born()))
                .map(Fact::source)
                .min(Comparator.naturalOrder());
        return own.isPresent()
                ? own
                : facts.stream()
                        .sorted(Comparator.comparing(Fact::time).thenComparing(Fact::key))
                        .flatMap(f -> Optional.ofNullable(f.born()).stream())
                        .findFirst();
    }

    /** The first picture, preferably of the system where the dossier was born: events before it need its data too. */
    private static Optional<JsonNode> seed(List<Placed> placed, @Nullable SystemId born) {
        Comparator<Placed> better = Comparator.<Placed>comparingInt(
                        p -> p.fact().kind().isPicture() ? 0 : 1)
                .thenComparingInt(p -> p.fact().source().equals(born) ? 0 : 1);
        return placed.stream()
                .filter(p -> p.fact().picture().isPresent())
                .min(better)
                .flatMap(p -> p.fact().picture());
    }
}
