package vn.lienthong.hub.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
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
    private final DataSource database;

    FreeLeases(JdbcTemplate jdbc, DataSource database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    @Override
    public void afterPropertiesSet() throws SQLException {
        String url;
        try (Connection connection = database.getConnection()) {
            url = connection.getMetaData().getURL();
        }
        if (!url.startsWith("jdbc:h2:") || url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:")) {
            return;
        }
        int pulls = jdbc.update("delete from lease");
        int deliveries = jdbc.update(
                "update delivery set lease_token = null, lease_until = null where lease_token is not null");
        if (pulls + deliveries > 0) {
            LOG.info("{} deliveries that were in hand when the hub ended are due again", deliveries);
        }
    }
}
