package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

class NumberedLogTest {
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration LATE = Duration.ofSeconds(75);

    @Test
    void aLowerNumberThatAppearsLateIsNew() {
        NumberedLog log = NumberedLog.read(null, LATE);
        take(log, NOW, 1, 2, 5);

        assertThat(log.watermark()).isEqualTo("{\"high\":5,\"missing\":[[3,4," + NOW.toEpochMilli() + "]]}");
        assertThat(log.beforeGaps()).isEqualTo(2);
        assertThat(log.take(4, NOW)).isTrue();
        assertThat(log.take(4, NOW)).isFalse();
        assertThat(log.take(5, NOW)).isFalse();
        assertThat(log.watermark()).isEqualTo("{\"high\":5,\"missing\":[[3,3," + NOW.toEpochMilli() + "]]}");
    }

    @Test
    void aGapThatNeverFillsIsForgotten() {
        NumberedLog log = NumberedLog.read(null, LATE);
        take(log, NOW, 1, 5);
        log.forget(NOW.plus(LATE));
        assertThat(log.beforeGaps()).isEqualTo(1);

        log.forget(NOW.plus(LATE).plusMillis(1));

        assertThat(log.beforeGaps()).isEqualTo(5);
        assertThat(log.take(3, NOW)).isFalse();
    }

    @Test
    void aMillionWideGapIsOneRange() {
        NumberedLog log = NumberedLog.read(null, LATE);
        take(log, NOW, 1_000_000, 3_000_000);

        assertThat(log.watermark()).hasSizeLessThan(120);
        assertThat(log.take(2_000_000, NOW)).isTrue();
        assertThat(log.take(2_000_000, NOW)).isFalse();
    }

    @Test
    void aLogFullOfHolesStaysSmallAndLosesNothing() {
        NumberedLog log = NumberedLog.read(null, LATE);
        for (long odd = 1; odd < 20_000; odd += 2) {
            assertThat(log.take(odd, NOW)).isTrue();
        }

        assertThat(log.watermark()).hasSizeLessThan(NumberedLog.MOST_RANGES * 32);
        for (long even = 2; even < 19_999; even += 2) {
            assertThat(log.take(even, NOW)).as("number %d", even).isTrue();
        }
    }

    @Test
    void aWatermarkReadsBackAsItWasWritten() {
        NumberedLog log = NumberedLog.read(null, LATE);
        take(log, NOW, 7, 9, 30);

        assertThat(NumberedLog.read(log.watermark(), LATE).watermark()).isEqualTo(log.watermark());
        assertThatThrownBy(() -> NumberedLog.read("{}", LATE)).hasMessageContaining("HUB-PULL-005");
        assertThatThrownBy(() -> NumberedLog.read("cursor-1", LATE)).hasMessageContaining("HUB-PULL-005");
    }

    @Test
    void readingOnLeapsOverWhatMissesNothingAndNeverGoesBack() {
        NumberedLog log = NumberedLog.read(null, LATE);
        take(log, NOW, 1, 2, 4, 5, 100, 101, 110);
        log.take(3, NOW);

        assertThat(log.readOn(4)).isEqualTo(5);
        assertThat(log.readOn(50)).isEqualTo(50);
        assertThat(log.readOn(100)).isEqualTo(101);
        assertThat(log.readOn(110)).isEqualTo(110);
        assertThat(log.readOn(200)).isEqualTo(200);
    }

    /** Numbers become visible in any order, at most 60 seconds after their place; pages are small; cycles begin anywhere. */
    @Test
    void everyNumberIsTakenOnceWhateverTheOrderInWhichItAppears() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            TreeSet<Long> written = new TreeSet<>();
            for (long number = 1; number <= 400; number++) {
                if (random.nextInt(10) > 0) {
                    written.add(number);
                }
            }
            List<Long> order = new ArrayList<>(written);
            Collections.shuffle(order.subList(0, 200), random);
            Collections.shuffle(order.subList(150, order.size()), random);
            assertThat(readWhileItGrows(order, random, 7)).as("seed %d", seed).isEqualTo(written);
        }
    }

    private static Set<Long> readWhileItGrows(List<Long> order, Random random, int pageSize) {
        TreeSet<Long> visible = new TreeSet<>();
        Set<Long> taken = new TreeSet<>();
        String watermark = null;
        Instant now = NOW;
        int shown = 0;
        for (int cycle = 0; cycle < 120; cycle++) {
            int more = Math.min(order.size(), shown + random.nextInt(30));
            visible.addAll(order.subList(shown, more));
            shown = more;
            now = now.plusMillis(200);
            NumberedLog log = NumberedLog.read(watermark, LATE);
            log.forget(now);
            LogPosition position = new LogPosition(log, true);
            int pages = 0;
            do {
                Page page = page(visible, Long.parseLong(position.places().get("after")), pageSize);
                position.pass(page, now).forEach(record -> assertThat(taken.add(record.number()))
                        .isTrue());
                assertThat(++pages).as("pages of one cycle").isLessThan(200);
            } while (position.more());
            watermark = position.watermark();
        }
        return taken;
    }

    private static Page page(TreeSet<Long> visible, long after, int size) {
        List<PageRecord> records = visible.tailSet(after, false).stream()
                .limit(size)
                .map(number -> new PageRecord("n" + number, number, null, Trees.of("{}")))
                .toList();
        return new Page(records, null, visible.tailSet(after, false).size() > size);
    }

    private static void take(NumberedLog log, Instant now, long... numbers) {
        for (long number : numbers) {
            assertThat(log.take(number, now)).isTrue();
        }
    }
}
