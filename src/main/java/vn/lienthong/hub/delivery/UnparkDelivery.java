package vn.lienthong.hub.delivery;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Register;
import vn.lienthong.hub.intake.WakeUp;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;

/** The body is made anew from the dossier as it stands and the present mapping: what was refused was not taken. */
@Component
class UnparkDelivery implements ReplayParked {
    private final DeliveryRows rows;
    private final DossierFiles files;
    private final Register register;
    private final TransactionTemplate transaction;
    private final WakeUp wakeUp;

    UnparkDelivery(
            DeliveryRows rows, DossierFiles files, Register register, TransactionTemplate transaction, WakeUp wakeUp) {
        this.rows = rows;
        this.files = files;
        this.register = register;
        this.transaction = transaction;
        this.wakeUp = wakeUp;
    }

    @Override
    public Replayed replay(long id) {
        SystemId system = transaction.execute(status -> {
            rows.dossierOf(id).ifPresent(dossier -> files.lockOnly(List.of(dossier)));
            SystemId unparked = rows.unpark(id);
            if (unparked != null) {
                planAnew(id);
            }
            return unparked;
        });
        if (system != null) {
            wakeUp.planned(Set.of(system));
            return Replayed.DUE;
        }
        boolean known = Objects.requireNonNull(transaction.execute(status -> rows.exists(id)));
        return known ? Replayed.NOT_PARKED : Replayed.UNKNOWN;
    }

    /** What came meanwhile counts: a step that did not hold is not told, and what it is told with is what stands now. */
    private void planAnew(long id) {
        rows.dossierOf(id).ifPresent(dossier -> {
            List<DossierFile> locked = List.copyOf(files.lock(List.of(dossier)).values());
            locked.forEach(file -> register.bringUpToDate(file, false));
            files.save(locked);
        });
    }
}
