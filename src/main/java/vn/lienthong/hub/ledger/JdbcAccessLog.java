package vn.lienthong.hub.ledger;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes the table {@code audit}. People read seldom: an id at a time is taken. */
@Component
class JdbcAccessLog implements AccessLog {
    private final JdbcClient jdbc;
    private final Clock clock;

    JdbcAccessLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void note(String actor, String action, String subject) {
        jdbc.sql("update id_block set next_id = next_id + 1 where name = 'ledger'")
                .update();
        long id = jdbc.sql("select next_id - 1 from id_block where name = 'ledger'")
                .query(Long.class)
                .single();
        jdbc.sql("insert into audit (id, at, actor, action, subject) values (:id, :at, :actor, :action, :subject)")
                .param("id", id)
                .param("at", OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC))
                .param("actor", actor)
                .param("action", action)
                .param("subject", subject)
                .update();
    }
}
