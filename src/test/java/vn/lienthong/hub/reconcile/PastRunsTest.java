package vn.lienthong.hub.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.hub.ledger.EmptyLedger;
import vn.lienthong.hub.ledger.Times;

/** Runs that ended long ago go; what a person must know stays. */
class PastRunsTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LONG_AGO = BEFORE.minus(Duration.ofSeconds(1));
    private static final Instant LATELY = BEFORE.plus(Duration.ofSeconds(1));

    private JdbcTemplate jdbc;
    private PastRuns past;

    private void open(EmptyLedger ledger) {
        jdbc = new JdbcTemplate(ledger.open());
        past = new PastRuns(jdbc);
    }

    @ParameterizedTest
    @EnumSource
    void whatEndedLongAgoGoesWithWhatItFound(EmptyLedger ledger) {
        open(ledger);
        run(1, "portal", "schedule", "done", LONG_AGO);
        difference(11, 1, "mended", null);
        difference(12, 1, "gone", null);
        difference(13, 1, "carried", null);
        difference(14, 1, "accepted", "before");
        run(2, "portal", "schedule", "stopped", LATELY);
        difference(21, 2, "mended", null);
        run(3, "portal", "schedule", "running", null);
        difference(31, 3, "mended", null);

        assertThat(past.forget(BEFORE)).isEqualTo(5);

        assertThat(ids("reconcile_run")).containsExactly(2L, 3L);
        assertThat(ids("reconcile_difference")).containsExactly(21L, 31L);
        assertThat(past.forget(BEFORE)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatAPersonMustDecideOrHasDecidedStaysWithItsRun(EmptyLedger ledger) {
        open(ledger);
        run(1, "portal", "schedule", "done", LONG_AGO);
        difference(11, 1, "open", null);
        difference(12, 1, "mended", null);
        run(2, "portal", "schedule", "failed", LONG_AGO);
        difference(21, 2, "accepted", "admin");
        run(3, "portal", "schedule", "done", LATELY);

        assertThat(past.forget(BEFORE)).isEqualTo(1);

        assertThat(ids("reconcile_run")).containsExactly(1L, 2L, 3L);
        assertThat(ids("reconcile_difference")).containsExactly(11L, 21L);
    }

    /** From it the schedule counts, and the overview shows it. */
    @ParameterizedTest
    @EnumSource
    void theLastRunOfEachSystemAndCallerStays(EmptyLedger ledger) {
        open(ledger);
        run(1, "portal", "schedule", "done", LONG_AGO);
        run(2, "land", "schedule", "done", LONG_AGO);
        run(3, "portal", "admin", "done", LONG_AGO);
        run(4, "portal", "schedule", "done", LONG_AGO);

        assertThat(past.forget(BEFORE)).isEqualTo(1);

        assertThat(ids("reconcile_run")).containsExactly(2L, 3L, 4L);
    }

    @ParameterizedTest
    @EnumSource
    void aRunWithMuchGoesInPieces(EmptyLedger ledger) {
        open(ledger);
        run(1, "portal", "schedule", "done", LONG_AGO);
        for (int i = 0; i < 1500; i++) {
            difference(1000 + i, 1, "mended", null);
        }
        run(2, "portal", "schedule", "done", LATELY);

        assertThat(past.forget(BEFORE)).isEqualTo(1000);
        assertThat(ids("reconcile_run")).containsExactly(1L, 2L);
        assertThat(past.forget(BEFORE)).isEqualTo(501);
        assertThat(ids("reconcile_run")).containsExactly(2L);
        assertThat(past.forget(BEFORE)).isZero();
    }

    private void run(long id, String system, String askedBy, String state, Instant ended) {
        jdbc.update(
                "insert into reconcile_run (id, system, asked_by, window_from, window_to, mend, deep, state, phase, started_at,"
                        + " changed_at, ended_at) values (?,?,?,?,?,true,false,?,'again',?,?,?)",
                id,
                system,
                askedBy,
                Times.column(LONG_AGO),
                Times.column(LONG_AGO),
                state,
                Times.column(LONG_AGO),
                Times.column(LONG_AGO),
                Times.column(ended));
    }

    private void difference(long id, long run, String state, String closedBy) {
        jdbc.update(
                "insert into reconcile_difference (id, run_id, system, kind, subject, field, ours_hash, theirs_hash, state,"
                        + " due_at, since, noted_at, closed_by) values (?,?,'portal','status-differs',?,'status','','',?,?,?,?,?)",
                id,
                run,
                "H53.14-" + id,
                state,
                Times.column(LONG_AGO),
                Times.column(LONG_AGO),
                Times.column(LONG_AGO),
                closedBy);
    }

    private List<Long> ids(String table) {
        return jdbc.queryForList("select id from " + table + " order by id", Long.class);
    }
}
