package vn.lienthong.hub.ledger;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;

/** Says in one line why the ledger cannot be used, whatever stands around the cause. */
public final class LedgerFault {
    private LedgerFault() {}

    /** Code, place and remedy; empty if the ledger is not the cause. */
    public static Optional<String> of(Throwable fault) {
        boolean ledger = false;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (cause instanceof IOException
                    && (said.contains("No space left on device") || said.contains("Disk quota exceeded"))) {
                return Optional.of(
                        "HUB-LED-002 the disk of the ledger (HUB_DATA_DIR) is full; make space there. Nothing is"
                                + " taken in or told meanwhile; work goes on by itself afterwards");
            }
            ledger |= cause instanceof DataAccessResourceFailureException
                    || (cause instanceof SQLException sql
                            && String.valueOf(sql.getSQLState()).startsWith("08"));
        }
        return ledger
                ? Optional.of(
                        "HUB-LED-003 the ledger is not reached (HUB_DATABASE_URL); look at the database. Work goes on"
                                + " by itself when it is back")
                : Optional.empty();
    }
}
