package vn.lienthong.hub.ledger;

import java.sql.SQLException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;

/** Tells two transactions that got in each other's way from real trouble: the first are tried again at once. */
public final class Collision {
    /** H2: "concurrent update in table", which Spring does not know as a lost race. */
    private static final int H2_CONCURRENT_UPDATE = 90131;

    private Collision() {}

    public static boolean is(DataAccessException trouble) {
        return trouble instanceof ConcurrencyFailureException
                || trouble instanceof QueryTimeoutException
                || (trouble.getRootCause() instanceof SQLException cause
                        && cause.getErrorCode() == H2_CONCURRENT_UPDATE);
    }
}
