package vn.lienthong.hub.delivery;

import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.WakeUp;

/** The body is made anew from the dossier and the present mapping: what was refused was not taken. */
@Component
class UnparkDelivery implements ReplayParked {
    private final DeliveryRows rows;
    private final TransactionTemplate transaction;
    private final WakeUp wakeUp;

    UnparkDelivery(DeliveryRows rows, TransactionTemplate transaction, WakeUp wakeUp) {
        this.rows = rows;
        this.transaction = transaction;
        this.wakeUp = wakeUp;
    }

    @Override
    public Replayed replay(long id) {
        SystemId system = transaction.execute(status -> rows.unpark(id));
        if (system != null) {
            wakeUp.planned(Set.of(system));
            return Replayed.DUE;
        }
        boolean known = Objects.requireNonNull(transaction.execute(status -> rows.exists(id)));
        return known ? Replayed.NOT_PARKED : Replayed.UNKNOWN;
    }
}
