package vn.lienthong.hub.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.Intake.Taken;
import vn.lienthong.hub.ledger.EmptyLedger;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.reconcile.Run.Filled;

/** Of one system one backfill runs, whoever begins it; what it took in stands in its row. */
class OneBackfillTest {
    private static final SystemId LAND = new SystemId("land");
    private static final Instant FROM = Instant.parse("2026-09-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-09-08T00:00:00Z");

    @ParameterizedTest
    @EnumSource
    void aSecondOneIsRefusedUntilTheFirstHasEnded(EmptyLedger ledger) {
        Runs runs = runs(ledger);
        long first = runs.openBackfill(LAND, "admin", FROM, TO, 5);
        assertThatThrownBy(() -> runs.openBackfill(LAND, "admin", FROM, TO, 5))
                .isInstanceOf(DuplicateKeyException.class);
        runs.openBackfill(new SystemId("onestop"), "admin", FROM, TO, 5);
        runs.open(LAND, "admin", FROM, TO, true, false);

        runs.save(runs.find(first).orElseThrow().is(Run.State.STOPPED, null));

        assertThat(runs.openBackfill(LAND, "admin", FROM, TO, 5)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void whatItTookInIsKept(EmptyLedger ledger) {
        Runs runs = runs(ledger);
        Run run = runs.find(runs.openBackfill(LAND, "admin", FROM, TO, 3)).orElseThrow();
        assertThat(run.filled()).isEqualTo(new Filled(3, 0, 0, 0, 0, null, null));
        Filled filled = new Filled(3, 0, 0, 0, 0, null, null)
                .and(new Taken(4, 2, 1))
                .without(7)
                .past(List.of(FROM, TO));

        runs.save(run.filled(filled).counted(1, 14, 0));

        assertThat(runs.find(run.id()).orElseThrow().filled()).isEqualTo(filled);
        Run compared =
                runs.find(runs.open(LAND, "admin", FROM, TO, true, false)).orElseThrow();
        runs.save(compared.counted(1, 1, 0));
        assertThat(runs.find(compared.id()).orElseThrow().isBackfill()).isFalse();
    }

    private static Runs runs(EmptyLedger ledger) {
        DataSource database = ledger.open();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Ids ids = new Ids(jdbc, new JdbcTransactionManager(database));
        return new Runs(jdbc, ids, Clock.fixed(TO, ZoneOffset.UTC));
    }
}
