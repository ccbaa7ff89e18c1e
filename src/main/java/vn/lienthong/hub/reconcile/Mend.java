package vn.lienthong.hub.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Expectation.Expected;
import vn.lienthong.hub.exchange.Register;
import vn.lienthong.hub.intake.Intake;
import vn.lienthong.hub.intake.SourceRecord;
import vn.lienthong.hub.intake.WakeUp;
import vn.lienthong.hub.ledger.Collision;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.reconcile.Difference.Missing;

/** Mends what the hub has authority for: by an ordinary delivery in the order of the dossier, or by an ordinary intake. */
@Component
class Mend {
    private static final int TRIES = 4;

    private final DossierFiles files;
    private final Register register;
    private final Intake intake;
    private final WakeUp wakeUp;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;

    Mend(
            DossierFiles files,
            Register register,
            Intake intake,
            WakeUp wakeUp,
            TransactionTemplate transaction,
            ObjectMapper json) {
        this.files = files;
        this.register = register;
        this.intake = intake;
        this.wakeUp = wakeUp;
        this.transaction = transaction;
        this.json = json;
    }

    /** What may be done about a difference. */
    enum Remedy {
        /** Told again whole: the system has lost it. */
        WHOLE,
        /** What was told last is told once more. */
        LAST,
        /** Its own record is taken in. */
        TAKE_IN,
        /** Nothing: a person decides. */
        NONE
    }

    /** Why nothing may be done, or what may. */
    record Choice(Remedy remedy, String note) {}

    /** The hub tells where it is the master; a keeper's own facts are taken from it; the rest is a person's. */
    static Choice choose(Finding finding, Expected expected, boolean hasRecord) {
        return switch (finding.kind()) {
            case MISSING_THERE -> missingThere(expected);
            case MISSING_HERE -> new Choice(Remedy.TAKE_IN, "");
            case UNKNOWN_THERE -> new Choice(Remedy.NONE, "HUB-RCN-022");
            case STATUS_DIFFERS -> {
                if (expected.obeys()) {
                    yield new Choice(Remedy.LAST, "");
                }
                boolean unread = expected.heard() != null
                        && !Integer.toString(expected.heard().number()).equals(finding.theirs());
                if (unread) {
                    yield hasRecord ? new Choice(Remedy.TAKE_IN, "") : new Choice(Remedy.NONE, "HUB-RCN-021");
                }
                yield expected.status() == null ? new Choice(Remedy.NONE, "HUB-RCN-021") : new Choice(Remedy.LAST, "");
            }
            case FIELD_DIFFERS ->
                expected.obeys() ? new Choice(Remedy.LAST, "") : new Choice(Remedy.NONE, "HUB-RCN-021");
        };
    }

    private static Choice missingThere(Expected expected) {
        if (expected.obeys()) {
            return new Choice(Remedy.WHOLE, "");
        }
        if (expected.bornThere()) {
            return new Choice(Remedy.NONE, "HUB-RCN-020");
        }
        // An office is not given a finished dossier to work on.
        return expected.ended() ? new Choice(Remedy.NONE, "HUB-RCN-026") : new Choice(Remedy.WHOLE, "");
    }

    /**
     * Nothing is told if something came to be told meanwhile: that may set it right.
     *
     * @param noted what is written in the same transaction
     */
    void tell(SystemId system, long dossier, Remedy remedy, Runnable noted) {
        for (int attempt = 1; ; attempt++) {
            try {
                boolean told = Objects.requireNonNull(transaction.execute(status -> {
                    DossierFile file =
                            Objects.requireNonNull(files.lock(List.of(dossier)).get(dossier));
                    noted.run();
                    if (file.deliveries().stream()
                            .anyMatch(d -> d.system().equals(system) && d.state() != State.DONE)) {
                        return false;
                    }
                    if (remedy == Remedy.WHOLE) {
                        register.tellAgain(file, system);
                    } else if (!register.repeatLast(file, system)) {
                        return false;
                    }
                    files.save(List.of(file));
                    return true;
                }));
                if (told) {
                    wakeUp.planned(Set.of(system));
                }
                return;
            } catch (DataAccessException trouble) {
                if (attempt == TRIES || !Collision.is(trouble)) {
                    throw trouble;
                }
            }
        }
    }

    Intake.Taken takeIn(SystemId system, String stream, List<SourceRecord> records) {
        return intake.page(system, stream, records, null);
    }

    void takeIn(SystemId system, Missing missing) {
        try {
            intake.page(
                    system,
                    missing.stream(),
                    List.of(new SourceRecord(missing.key(), missing.record(), json.readTree(missing.record()))),
                    null);
        } catch (IOException broken) {
            throw new UncheckedIOException("HUB-RCN-002 a record of " + system + " was not kept whole", broken);
        }
    }
}
