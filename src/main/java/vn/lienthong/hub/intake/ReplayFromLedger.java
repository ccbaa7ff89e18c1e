package vn.lienthong.hub.intake;

import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.ledger.HeldRecords;

/** Gives held records another try: one on demand, and those whose dossier has become known. */
@Component
class ReplayFromLedger implements ReplayHeld {
    private static final int AT_ONCE = 200;

    private final HeldRecords held;
    private final TakeIn takeIn;

    ReplayFromLedger(HeldRecords held, TakeIn takeIn) {
        this.held = held;
        this.takeIn = takeIn;
    }

    @Override
    public Replayed replay(long id) {
        Optional<HeldRecords.Held> record = held.find(id);
        if (record.isEmpty()) {
            return new Replayed.Unknown();
        }
        String state = record.get().state();
        if (!state.equals("held") && !state.equals("waiting")) {
            return new Replayed.Closed(state);
        }
        if (takeIn.replay(List.of(record.get()), null) > 0) {
            return new Replayed.Registered();
        }
        HeldRecords.Reason reason = held.reason(id);
        return new Replayed.StillHeld(reason.code(), reason.text());
    }

    /** Frees what a crash between two commits left waiting. */
    @Scheduled(fixedDelayString = "${hub.sweep:5s}")
    void freeOverlooked() {
        List<HeldRecords.Held> overlooked = held.overlooked(AT_ONCE);
        if (!overlooked.isEmpty()) {
            takeIn.replay(overlooked, null);
        }
    }
}
