package vn.lienthong.hub.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * On the embedded database this is the only process: what a killed one before it had in hand is free at once. On a shared
 * database leases run out by themselves.
 */
@Component
class FreeLeases implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(FreeLeases.class);

    private final JdbcTemplate jdbc;
    private final LedgerDatabase database;

    FreeLeases(JdbcTemplate jdbc, LedgerDatabase database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    @Override
    public void afterPropertiesSet() {
        if (database.isShared()) {
            return;
        }
        int pulls = jdbc.update("delete from lease");
        int deliveries =
                jdbc.update("update delivery set lease_token = null, lease_until = null where lease_token is not null");
        if (pulls + deliveries > 0) {
            LOG.info("{} deliveries that were in hand when the hub ended are due again", deliveries);
        }
    }
}
