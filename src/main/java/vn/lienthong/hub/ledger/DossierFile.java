package vn.lienthong.hub.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.References.Reference;

/** All that the ledger holds of one dossier, locked for the transaction that reads it. Records what changed. */
public final class DossierFile {
    private final long id;
    private final boolean isNew;
    private final Instant firstSeen;
    private @Nullable String code;
    private boolean quiet;
    private boolean finishedAtGoLive;
    private Standing standing;
    private boolean changed;

    private final List<StoredFact> facts = new ArrayList<>();
    private final Map<SystemId, String> references = new LinkedHashMap<>();
    private final Set<Reference> formerReferences = new HashSet<>();
    private final Set<Reference> newReferences = new LinkedHashSet<>();
    private final Set<SystemId> movedReferences = new LinkedHashSet<>();
    private List<StoredDelivery> deliveries = new ArrayList<>();
    private final List<StoredDelivery> newDeliveries = new ArrayList<>();
    private final List<StoredDelivery> movedDeliveries = new ArrayList<>();
    private final List<Long> droppedDeliveries = new ArrayList<>();

    /** The columns that lists and filters need. */
    public record Standing(
            @Nullable SystemId born,
            @Nullable String procedure,
            @Nullable Status status,
            @Nullable Instant statusAt,
            @Nullable String agency,
            @Nullable String channel,
            @Nullable Instant filedAt,
            @Nullable Instant dueAt) {
        static final Standing NONE = new Standing(null, null, null, null, null, null, null, null);
    }

    DossierFile(
            long id,
            boolean isNew,
            Instant firstSeen,
            @Nullable String code,
            boolean quiet,
            boolean finishedAtGoLive,
            Standing standing) {
        this.id = id;
        this.isNew = isNew;
        this.firstSeen = firstSeen;
        this.code = code;
        this.quiet = quiet;
        this.finishedAtGoLive = finishedAtGoLive;
        this.standing = standing;
    }

    public static DossierFile open(long id, Instant now) {
        return new DossierFile(id, true, now, null, false, false, Standing.NONE);
    }

    public long id() {
        return id;
    }

    public boolean isNew() {
        return isNew;
    }

    Instant firstSeen() {
        return firstSeen;
    }

    /** The dossier's code everywhere; absent while a claim typed in an office waits for it. */
    public @Nullable String code() {
        return code;
    }

    public boolean isQuiet() {
        return quiet;
    }

    public void keepQuiet() {
        quiet = true;
        changed = true;
    }

    /** Finished before the first load and told all the same: no office is given it to work on. */
    public boolean isFinishedAtGoLive() {
        return finishedAtGoLive;
    }

    public void finishedAtGoLive() {
        finishedAtGoLive = true;
        changed = true;
    }

    public Standing standing() {
        return standing;
    }

    public void stands(Standing now) {
        if (!standing.equals(now)) {
            standing = now;
            changed = true;
        }
    }

    public boolean isChanged() {
        return changed;
    }

    public List<StoredFact> stored() {
        return Collections.unmodifiableList(facts);
    }

    public List<Fact> facts() {
        return facts.stream().map(StoredFact::fact).toList();
    }

    public boolean knows(Fact fact) {
        return facts.stream()
                .anyMatch(f ->
                        f.fact().key().equals(fact.key()) && f.fact().source().equals(fact.source()));
    }

    public void add(StoredFact fact) {
        facts.add(fact);
    }

    public Map<SystemId, String> references() {
        return Collections.unmodifiableMap(references);
    }

    /**
     * Notes how a system calls this dossier; the first name stays, another one is kept among those that it had.
     *
     * @return whether it is new
     */
    public boolean refer(SystemId system, String reference) {
        Reference name = Reference.of(system, reference);
        String known = references.putIfAbsent(system, reference);
        if (reference.equals(known) || (known != null && !formerReferences.add(name))) {
            return false;
        }
        newReferences.add(name);
        return true;
    }

    /** Notes how a system calls this dossier from now on. @return whether it called it otherwise, or not at all */
    public boolean isNowCalled(SystemId system, String reference) {
        String before = references.get(system);
        if (before == null) {
            return refer(system, reference);
        }
        if (before.equals(reference)) {
            return false;
        }
        references.put(system, reference);
        formerReferences.add(Reference.of(system, before));
        if (!formerReferences.remove(Reference.of(system, reference))) {
            newReferences.add(Reference.of(system, reference));
        }
        movedReferences.add(system);
        return true;
    }

    /** Gives the dossier its code, once. @return whether it had none */
    public boolean name(String newCode) {
        if (code != null) {
            return false;
        }
        code = newCode;
        changed = true;
        newReferences.add(Reference.code(newCode));
        return true;
    }

    void loadReference(SystemId system, String reference, boolean former) {
        if (former) {
            formerReferences.add(Reference.of(system, reference));
        } else {
            references.put(system, reference);
        }
    }

    void loadDelivery(StoredDelivery delivery) {
        deliveries.add(delivery);
    }

    Set<Reference> newReferences() {
        return newReferences;
    }

    boolean isFormer(Reference name) {
        return formerReferences.contains(name);
    }

    /** Systems that call the dossier otherwise than before. */
    Set<SystemId> movedReferences() {
        return movedReferences;
    }

    public List<StoredDelivery> deliveries() {
        return Collections.unmodifiableList(deliveries);
    }

    /** Replaces the deliveries of one system that were not started. Rows of the list without id are new. */
    public void replan(SystemId system, List<StoredDelivery> plan) {
        Map<Long, StoredDelivery> before = new LinkedHashMap<>();
        deliveries.stream().filter(d -> d.system().equals(system)).forEach(d -> before.put(d.id(), d));
        for (StoredDelivery delivery : plan) {
            StoredDelivery old = before.remove(delivery.id());
            if (old == null) {
                newDeliveries.add(delivery);
            } else if (!old.equals(delivery)) {
                movedDeliveries.add(delivery);
            }
        }
        before.keySet().forEach(droppedDeliveries::add);
        deliveries = new ArrayList<>(
                deliveries.stream().filter(d -> !d.system().equals(system)).toList());
        deliveries.addAll(plan);
    }

    List<StoredDelivery> newDeliveries() {
        return newDeliveries;
    }

    List<StoredDelivery> movedDeliveries() {
        return movedDeliveries;
    }

    List<Long> droppedDeliveries() {
        return droppedDeliveries;
    }
}
