package vn.lienthong.hub.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * The one order of the facts of a dossier: time at the source; within one source its own number. A version of a picture
 * that repeats the step of an earlier version happened when it was recorded, not when that step was made.
 */
final class FactOrder {
    /** A fact at its time; {@code repeatsStep} = its step was told by an earlier version of the same source. */
    record Placed(Fact fact, Instant at, boolean repeatsStep) {}

    private final Parties parties;

    FactOrder(Parties parties) {
        this.parties = parties;
    }

    List<Placed> of(List<Fact> facts, @Nullable SystemId born) {
        List<Placed> placed = new ArrayList<>(facts.size());
        Map<SystemId, Set<String>> stepsSeen = new HashMap<>();
        facts.stream().sorted(BY_NUMBER).forEach(fact -> {
            if (!fact.kind().isPicture() || fact.status() == null) {
                placed.add(new Placed(fact, fact.time(), false));
                return;
            }
            String step = fact.status() + "@" + fact.second();
            boolean fresh = stepsSeen.computeIfAbsent(fact.source(), s -> new HashSet<>()).add(step);
            placed.add(new Placed(fact, fresh ? fact.time() : latest(fact), !fresh));
        });
        placed.sort(Comparator.comparing(Placed::at)
                .thenComparingInt(p -> rank(p.fact(), born))
                .thenComparing(p -> p.fact().source())
                .thenComparing(p -> Objects.requireNonNullElse(p.fact().number(), 0L))
                .thenComparing(p -> p.fact().key()));
        return placed;
    }

    private static final Comparator<Fact> BY_NUMBER = Comparator.<Fact, Long>comparing(
                    f -> Objects.requireNonNullElse(f.number(), 0L))
            .thenComparing(Fact::recordedAt)
            .thenComparing(Fact::key);

    private static Instant latest(Fact fact) {
        return fact.recordedAt().isAfter(fact.time()) ? fact.recordedAt() : fact.time();
    }

    /** At the same instant: the birth first, then as work flows: one-stop, citizen, office. */
    private int rank(Fact fact, @Nullable SystemId born) {
        if (fact.kind().isPicture() && fact.source().equals(born)) {
            return 0;
        }
        Role role = parties.role(fact.source());
        return role == Role.FRONT ? 1 : role == Role.PORTAL ? 2 : 3;
    }
}
