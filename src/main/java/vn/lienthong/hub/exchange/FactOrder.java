package vn.lienthong.hub.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * The one order of the facts of a dossier: time at the source; within one source its own number. A version of a picture
 * that repeats the step of an earlier version happened when it was recorded, not when that step was made. Most far systems
 * keep whole seconds, so facts of one second are equally old: {@link SameSecond} says which comes first.
 */
final class FactOrder {
    /** Whether another system made the step of a version, and the hub wrote it there. */
    enum Echo {
        NO,
        /** Unless none of its originals made the dossier what the version shows. */
        OF_WHAT_COUNTS,
        /** It says nothing new. */
        SURELY
    }

    /**
     * A fact at its place.
     *
     * @param at its place in the order
     * @param happened when it happened, as others are told
     * @param repeatsStep its step was told by an earlier version of the same source
     * @param originals what may have made its step, where second and status tell
     */
    record Placed(Fact fact, Instant at, Instant happened, boolean repeatsStep, Echo echo, List<Fact> originals) {
        boolean isEcho() {
            return echo != Echo.NO;
        }

        Instant second() {
            return FactOrder.second(at);
        }

        Placed notAfter(Instant limit) {
            return limit.isBefore(at) ? new Placed(fact, limit, happened, repeatsStep, echo, originals) : this;
        }

        /** It bears the time of a record, not of a step. */
        boolean isSoft() {
            return repeatsStep || namesNoStep(fact);
        }
    }

    private final Parties parties;

    FactOrder(Parties parties) {
        this.parties = parties;
    }

    List<Placed> of(List<Fact> facts, @Nullable SystemId born) {
        List<Placed> placed = new ArrayList<>(facts.size());
        Originals originals = new Originals(facts, born);
        Map<SystemId, Set<String>> stepsSeen = new HashMap<>();
        Map<SystemId, Status> lastSaid = new HashMap<>();
        Map<SystemId, Instant> lastStep = new HashMap<>();
        Map<SystemId, List<Fact>> stillAsked = new HashMap<>();
        facts.stream().sorted(BY_NUMBER).forEach(fact -> {
            if (!fact.kind().isPicture() || fact.status() == null) {
                placed.add(new Placed(fact, fact.time(), fact.time(), false, Echo.NO, List.of()));
                return;
            }
            String step = fact.status() + "@" + fact.second();
            boolean unseen = stepsSeen
                    .computeIfAbsent(fact.source(), s -> new HashSet<>())
                    .add(step);
            @Nullable Status before = lastSaid.put(fact.source(), Objects.requireNonNull(fact.status()));
            boolean fresh = unseen && !(fact.status() == before && namesNoStep(fact));
            List<Fact> made = originals.of(fact, before);
            Instant happened = fresh ? fact.time() : latest(fact);
            // It stands behind its original.
            Instant at = fresh
                    ? made.stream()
                            .map(Fact::time)
                            .max(Comparator.naturalOrder())
                            .orElse(happened)
                    : happened;
            List<Fact> asked = stillAsked.computeIfAbsent(fact.source(), s -> new ArrayList<>());
            if (fresh && made.isEmpty() && fact.status() == Status.PROCESSING) {
                // the hub wrote there that papers or the last fee, shown by an earlier version, ended 5 or 6
                made = asked.stream()
                        .filter(earlier -> second(latest(earlier)).equals(fact.second()))
                        .toList();
            }
            boolean same = fact.status() == before;
            boolean late = fresh && same && made.isEmpty() && writtenLate(fact, lastStep, facts);
            boolean note = made.stream().anyMatch(original -> Originals.isNoteOf(original, fact));
            Echo echo = made.isEmpty() && !late ? Echo.NO : same || note ? Echo.SURELY : Echo.OF_WHAT_COUNTS;
            @Nullable Instant last = lastStep.get(fact.source());
            if (echo == Echo.SURELY && last != null && second(at).isBefore(last)) {
                at = last; // its lists are newer than those of the versions before it
            }
            lastStep.merge(fact.source(), fact.second(), (a, b) -> a.isAfter(b) ? a : b);
            if (!fresh && (fact.status() == Status.PAPERS_ASKED || fact.status() == Status.FEE_ASKED)) {
                asked.add(fact);
            }
            placed.add(new Placed(fact, at, happened, !fresh, echo, made));
        });
        keepVersionsInOrder(placed, born);
        placed.sort(Comparator.comparing(Placed::second)
                .thenComparingInt(p -> rank(p, born))
                .thenComparing(p -> p.fact().source())
                .thenComparing(p -> Objects.requireNonNullElse(p.fact().number(), 0L))
                .thenComparing(Placed::at)
                .thenComparing(p -> p.fact().key()));
        return placed;
    }

    /**
     * The clock that writes versions down may be ahead of the times that people give their steps. A version that made no step
     * stands before the steps of the versions after it, and the first one before all that happened to the dossier.
     */
    private static void keepVersionsInOrder(List<Placed> byNumber, @Nullable SystemId born) {
        Map<SystemId, Instant> next = new HashMap<>();
        int first = -1;
        for (int i = byNumber.size() - 1; i >= 0; i--) {
            Placed version = byNumber.get(i);
            if (!version.fact().kind().isPicture()
                    || version.fact().status() == null
                    || (version.isEcho() && !version.repeatsStep())) {
                continue;
            }
            SystemId source = version.fact().source();
            if (version.isSoft() && next.containsKey(source)) {
                version = version.notAfter(next.get(source));
                byNumber.set(i, version);
            }
            Instant at = version.at();
            next.merge(source, at, (a, b) -> a.isBefore(b) ? a : b);
            if (source.equals(born)) {
                first = i;
            }
        }
        if (first >= 0 && byNumber.get(first).isSoft()) {
            Instant earliest = byNumber.stream()
                    .map(Placed::at)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            byNumber.set(first, byNumber.get(first).notAfter(earliest));
        }
    }

    private static final Comparator<Fact> BY_NUMBER = Comparator.<Fact, Long>comparing(
                    f -> Objects.requireNonNullElse(f.number(), 0L))
            .thenComparing(Fact::recordedAt)
            .thenComparing(Fact::key);

    /** A version without a step bears the time at which it was recorded; with an unchanged status it made none. */
    private static boolean namesNoStep(Fact fact) {
        return fact.body().path("step").isEmpty() && fact.time().equals(fact.recordedAt());
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant latest(Fact fact) {
        return fact.recordedAt().isAfter(fact.time()) ? fact.recordedAt() : fact.time();
    }

    /** The hub brought another system's step when this one was further already: it stands there under its later status. */
    private static boolean writtenLate(Fact version, Map<SystemId, Instant> lastStep, List<Fact> facts) {
        @Nullable Instant last = lastStep.get(version.source());
        return last != null
                && version.second().isBefore(last)
                && facts.stream()
                        .anyMatch(other -> !other.source().equals(version.source())
                                && other.second().equals(version.second()));
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
