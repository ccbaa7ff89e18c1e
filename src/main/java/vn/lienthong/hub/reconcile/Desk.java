package vn.lienthong.hub.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.camel.Questions;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Expectation;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.ledger.JdbcWatermarks;
import vn.lienthong.hub.reconcile.Difference.Missing;
import vn.lienthong.hub.reconcile.Known.Named;

/** What an inspection works with. */
@Component
record Desk(
        Runs runs,
        Differences differences,
        Known known,
        Mend mend,
        Questions questions,
        Expectation expectation,
        DossierFiles files,
        JdbcWatermarks watermarks,
        TransactionTemplate transaction,
        ObjectMapper json,
        Clock clock) {

    void commit(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    boolean isLoading(SystemId system) {
        return watermarks.isLoading(system);
    }

    Named named(SystemId system, Missing missing) {
        try {
            return known.named(system, missing.stream(), missing.key(), json.readTree(missing.record()));
        } catch (IOException broken) {
            throw new UncheckedIOException("HUB-RCN-002 a record of " + system + " was not kept whole", broken);
        }
    }
}
