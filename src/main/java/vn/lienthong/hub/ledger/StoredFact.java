package vn.lienthong.hub.ledger;

import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;

/** A fact of a dossier as the ledger keeps it, with what the fold made of it. */
public final class StoredFact {
    /** Characters; notes are separated by {@code ; }, each begins with its code. */
    public static final int LONGEST_NOTE = 400;

    private final long id;
    private final Fact fact;
    private final @Nullable Fresh fresh;
    private String effect;
    private @Nullable Status after;
    private @Nullable String note;
    private boolean changed;

    /**
     * What is written once, with a new fact.
     *
     * @param record as it came
     * @param correction id of the correction that was read instead
     */
    public record Fresh(
            byte[] canonical,
            byte[] record,
            String mappingVersion,
            @Nullable Long correction) {
        public Fresh(byte[] canonical, byte[] record, String mappingVersion) {
            this(canonical, record, mappingVersion, null);
        }
    }

    StoredFact(
            long id, Fact fact, @Nullable Fresh fresh, String effect, @Nullable Status after, @Nullable String note) {
        this.id = id;
        this.fact = fact;
        this.fresh = fresh;
        this.effect = effect;
        this.after = after;
        this.note = note;
    }

    /** A fact that is not in the ledger yet. */
    public static StoredFact fresh(long id, Fact fact, Fresh fresh) {
        return new StoredFact(id, fact, fresh, "history", null, null);
    }

    public long id() {
        return id;
    }

    public Fact fact() {
        return fact;
    }

    @Nullable
    Fresh fresh() {
        return fresh;
    }

    public boolean isNew() {
        return fresh != null;
    }

    /** Sets what the fold says; a late fact may change what earlier ones did. */
    public void becomes(String newEffect, @Nullable Status newAfter, @Nullable String newNote) {
        if (!effect.equals(newEffect) || after != newAfter || !java.util.Objects.equals(note, newNote)) {
            effect = newEffect;
            after = newAfter;
            note = newNote;
            changed = true;
        }
    }

    boolean isChanged() {
        return changed;
    }

    String effect() {
        return effect;
    }

    @Nullable
    Status after() {
        return after;
    }

    public @Nullable String note() {
        return note;
    }
}
