package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.FactKind;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * The one order of the facts of a dossier: time at the source; within one source its own number. A version of a picture
 * that repeats the step of an earlier version happened when it was recorded, not when that step was made. Most far systems
 * keep whole seconds, so facts of one second are equally old: {@link SameSecond} says which comes first.
 */
final class FactOrder {
    /**
     * A fact at its time.
     *
     * @param repeatsStep its step was told by an earlier version of the same source
     * @param echo its step was made by another system, and the hub wrote it there
     */
    record Placed(Fact fact, Instant at, boolean repeatsStep, boolean echo) {
        Instant second() {
            return at.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    private final Parties parties;

    FactOrder(Parties parties) {
        this.parties = parties;
    }

    List<Placed> of(List<Fact> facts, @Nullable SystemId born) {
        List<Placed> placed = new ArrayList<>(facts.size());
        Map<SystemId, Set<String>> stepsSeen = new HashMap<>();
        Map<SystemId, Status> lastSaid = new HashMap<>();
        Map<SystemId, Set<Instant>> stillAsked = new HashMap<>();
        Map<Fact, Instant> ceilings = ceilings(facts);
        facts.stream().sorted(BY_NUMBER).forEach(fact -> {
            if (!fact.kind().isPicture() || fact.status() == null) {
                placed.add(new Placed(fact, fact.time(), false, false));
                return;
            }
            String step = fact.status() + "@" + fact.second();
            boolean unseen = stepsSeen.computeIfAbsent(fact.source(), s -> new HashSet<>()).add(step);
            @Nullable Status before = lastSaid.put(fact.source(), Objects.requireNonNull(fact.status()));
            boolean fresh = unseen && !(fact.status() == before && namesNoStep(fact));
            // A filing is nobody's echo, also when the one-stop's registration bears the same second and status.
            Optional<Instant> original =
                    fact.kind() == FactKind.FILED ? Optional.empty() : originalOf(fact, facts, born);
            Set<Instant> asked = stillAsked.computeIfAbsent(fact.source(), s -> new HashSet<>());
            if (fresh && original.isEmpty() && fact.status() == Status.PROCESSING && asked.contains(fact.second())) {
                // the hub wrote there that papers or the last fee, shown by an earlier version, ended 5 or 6
                original = Optional.of(fact.time());
            }
            if (!fresh && (fact.status() == Status.PAPERS_ASKED || fact.status() == Status.FEE_ASKED)) {
                asked.add(latest(fact).truncatedTo(ChronoUnit.SECONDS));
            }
            Instant said = fresh ? original.orElse(fact.time()) : latest(fact);
            @Nullable Instant ceiling = ceilings.get(fact);
            Instant at = ceiling != null && ceiling.isBefore(said) ? ceiling : said;
            placed.add(new Placed(fact, at, !fresh, original.isPresent()));
        });
        placed.sort(Comparator.comparing(Placed::second)
                .thenComparingInt(p -> rank(p, born))
                .thenComparing(p -> p.fact().source())
                .thenComparing(p -> Objects.requireNonNullElse(p.fact().number(), 0L))
                .thenComparing(Placed::at)
                .thenComparing(p -> p.fact().key()));
        return placed;
    }

    private static final Comparator<Fact> BY_NUMBER = Comparator.<Fact, Long>comparing(
                    f -> Objects.requireNonNullElse(f.number(), 0L))
            .thenComparing(Fact::recordedAt)
            .thenComparing(Fact::key);

    /**
     * Until when a version without a step can have been made: the step of a later version was dated back, as clerks do who
     * type in what happened at the counter before.
     */
    private static Map<Fact, Instant> ceilings(List<Fact> facts) {
        Map<Fact, Instant> ceilings = new IdentityHashMap<>();
        Map<SystemId, Instant> soonest = new HashMap<>();
        facts.stream()
                .filter(fact -> fact.kind() == FactKind.IMAGE && fact.status() != null && fact.number() != null)
                .sorted(BY_NUMBER.reversed())
                .forEach(fact -> {
                    @Nullable Instant later = soonest.get(fact.source());
                    if (!namesNoStep(fact)) {
                        soonest.merge(fact.source(), fact.time(), (a, b) -> a.isBefore(b) ? a : b);
                    } else if (later != null) {
                        ceilings.put(fact, later);
                    }
                });
        return ceilings;
    }

    /** A version without a step bears the time at which it was recorded; with an unchanged status it made none. */
    private static boolean namesNoStep(Fact fact) {
        return fact.body().path("step").isEmpty() && fact.time().equals(fact.recordedAt());
    }

    private static Instant latest(Fact fact) {
        return fact.recordedAt().isAfter(fact.time()) ? fact.recordedAt() : fact.time();
    }

    /** When another system made the step that this version shows: it must stand behind the original. */
    private static Optional<Instant> originalOf(Fact version, List<Fact> facts, @Nullable SystemId born) {
        return facts.stream()
                .filter(other -> isOriginal(other, version, born))
                .map(Fact::time)
                .max(Comparator.naturalOrder());
    }

    /** Whether another system made the step that a version shows. */
    static boolean isOriginal(Fact other, Fact version, @Nullable SystemId born) {
        return !other.source().equals(version.source())
                && other.second().equals(version.second())
                && mayBeOriginal(other, version, born);
    }

    private static boolean mayBeOriginal(Fact other, Fact version, @Nullable SystemId born) {
        if (other.kind() == FactKind.ACCEPTED && !other.source().equals(born)) {
            return false; // an office's receipt of what the one-stop accepted
        }
        if (other.kind().statusIsImplied()) {
            return version.status() == Status.PROCESSING
                    || version.status() == Status.PAPERS_ASKED
                    || version.status() == Status.FEE_ASKED;
        }
        if (other.kind() == FactKind.IMAGE && other.status() == null) {
            return version.status() != null && !version.status().isEnd() && showsDueDateOf(other, version);
        }
        return other.status() == version.status();
    }

    /** A moved due date is written at the one-stop under the status that it has there. */
    private static boolean showsDueDateOf(Fact other, Fact version) {
        JsonNode moved = other.body().path("dossier").path("dueAt");
        return moved.isTextual()
                && moved.equals(version.body().path("dossier").path("dueAt"));
    }

    /** At the same instant: the birth first, then as work flows: one-stop, citizen, office. */
    private int rank(Placed placed, @Nullable SystemId born) {
        Fact fact = placed.fact();
        if (fact.kind().isPicture() && fact.source().equals(born)) {
            return 0;
        }
        Role role = parties.role(fact.source());
        return role == Role.FRONT ? 1 : role == Role.PORTAL ? 2 : 3;
    }
}
