package vn.lienthong.hub.exchange;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.ledger.StoredFact;

/** What one system has already begun to be told of a dossier: it is not taken back. */
final class Told {
    private final List<StoredDelivery> started;
    private final int lastPlace;
    private final int lastStep;
    private final int generation;
    private final @Nullable StoredDelivery last;
    private final @Nullable Status said;

    Told(DossierFile file, SystemId target, History history) {
        List<StoredDelivery> all = file.deliveries().stream()
                .filter(d -> d.system().equals(target))
                .toList();
        this.generation =
                all.stream().mapToInt(StoredDelivery::generation).max().orElse(1);
        this.started = all.stream()
                .filter(d -> d.started() && d.generation() == generation)
                .toList();
        this.said = started.stream()
                .filter(d -> d.state() != State.PARKED && d.status() != null)
                .max(Comparator.comparingInt(StoredDelivery::seq))
                .map(StoredDelivery::status)
                .orElse(null);
        Map<Long, StoredFact> facts = file.stored().stream().collect(Collectors.toMap(StoredFact::id, fact -> fact));
        this.last = started.stream()
                .filter(d -> d.state() == State.DONE && !d.isRepeat() && facts.containsKey(d.eventId()))
                .max(Comparator.comparingInt((StoredDelivery d) -> place(facts, d, history))
                        .thenComparingInt(StoredDelivery::seq))
                .orElse(null);
        List<Integer> places = started.stream()
                .map(d -> facts.get(d.eventId()))
                .filter(java.util.Objects::nonNull)
                .map(f -> history.placeOf(f.fact().source(), f.fact().key()))
                .toList();
        this.lastPlace = places.stream().mapToInt(p -> p).max().orElse(-1);
        this.lastStep = places.stream()
                .mapToInt(p -> p)
                .filter(p -> p >= 0 && history.steps().get(p).hasLine())
                .max()
                .orElse(-1);
    }

    private static int place(Map<Long, StoredFact> facts, StoredDelivery delivery, History history) {
        var fact =
                java.util.Objects.requireNonNull(facts.get(delivery.eventId())).fact();
        return history.placeOf(fact.source(), fact.key());
    }

    private Told(int generation) {
        this.generation = generation;
        this.last = null;
        this.started = List.of();
        this.said = null;
        this.lastPlace = -1;
        this.lastStep = -1;
    }

    /** As if nothing had been told yet, under a later generation of keys. */
    Told again(int later) {
        return new Told(later);
    }

    int generation() {
        return generation;
    }

    boolean nothing() {
        return started.isEmpty();
    }

    boolean has(Planned planned, SystemId target) {
        String key = planned.key(target, generation);
        return started.stream().anyMatch(d -> d.key().equals(key));
    }

    /** It was told with a line of its own, which said this status. */
    boolean hasAsLine(Planned planned, SystemId target, @Nullable Status status) {
        String key = planned.key(target, generation);
        return started.stream()
                .anyMatch(d -> d.key().equals(key) && d.line() && (d.status() == null || d.status() == status));
    }

    /** It was told as a change of data, without a line. */
    boolean hasAsData(Planned planned, SystemId target) {
        String key = planned.key(target, generation);
        return started.stream().anyMatch(d -> d.key().equals(key) && !d.line());
    }

    boolean hasWhat(String what) {
        return started.stream().anyMatch(d -> d.what().equals(what));
    }

    /** The delivery of the latest event that was acknowledged. */
    Optional<StoredDelivery> last() {
        return Optional.ofNullable(last);
    }

    /** The status that it was told last, also where the history has become another one; null = none, or not known. */
    @Nullable
    Status said() {
        return said;
    }

    /** Place in the history of the latest event that was begun to be told; -1 = none. */
    int lastPlace() {
        return lastPlace;
    }

    /** The same of steps only: data that were told make no step late. */
    int lastStep() {
        return lastStep;
    }
}
