package vn.lienthong.hub.delivery;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.delivery.DeliveryRows.Place;
import vn.lienthong.hub.intake.ReplayKind;
import vn.lienthong.hub.intake.WakeUp;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.ledger.Replays;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Progress;
import vn.lienthong.hub.ledger.Replays.Replay;

/**
 * Makes parked deliveries due again page by page, in the order in which they were parked. Of a dossier and system only the
 * first that is not told can be parked: the order of the dossier stands.
 */
@Component
class ParkedReplay implements ReplayKind {
    private final DeliveryRows rows;
    private final DossierFiles files;
    private final PlanAnew planAnew;
    private final Replays replays;
    private final TransactionTemplate transaction;
    private final WakeUp wakeUp;

    ParkedReplay(
            DeliveryRows rows,
            DossierFiles files,
            PlanAnew planAnew,
            Replays replays,
            TransactionTemplate transaction,
            WakeUp wakeUp) {
        this.rows = rows;
        this.files = files;
        this.planAnew = planAnew;
        this.replays = replays;
        this.transaction = transaction;
        this.wakeUp = wakeUp;
    }

    @Override
    public Kind kind() {
        return Kind.PARKED;
    }

    @Override
    public boolean page(Replay replay) {
        List<Place> page = replay.cursorAt() == null ? List.of() : rows.parked(replay, PAGE);
        if (page.isEmpty()) {
            return false;
        }
        Place last = page.get(page.size() - 1);
        transaction.executeWithoutResult(status -> {
            List<Long> ids = page.stream().map(Place::id).toList();
            List<Long> dossiers = rows.dossiersOf(ids);
            files.lockOnly(dossiers);
            int due = rows.unpark(ids, replay.id());
            planAnew.of(dossiers);
            replays.advance(replay.id(), replay.cursorId(), new Progress(last.since(), last.id(), page.size(), due, 0));
        });
        wakeUp.planned(Set.of(replay.system()));
        return true;
    }
}
