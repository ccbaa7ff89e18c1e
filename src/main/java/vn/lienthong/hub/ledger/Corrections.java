package vn.lienthong.hub.ledger;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Payloads as a person corrected them, beside what came. Never changed nor deleted: the latest counts. */
@Component
public class Corrections {
    private final JdbcTemplate jdbc;
    private final Ids ids;
    private final Clock clock;

    public Corrections(JdbcTemplate jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a person wrote.
     *
     * @param payload read or sent instead of the original
     * @param why at most 400 characters
     */
    public record Correction(long id, byte[] payload, String actor, String why, Instant madeAt) {}

    /** A correction that is not kept yet. */
    public Correction fresh(byte[] payload, String actor, String why) {
        return new Correction(ids.next(), payload, actor, why, clock.instant());
    }

    /** Within the caller's transaction; from now on the record is read as corrected. */
    public void ofHeld(long held, Correction correction) {
        insert(held, null, null, correction);
        jdbc.update("update held set correction_id = ? where id = ?", correction.id(), held);
    }

    /** @param original the body that was refused; absent if none could be made */
    public void ofDelivery(long delivery, byte @Nullable [] original, Correction correction) {
        insert(null, delivery, original, correction);
    }

    private void insert(
            @Nullable Long held, @Nullable Long delivery, byte @Nullable [] original, Correction correction) {
        jdbc.update(
                "insert into correction (id, held_id, delivery_id, original, payload, actor, why, made_at)"
                        + " values (?,?,?,?,?,?,?,?)",
                correction.id(),
                held,
                delivery,
                original,
                correction.payload(),
                correction.actor(),
                correction.why(),
                Times.column(correction.madeAt()));
    }
}
