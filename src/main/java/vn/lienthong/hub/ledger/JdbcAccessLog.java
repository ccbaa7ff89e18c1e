package vn.lienthong.hub.ledger;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the table {@code audit}. */
@Component
class JdbcAccessLog implements AccessLog {
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    JdbcAccessLog(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void note(String actor, String action, String subject) {
        jdbc.sql("insert into audit (id, at, actor, action, subject) values (:id, :at, :actor, :action, :subject)")
                .param("id", ids.next())
                .param("at", Times.column(clock.instant()))
                .param("actor", actor)
                .param("action", action)
                .param("subject", subject)
                .update();
    }
}
