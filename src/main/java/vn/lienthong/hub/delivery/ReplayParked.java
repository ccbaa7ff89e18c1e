package vn.lienthong.hub.delivery;

import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.WakeUp;

/** Gives a parked delivery another try, with a body made anew from the dossier and the present mapping. */
@Component
public class ReplayParked {
    private final DeliveryRows rows;
    private final TransactionTemplate transaction;
    private final WakeUp wakeUp;

    ReplayParked(DeliveryRows rows, TransactionTemplate transaction, WakeUp wakeUp) {
        this.rows = rows;
        this.transaction = transaction;
        this.wakeUp = wakeUp;
    }

    /** @return false if there is no parked delivery of this id */
    public boolean replay(long id) {
        Optional<SystemId> system = Optional.ofNullable(transaction.execute(status -> rows.unpark(id)));
        system.ifPresent(s -> wakeUp.planned(Set.of(s)));
        return system.isPresent();
    }
}
