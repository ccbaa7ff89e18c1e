package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
     * A fact at its place.
     *
     * @param at its place in the order
     * @param happened when it happened, as others are told
     * @param repeatsStep its step was told by an earlier version of the same source
     * @param echo its step was made by another system, and the hub wrote it there
     */
    record Placed(Fact fact, Instant at, Instant happened, boolean repeatsStep, boolean echo) {
        Instant second() {
            return at.truncatedTo(ChronoUnit.SECONDS);
        }

        Placed notAfter(Instant limit) {
            return limit.isBefore(at) ? new Placed(fact, limit, happened, repeatsStep, echo) : this;
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
        Map<SystemId, Set<String>> stepsSeen = new HashMap<>();
        Map<SystemId, Status> lastSaid = new HashMap<>();
        Map<SystemId, Instant> lastStep = new HashMap<>();
        Map<SystemId, Set<Instant>> stillAsked = new HashMap<>();
        facts.stream().sorted(BY_NUMBER).forEach(fact -> {
            if (!fact.kind().isPicture() || fact.status() == null) {
                placed.add(new Placed(fact, fact.time(), fact.time(), false, false));
                return;
            }
            String step = fact.status() + "@" + fact.second();
            boolean unseen = stepsSeen
                    .computeIfAbsent(fact.source(), s -> new HashSet<>())
                    .add(step);
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
            if (fresh && original.isEmpty() && fact.status() == before && writtenLate(fact, lastStep, facts)) {
                original = Optional.of(fact.time());
            }
            lastStep.merge(fact.source(), fact.second(), (a, b) -> a.isAfter(b) ? a : b);
            if (!fresh && (fact.status() == Status.PAPERS_ASKED || fact.status() == Status.FEE_ASKED)) {
                asked.add(latest(fact).truncatedTo(ChronoUnit.SECONDS));
            }
            Instant happened = fresh ? fact.time() : latest(fact);
            Instant at = fresh ? original.orElse(happened) : happened;
            placed.add(new Placed(fact, at, happened, !fresh, original.isPresent()));
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
                    || (version.echo() && !version.repeatsStep())) {
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
        return moved.isTextual() && moved.equals(version.body().path("dossier").path("dueAt"));
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
