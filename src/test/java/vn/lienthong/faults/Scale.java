package vn.lienthong.faults;

import java.time.Duration;
import java.util.Map;

/**
 * How long things last: as in life, or a small model of it with the hub's time-outs made small as well.
 *
 * @param away how long a far system is away
 * @param slow how late an answer comes; longer than {@code timeout}
 * @param late how late a log number appears
 * @param timeout the hub's patience with one call
 * @param window how long other faults go on at most
 */
record Scale(Duration away, Duration slow, Duration late, Duration timeout, Duration window) {
    static Scale life() {
        return new Scale(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Duration.ofSeconds(15));
    }

    static Scale small() {
        return new Scale(
                Duration.ofSeconds(3),
                Duration.ofMillis(2500),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3));
    }

    Map<String, String> hubSettings() {
        String seconds = timeout.toSeconds() + "s";
        return Map.of(
                "hub.systems.onestop.timeout", seconds,
                "hub.systems.land.timeout", seconds,
                "hub.systems.ui-v2.timeout", seconds,
                "hub.systems.portal.timeout", seconds,
                "hub.systems.onestop.page-size", "25",
                "hub.systems.land.page-size", "25",
                "hub.systems.ui-v2.page-size", "25");
    }
}
