package vn.lienthong.hub.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.delivery.DeliveryRows.Parked;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.WakeUp;
import vn.lienthong.hub.ledger.Corrections;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.systems.JsonBytes;

/** The body is made anew from the dossier and the present mapping, or is a person's: what was refused was not taken. */
@Component
class UnparkDelivery implements ReplayParked {
    /** Phases that only ask what became of it: a new body has to be sent first. */
    private static final Set<String> ASKING = Set.of("look", "follow");

    private final DeliveryRows rows;
    private final DossierFiles files;
    private final PlanAnew planAnew;
    private final Corrections corrections;
    private final TransactionTemplate transaction;
    private final WakeUp wakeUp;

    UnparkDelivery(
            DeliveryRows rows,
            DossierFiles files,
            PlanAnew planAnew,
            Corrections corrections,
            TransactionTemplate transaction,
            WakeUp wakeUp) {
        this.rows = rows;
        this.files = files;
        this.planAnew = planAnew;
        this.corrections = corrections;
        this.transaction = transaction;
        this.wakeUp = wakeUp;
    }

    @Override
    public Replayed replay(long id) {
        return answer(id, transaction.execute(status -> {
            List<Long> dossier = rows.dossiersOf(List.of(id));
            files.lockOnly(dossier);
            SystemId unparked = rows.unpark(id);
            if (unparked != null) {
                planAnew.of(dossier);
            }
            return unparked;
        }));
    }

    @Override
    public Replayed correct(long id, JsonNode body, String actor, String why) {
        byte[] bytes = JsonBytes.of(body);
        return answer(id, transaction.execute(status -> {
            files.lockOnly(rows.dossiersOf(List.of(id)));
            Parked row = rows.parked(id);
            if (row == null) {
                return null;
            }
            corrections.ofDelivery(id, row.body(), corrections.fresh(bytes, actor, why));
            rows.unparkWith(id, bytes, ASKING.contains(row.phase()) ? "" : row.phase());
            return row.system();
        }));
    }

    private Replayed answer(long id, @Nullable SystemId system) {
        if (system != null) {
            wakeUp.planned(Set.of(system));
            return Replayed.DUE;
        }
        boolean known = Objects.requireNonNull(transaction.execute(status -> rows.exists(id)));
        return known ? Replayed.NOT_PARKED : Replayed.UNKNOWN;
    }
}
