package vn.lienthong.hub.reconcile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.Mappings.Carried;

/**
 * A difference as a run keeps it.
 *
 * @param subject what it is about: a dossier's code, or the key of a record
 * @param note why it is listed; while it is mended, by which remedy
 * @param tries looks so far in this state
 * @param since when it came into this state
 */
record Difference(
        long id,
        long run,
        Finding finding,
        String subject,
        @Nullable Long dossier,
        @Nullable String code,
        @Nullable Missing missing,
        State state,
        @Nullable String note,
        int tries,
        Instant since) {

    /** A record that the far system gave and the ledger lacks. */
    record Missing(String stream, String key, byte[] record) {
        static Missing of(Carried record) {
            return new Missing(
                    record.stream(), record.key(), record.tree().toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Life of a difference. */
    enum State {
        /** Seen once; looked at again before it counts. */
        SUSPECT,
        /** The far system is told, or its record is taken in; not yet seen to be right. */
        MENDING,
        /** Seen to be right again. */
        MENDED,
        /** For a person to decide. */
        OPEN,
        /** Was none: something was under way. */
        GONE,
        /** A person has decided. */
        ACCEPTED,
        /** Open, and listed again by a later run. */
        CARRIED
    }

    boolean isOfDossier() {
        return dossier != null && missing == null;
    }
}
