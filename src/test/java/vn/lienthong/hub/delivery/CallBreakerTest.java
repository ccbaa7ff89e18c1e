package vn.lienthong.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.systems.SystemSettings.Brake;

class CallBreakerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int BATCH = 50;
    /** The middle of the spread: waits are as the settings say. */
    private static final double NO_JITTER = 0.5;

    private final CallBreaker breaker =
            new CallBreaker(new Brake(0, 3, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofMinutes(10)));

    @Test
    void opensAfterAsManyFailuresInARowAsTheSettingsSay() {
        fail(NOON);
        fail(NOON);
        breaker.succeeded(BATCH);
        fail(NOON);
        fail(NOON);
        assertThat(breaker.allows(NOON)).isTrue();
        fail(NOON);
        assertThat(breaker.allows(NOON)).isFalse();
        assertThat(breaker.position(NOON)).isEqualTo(CallBreaker.Position.OPEN);
    }

    @Test
    void oneProbeAtATimeAndEveryFailedOneDoublesTheWaitUpToTheLongest() {
        open();
        List<Duration> waits = new ArrayList<>();
        Instant now = NOON;
        for (int probe = 0; probe < 5; probe++) {
            Instant next = opensAgain(now);
            waits.add(Duration.between(now, next));
            now = next;
            assertThat(breaker.allows(now))
                    .as("the second while one is under way")
                    .isFalse();
            assertThat(breaker.rowsAtOnce(BATCH)).isEqualTo(1);
            fail(now);
        }
        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(4));
    }

    @Test
    void whatHasJustComeBackIsNotFlooded() {
        open();
        opensAgain(NOON);
        List<Integer> rows = new ArrayList<>();
        for (int call = 0; call < 8; call++) {
            rows.add(breaker.rowsAtOnce(BATCH));
            breaker.succeeded(BATCH);
        }
        assertThat(rows).containsExactly(1, 2, 4, 8, 16, 32, BATCH, BATCH);
        assertThat(breaker.isCareful()).isFalse();
    }

    @Test
    void aRelapseStartsFromOneAgain() {
        open();
        opensAgain(NOON);
        breaker.succeeded(BATCH);
        breaker.succeeded(BATCH);
        open();
        assertThat(breaker.rowsAtOnce(BATCH)).isEqualTo(1);
    }

    @Test
    void aFarSideThatAsksToWaitIsLeftAloneAtOnce() {
        breaker.failed(NOON, Duration.ofSeconds(30), NO_JITTER);
        assertThat(breaker.allows(NOON.plusSeconds(29))).isFalse();
        assertThat(breaker.allows(NOON.plusSeconds(30))).isTrue();
    }

    @Test
    void aPermissionThatWasNotUsedIsFreeForTheNext() {
        open();
        Instant half = opensAgain(NOON);
        breaker.unused();
        assertThat(breaker.allows(half)).isTrue();
    }

    private void open() {
        for (int failure = 0; failure < 3; failure++) {
            fail(NOON);
        }
    }

    private void fail(Instant at) {
        breaker.failed(at, null, NO_JITTER);
    }

    /** The first whole second at which a probe may go; it is taken. */
    private Instant opensAgain(Instant from) {
        for (int second = 0; second < 60; second++) {
            if (breaker.allows(from.plusSeconds(second))) {
                return from.plusSeconds(second);
            }
        }
        throw new AssertionError("never opens again");
    }
}
