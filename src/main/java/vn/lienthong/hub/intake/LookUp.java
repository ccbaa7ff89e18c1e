package vn.lienthong.hub.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.HeldRecords;
import vn.lienthong.hub.ledger.HeldRecords.Held;
import vn.lienthong.hub.ledger.HeldRecords.Question;
import vn.lienthong.hub.ledger.JdbcWatermarks;
import vn.lienthong.hub.ledger.References;
import vn.lienthong.hub.ledger.References.Reference;
import vn.lienthong.hub.systems.FarSideFault;

/** Asks where an unknown code belongs: the one-stop first, then the system that reported it. */
@Component
class LookUp implements Lookups {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final HeldRecords held;
    private final TakeIn takeIn;
    private final References references;
    private final JdbcWatermarks watermarks;
    private final TransactionTemplate transaction;

    LookUp(
            HeldRecords held,
            TakeIn takeIn,
            References references,
            JdbcWatermarks watermarks,
            TransactionTemplate transaction) {
        this.references = references;
        this.watermarks = watermarks;
        this.held = held;
        this.takeIn = takeIn;
        this.transaction = transaction;
    }

    @Override
    public Optional<Lookup> next(SystemId asked) {
        return Optional.ofNullable(transaction.execute(status -> held.nextQuestion(asked, LEASE)))
                .flatMap(found -> found)
                .map(q -> new Lookup(q.code(), q.reporter(), q.asked(), q.attempts()));
    }

    @Override
    public void found(Lookup lookup, String stream, SourceRecord record) {
        if (references.find(List.of(Reference.code(lookup.code()))).isEmpty()) {
            takeIn.page(lookup.asked(), stream, List.of(record), null);
        }
        transaction.executeWithoutResult(status -> held.answered(lookup.code(), lookup.reporter()));
    }

    @Override
    public void absent(Lookup lookup) {
        if (!lookup.asked().equals(lookup.reporter()) && watermarks.isLoading(lookup.asked())) {
            // It may stand further on in the feed, under a number of its own and this code as its reference.
            transaction.executeWithoutResult(status -> held.askLater(question(lookup), LONGEST_WAIT));
            return;
        }
        List<Held> waiting = held.waitingFor(List.of(lookup.code())).stream()
                .filter(h -> h.system().equals(lookup.reporter()))
                .toList();
        if (lookup.asked().equals(lookup.reporter())) {
            transaction.executeWithoutResult(status -> {
                held.giveUpWaiting(
                        lookup.code(),
                        lookup.reporter(),
                        "HUB-INT-013",
                        "HUB-INT-013 /code: expected a dossier that the one-stop or " + lookup.reporter()
                                + " knows, found a code that neither knows");
                held.answered(lookup.code(), lookup.reporter());
            });
        } else if (takeIn.replay(waiting, lookup.reporter()) > 0) {
            // It was typed there, and its facts bring the whole dossier with them.
            transaction.executeWithoutResult(status -> held.answered(lookup.code(), lookup.reporter()));
        } else {
            transaction.executeWithoutResult(status -> held.askElsewhere(question(lookup), lookup.reporter()));
        }
    }

    @Override
    public void failed(Lookup lookup, FarSideFault fault) {
        long seconds = Math.min(LONGEST_WAIT.toSeconds(), 1L << Math.min(lookup.attempts(), 5));
        transaction.executeWithoutResult(status -> held.askLater(question(lookup), Duration.ofSeconds(seconds)));
    }

    private static Question question(Lookup lookup) {
        return new Question(lookup.code(), lookup.reporter(), lookup.asked(), lookup.attempts());
    }
}
