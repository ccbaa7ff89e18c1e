package vn.lienthong.hub.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * One difference between the ledger and a far system.
 *
 * @param field path in the picture of a dossier; empty = the whole
 * @param ours as the ledger expects it there; absent = nothing
 * @param theirs as the far system holds it; absent = nothing
 */
record Finding(
        Kind kind,
        String field,
        @Nullable String ours,
        @Nullable String theirs) {

    boolean isAbout(Finding other) {
        return kind == other.kind && field.equals(other.field);
    }

    /** Class of a difference. */
    enum Kind {
        /** The far system does not have what the ledger says it has. */
        MISSING_THERE,
        /** The far system is a keeper of facts, and the ledger lacks one of its records. */
        MISSING_HERE,
        STATUS_DIFFERS,
        FIELD_DIFFERS,
        /** The far system holds a dossier that nobody here knows, and gives too little of it to be taken in. */
        UNKNOWN_THERE;

        /** The word in the ledger and in answers. */
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }
}
