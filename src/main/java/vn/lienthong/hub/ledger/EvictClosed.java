package vn.lienthong.hub.ledger;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * An H2 that shuts itself down, for a full disk, leaves connections behind that never work again, and H2's states do not say
 * so in the way of the standard: they leave the pool at once, however often they are borrowed. Made by the pool by its name.
 */
public class EvictClosed implements SQLExceptionOverride {
    /** H2: connection is broken, database has been closed. */
    private static final Set<Integer> GONE = Set.of(90067, 90098);

    @java.lang.Override
    public Override adjudicate(SQLException failed) {
        return failed.getClass().getName().startsWith("org.h2.") && GONE.contains(failed.getErrorCode())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
