package vn.lienthong.hub.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.ledger.Corrections;
import vn.lienthong.hub.ledger.Corrections.Correction;
import vn.lienthong.hub.ledger.HeldRecords;
import vn.lienthong.hub.ledger.HeldRecords.Corrected;
import vn.lienthong.hub.ledger.HeldRecords.Held;

/** Gives held records another try: one on demand, as it came or corrected, and those whose dossier has become known. */
@Component
class ReplayFromLedger implements ReplayHeld {
    private static final int AT_ONCE = 200;

    private final HeldRecords held;
    private final Corrections corrections;
    private final TakeIn takeIn;

    ReplayFromLedger(HeldRecords held, Corrections corrections, TakeIn takeIn) {
        this.held = held;
        this.corrections = corrections;
        this.takeIn = takeIn;
    }

    @Override
    public Replayed replay(long id) {
        Optional<Held> record = held.find(id);
        if (record.isEmpty()) {
            return new Replayed.Unknown();
        }
        return record.get().isOpen()
                ? tried(record.get(), Along.NOTHING)
                : new Replayed.Closed(record.get().state());
    }

    @Override
    public Replayed correct(long id, JsonNode payload, String actor, String why) {
        Optional<Held> record = held.find(id);
        if (record.isEmpty()) {
            return new Replayed.Unknown();
        }
        if (!record.get().isOpen()) {
            return new Replayed.Closed(record.get().state());
        }
        byte[] bytes = payload.toString().getBytes(StandardCharsets.UTF_8);
        Correction correction = corrections.fresh(bytes, actor, why);
        return tried(
                record.get().corrected(new Corrected(correction.id(), bytes)),
                (part, last, done) -> corrections.ofHeld(id, correction));
    }

    private Replayed tried(Held record, Along along) {
        if (!takeIn.isRecord(record.payload())) {
            return new Replayed.NoRecord();
        }
        if (takeIn.replay(takeIn.read(List.of(record)), along) > 0) {
            return new Replayed.Registered();
        }
        HeldRecords.Reason reason = held.reason(record.id());
        return new Replayed.StillHeld(reason.code(), reason.text());
    }

    /** Frees what a crash between two commits left waiting. */
    boolean freeOverlooked() {
        List<Held> overlooked = held.overlooked(AT_ONCE);
        return !overlooked.isEmpty() && takeIn.replay(overlooked, null) > 0;
    }
}
