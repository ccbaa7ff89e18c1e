package vn.lienthong.hub.reconcile;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.ledger.Past;
import vn.lienthong.hub.ledger.Times;

/**
 * Runs that ended and the differences that they found. Open differences stay, and those that a person accepted: with the
 * same values they are not listed again. So does the last run of each system, from which the schedule counts.
 */
@Component
class PastRuns implements Past {
    private static final int AT_ONCE = 1000;

    private final JdbcTemplate jdbc;

    PastRuns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int forget(Instant before) {
        var ended = Times.column(before);
        int differences = jdbc.update(
                "delete from reconcile_difference where id in (select d.id from reconcile_difference d"
                        + " join reconcile_run r on r.id = d.run_id where r.state <> 'running' and r.ended_at < ?"
                        + " and (d.state in ('mended', 'gone', 'carried') or d.state = 'accepted' and d.closed_by = 'before')"
                        + " order by d.id fetch first " + AT_ONCE + " rows only)",
                ended);
        int runs = jdbc.update(
                "delete from reconcile_run where id in (select r.id from reconcile_run r"
                        + " where r.state <> 'running' and r.ended_at < ?"
                        + " and not exists (select 1 from reconcile_difference d where d.run_id = r.id)"
                        + " and not exists (select 1 from reconcile_seen s where s.run_id = r.id)"
                        + " and exists (select 1 from reconcile_run later where later.system = r.system"
                        + " and later.kind = r.kind and later.asked_by = r.asked_by and later.id > r.id)"
                        + " order by r.id fetch first " + AT_ONCE + " rows only)",
                ended);
        return differences + runs;
    }
}
