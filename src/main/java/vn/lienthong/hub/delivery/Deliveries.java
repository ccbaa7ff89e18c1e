package vn.lienthong.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSideFault;

/** Hands out due deliveries in order and settles what became of them. No transaction is open during a call. */
public interface Deliveries {
    /** Up to the batch size of rows of one phase, one a dossier, leased; empty when nothing is due or the breaker is open. */
    Optional<Batch> take(SystemId system);

    /** The far side answered: {@code to/answer.jslt} says what became of each row. A lost lease changes nothing. */
    void settle(Batch batch, JsonNode answer);

    /** No usable answer came: rows go back with back-off, the breaker counts. */
    void failed(Batch batch, FarSideFault fault);

    /** Gives rows back untouched (shutdown). */
    void giveBack(Batch batch);

    /** The work for a system has ended, or its time is over: what this process still holds of it is free for the next one. */
    void ended(SystemId system);

    /**
     * Rows of one phase for one call.
     *
     * @param call result of {@code to/call.jslt}: what the route sends
     */
    record Batch(SystemId system, String token, String phase, List<Row> rows, JsonNode call) {}

    /** One delivery in hand. */
    record Row(
            long id,
            long dossierId,
            String key,
            @Nullable String code,
            @Nullable String reference,
            JsonNode body) {}
}
