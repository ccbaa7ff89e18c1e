package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Brake;

class PacesTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE / 2);
    private final Paces paces = new Paces(nanos::get);
    private final SystemSettings four = Settings.of("a").maxPerSecond(4).build();

    @Test
    void callsAreSpreadOverTheSecond() {
        assertThat(paces.take(four)).isZero();
        assertThat(paces.take(four)).isEqualTo(Duration.ofMillis(250));
        assertThat(paces.take(four)).isEqualTo(Duration.ofMillis(500));
        nanos.addAndGet(Duration.ofMillis(750).toNanos());
        assertThat(paces.take(four)).isZero();
    }

    @Test
    void idleTimeIsNotSavedUp() {
        paces.take(four);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(paces.take(four)).isZero();
        assertThat(paces.take(four)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void anUnusedTurnIsGivenToTheNext() {
        paces.take(four);
        Duration second = paces.take(four);
        paces.unused(four);
        assertThat(paces.take(four)).isEqualTo(second);
    }

    @Test
    void withoutALimitNobodyWaits() {
        SystemSettings free = Settings.of("b").build();
        assertThat(free.brake()).isEqualTo(Brake.PLAIN);
        assertThat(paces.take(free)).isZero();
        assertThat(paces.take(free)).isZero();
    }

    @Test
    void systemsDoNotWaitForEachOther() {
        paces.take(four);
        assertThat(paces.take(Settings.of("c").maxPerSecond(1).build())).isZero();
    }
}
