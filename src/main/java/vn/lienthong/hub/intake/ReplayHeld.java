package vn.lienthong.hub.intake;

import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.ledger.HeldRecords;

/** Gives held records another try: one on demand, and those whose dossier has become known. */
@Component
public class ReplayHeld {
    private static final int AT_ONCE = 200;

    private final HeldRecords held;
    private final TakeIn takeIn;

    ReplayHeld(HeldRecords held, TakeIn takeIn) {
        this.held = held;
        this.takeIn = takeIn;
    }

    /** What a replay came to. */
    public enum Replayed {
        PASSED,
        STILL_HELD,
        CLOSED_BEFORE,
        UNKNOWN
    }

    /** Maps and registers one held record anew; it stays held, with its new reason, if it still cannot pass. */
    public Replayed replay(long id) {
        return held.find(id)
                .map(record -> {
                    if (!record.state().equals("held") && !record.state().equals("waiting")) {
                        return Replayed.CLOSED_BEFORE;
                    }
                    return takeIn.replay(List.of(record), null) > 0 ? Replayed.PASSED : Replayed.STILL_HELD;
                })
                .orElse(Replayed.UNKNOWN);
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
