package vn.lienthong.hub.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Leases in the ledger: one row a name. */
@Component
public class JdbcLeases implements Leases {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    public JdbcLeases(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean take(String name, String owner, Duration time) {
        Instant now = clock.instant();
        if (jdbc.update(
                        "update lease set owner = ?, until_at = ? where name = ? and (owner = ? or until_at < ?)",
                        owner,
                        Times.column(now.plus(time)),
                        name,
                        owner,
                        Times.column(now))
                == 1) {
            return true;
        }
        try {
            return jdbc.update(
                            "insert into lease (name, owner, until_at) select ?, ?, ? where not exists"
                                    + " (select 1 from lease where name = ?)",
                            name,
                            owner,
                            Times.column(now.plus(time)),
                            name)
                    == 1;
        } catch (DuplicateKeyException another) {
            return false; // another process took it in the same instant
        }
    }

    @Override
    public void release(String name, String owner) {
        jdbc.update("delete from lease where name = ? and owner = ?", name, owner);
    }
}
