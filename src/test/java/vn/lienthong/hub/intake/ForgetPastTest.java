package vn.lienthong.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.EmptyLedger;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.JdbcLeases;
import vn.lienthong.hub.ledger.Leases;
import vn.lienthong.hub.ledger.ReasonGroups.Extent;
import vn.lienthong.hub.ledger.ReplayScope;
import vn.lienthong.hub.ledger.Replays;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.State;

/** What is over is kept for its time, not longer, and the sweep rests when there is nothing to do. */
class ForgetPastTest {
    private static final Duration KEEP = Duration.ofDays(400);
    private static final SystemId LAND = new SystemId("land");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    @ParameterizedTest
    @EnumSource
    void endedReplaysGoWhenTheirTimeIsOverOpenOnesNever(EmptyLedger ledger) {
        DataSource database = ledger.open();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        ObjectMapper json = new ObjectMapper().findAndRegisterModules();
        Replays replays = new Replays(jdbc, json, new Ids(jdbc, new JdbcTransactionManager(database)), clock);
        ForgetPast forget = new ForgetPast(List.of(replays), new JdbcLeases(jdbc, clock), clock, KEEP);
        long waiting = add(replays);
        for (State state : List.of(State.DONE, State.STOPPED, State.FAILED)) {
            replays.end(add(replays), state, null);
        }
        long running = add(replays);
        replays.begin(replays.find(running).orElseThrow());
        now = now.plus(KEEP).minusSeconds(1);
        long late = add(replays);
        replays.end(late, State.DONE, null);

        assertThat(forget.sweep("a")).isFalse();
        assertThat(replays.latest(10)).hasSize(6);

        now = now.plus(Duration.ofHours(1));
        assertThat(forget.sweep("a")).isTrue();
        assertThat(replays.latest(10)).extracting(Replays.Replay::id).containsExactlyInAnyOrder(waiting, running, late);
        assertThat(jdbc.queryForList("select name from lease", String.class)).isEmpty();
    }

    @Test
    void itGoesOnWhileThereIsSomethingThenRestsForAnHour() {
        List<Instant> asked = new ArrayList<>();
        ForgetPast forget = new ForgetPast(
                List.of(before -> {
                    asked.add(before);
                    return asked.size() < 3 ? 1000 : 0;
                }),
                new Free(),
                clock,
                KEEP);

        assertThat(forget.sweep("a")).isTrue();
        assertThat(forget.sweep("a")).isTrue();
        assertThat(forget.sweep("a")).isFalse();
        now = now.plus(Duration.ofMinutes(59));
        assertThat(forget.sweep("a")).isFalse();
        assertThat(asked).hasSize(3);
        now = now.plus(Duration.ofMinutes(1));
        forget.sweep("a");
        assertThat(asked).hasSize(4);
        assertThat(asked.get(3)).isEqualTo(now.minus(KEEP));
    }

    @Test
    void oneProcessAtATime() {
        Free leases = new Free();
        leases.free = false;
        List<Instant> asked = new ArrayList<>();
        ForgetPast forget = new ForgetPast(
                List.of(before -> {
                    asked.add(before);
                    return 0;
                }),
                leases,
                clock,
                KEEP);

        assertThat(forget.sweep("a")).isFalse();
        assertThat(asked).isEmpty();
        leases.free = true;
        forget.sweep("a");
        assertThat(asked).hasSize(1);
    }

    private static long add(Replays replays) {
        return replays.add(Kind.HELD, ReplayScope.of(LAND, replays.now()), new Extent(0, null), "admin", null)
                .id();
    }

    private static final class Free implements Leases {
        private boolean free = true;

        @Override
        public boolean take(String name, String owner, Duration time) {
            return free;
        }

        @Override
        public void release(String name, String owner) {}
    }
}
