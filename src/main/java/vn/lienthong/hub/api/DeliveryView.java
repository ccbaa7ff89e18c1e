package vn.lienthong.hub.api;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryLine;

/** One delivery; {@code code} is the dossier's, {@code state} waiting, parked or done; a parked one has a reason. */
record DeliveryView(
        String id,
        @Nullable String code,
        String system,
        int sequence,
        String what,
        String phase,
        String state,
        int attempts,
        Instant dueAt,
        Instant createdAt,
        @Nullable Instant doneAt,
        @Nullable String lastAnswer,
        @Nullable String reasonCode,
        @Nullable String reasonDetail) {
    static DeliveryView of(DeliveryLine line) {
        return new DeliveryView(
                Long.toString(line.id()),
                line.code(),
                line.system(),
                line.sequence(),
                line.what(),
                line.phase(),
                line.state().name().toLowerCase(Locale.ROOT),
                line.attempts(),
                line.dueAt(),
                line.createdAt(),
                line.doneAt(),
                line.lastAnswer(),
                line.reasonCode(),
                line.reasonDetail());
    }
}
