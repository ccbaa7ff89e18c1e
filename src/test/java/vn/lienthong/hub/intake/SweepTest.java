package vn.lienthong.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import vn.lienthong.hub.LienThongHub;

class SweepTest {

    /** A kill between two commits left records waiting for ever: the sweep was written, and nobody ran it. */
    @Test
    void whatACrashLeftWaitingIsSweptByTheProgram() {
        assertThat(Arrays.stream(ReplayFromLedger.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Scheduled.class)))
                .hasSize(1);
        assertThat(LienThongHub.class.isAnnotationPresent(EnableScheduling.class))
                .isTrue();
    }
}
