package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

/** No record is lost, whatever its time and whenever it becomes visible, and reading comes to an end. */
class SincePositionTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final FarTimes TIMES = new FarTimes("yyyy-MM-dd HH:mm:ss.SSS", ZONE);
    /** How late a change is committed, and the minute by which a time may be cut. */
    private static final Duration LATEST = Duration.ofMinutes(2);

    private static final Duration OVERLAP = LATEST.plusMinutes(1);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What a call names. */
    private enum Call {
        KEY,
        PAGE,
        NEITHER
    }

    /** A table of a far side whose clock is wrong; a change is stamped when it begins and visible when it is committed. */
    private static class FarTable {
        private record Version(int id, int version, Instant time) {}

        private record Open(Version version, Instant commit) {}

        private final Map<Integer, Version> rows = new TreeMap<>();
        private final List<Open> open = new ArrayList<>();
        private final Duration skew;
        private final ChronoUnit precision;
        private Instant now = START;

        FarTable(Duration skew, ChronoUnit precision) {
            this.skew = skew;
            this.precision = precision;
        }

        void change(int id, Duration late) {
            if (open.stream().anyMatch(o -> o.version().id() == id)) {
                return; // its row is locked
            }
            Version before = rows.get(id);
            Instant time = now.plus(skew).truncatedTo(precision);
            open.add(new Open(new Version(id, before == null ? 1 : before.version() + 1, time), now.plus(late)));
            pass(Duration.ZERO);
        }

        void pass(Duration time) {
            now = now.plus(time);
            open.stream()
                    .filter(o -> !o.commit().isAfter(now))
                    .forEach(o -> rows.put(o.version().id(), o.version()));
            open.removeIf(o -> !o.commit().isAfter(now));
        }

        Page page(Map<String, String> places, Call call, int size) {
            Instant after = TIMES.read(places.get("after")).orElseThrow();
            String key = call == Call.KEY ? places.get("afterKey") : "";
            List<Version> found = rows.values().stream()
                    .filter(row -> call == Call.KEY && !key.isEmpty()
                            ? row.time().isAfter(after) || row.time().equals(after) && row.id() > Integer.parseInt(key)
                            : !row.time().isBefore(after))
                    .sorted(Comparator.comparing(Version::time).thenComparing(Version::id))
                    .toList();
            int from = call == Call.PAGE ? (Integer.parseInt(places.get("page")) - 1) * size : 0;
            List<PageRecord> records = found.stream()
                    .skip(from)
                    .limit(size)
                    .map(row -> new PageRecord(
                            row.id() + ":" + row.version(), (long) row.id(), TIMES.write(row.time()), Trees.of("{}")))
                    .toList();
            return new Page(records, null, found.size() > from + size);
        }
    }

    /** A hub that reads the table and remembers what it took. */
    private static class Reader {
        private final FarTable table;
        private final Call call;
        private final int size;
        private final Map<String, Integer> seen = new HashMap<>();
        private String mark;
        private int read;

        Reader(FarTable table, Call call, int size) {
            this.table = table;
            this.call = call;
            this.size = size;
        }

        /** @param between what happens after each page; false = the hub is killed */
        void round(java.util.function.BooleanSupplier between) {
            SincePosition position = new SincePosition(mark, Instant.EPOCH, OVERLAP, TIMES, table.now);
            read = 0;
            int pages = 0;
            do {
                assertThat(++pages).as("pages of one round").isLessThan(5000);
                Page page = table.page(position.places(), call, size);
                position.pass(page, table.now).forEach(record -> {
                    read++;
                    seen.merge(record.key(), 1, Integer::sum);
                });
                mark = position.watermark();
                if (!between.getAsBoolean()) {
                    return;
                }
            } while (position.more());
        }

        void quietRound() {
            round(() -> true);
        }

        List<String> missing() {
            return table.rows.values().stream()
                    .map(row -> row.id() + ":" + row.version())
                    .filter(key -> !seen.containsKey(key))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"KEY", "PAGE"})
    void nothingIsLostWhateverHappensInWhateverOrder(Call call) {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            FarTable table = new FarTable(
                    Duration.ofSeconds(random.nextInt(-600, 600)),
                    random.nextBoolean() ? ChronoUnit.MILLIS : ChronoUnit.MINUTES);
            Reader reader = new Reader(table, call, random.nextInt(3, 9));
            for (int act = 0; act < 60; act++) {
                switch (random.nextInt(4)) {
                    case 0 -> some(table, random, random.nextInt(1, 30));
                    case 1 -> table.pass(Duration.ofMillis(random.nextLong(120_000)));
                    default ->
                        reader.round(() -> {
                            some(table, random, random.nextInt(3));
                            table.pass(Duration.ofMillis(random.nextLong(5_000)));
                            return random.nextInt(20) > 0;
                        });
                }
            }
            table.pass(OVERLAP);
            reader.quietRound(); // the end of one that was broken off
            reader.quietRound();

            assertThat(reader.missing()).as("lost, seed %d", seed).isEmpty();
        }
    }

    private static void some(FarTable table, Random random, int changes) {
        for (int i = 0; i < changes; i++) {
            table.change(random.nextInt(1, 60), Duration.ofMillis(random.nextLong(LATEST.toMillis())));
        }
    }

    @Test
    void aSettledStreamIsNotReadTwice() {
        FarTable table = new FarTable(Duration.ofMinutes(-5), ChronoUnit.MILLIS);
        Reader reader = new Reader(table, Call.KEY, 10);
        for (int id = 1; id <= 95; id++) {
            table.change(id, Duration.ZERO);
        }
        reader.quietRound();
        assertThat(reader.read).as("more than a page of one time").isGreaterThanOrEqualTo(95);
        table.pass(Duration.ofSeconds(30));
        reader.quietRound();
        assertThat(reader.read).as("still young: read again").isPositive();
        table.pass(OVERLAP);
        reader.quietRound();
        String settled = reader.mark;
        reader.quietRound();

        assertThat(reader.read).isZero();
        assertThat(reader.mark).isEqualTo(settled);
    }

    @Test
    void aGroupOfOneTimeThatIsChangedWhileItIsReadByPageLosesNothing() {
        FarTable table = new FarTable(Duration.ZERO, ChronoUnit.MINUTES);
        Reader reader = new Reader(table, Call.PAGE, 10);
        for (int id = 1; id <= 60; id++) {
            table.change(id, Duration.ZERO);
        }
        table.pass(Duration.ofHours(1));
        int[] pages = {0};

        reader.round(() -> {
            pages[0]++;
            if (pages[0] == 4) {
                for (int id = 1; id <= 15; id++) {
                    table.change(id, Duration.ZERO); // what stood on the next page stands on one read before
                }
            }
            return true;
        });

        assertThat(reader.missing()).isEmpty();
    }

    @Test
    void aCallThatDoesNotGetPastATimeSaysSo() {
        FarTable table = new FarTable(Duration.ZERO, ChronoUnit.MILLIS);
        for (int id = 1; id <= 30; id++) {
            table.change(id, Duration.ZERO);
        }

        assertThatThrownBy(() -> new Reader(table, Call.NEITHER, 10).quietRound())
                .hasMessageStartingWith("HUB-PULL-007");
    }

    @Test
    void anUnorderedStreamSaysSoUnlessItIsOnePage() {
        List<PageRecord> newestFirst = List.of(record("b", "2026-01-02 00:00:00"), record("a", "2026-01-01 00:00:00"));

        assertThatThrownBy(() -> position(null).pass(new Page(newestFirst, null, true), START))
                .hasMessageStartingWith("HUB-PULL-008");
        SincePosition position = position(null);
        position.pass(new Page(newestFirst, null, false), START);
        assertThat(position.watermark()).contains("\"high\":\"2026-01-01T17:00:00Z\"");
    }

    @Test
    void aRecordWithAnUnreadableTimeGoesOnToBeHeldAndStopsNothing() {
        SincePosition position = position(null);

        List<PageRecord> passed = position.pass(
                new Page(List.of(record("a", "31/02/2026"), record("b", "2026-01-01 00:00:00")), null, false), START);

        assertThat(passed).hasSize(2);
        assertThat(position.watermark()).contains("2025-12-31T17:00:00Z");
        assertThatThrownBy(() -> position(null).pass(new Page(List.of(record("a", "?")), null, false), START))
                .hasMessageStartingWith("HUB-PULL-006");
    }

    @Test
    void aWatermarkOfAnotherKindOfStreamBeginsAnew() {
        assertThat(position("2023-08-14 10:12:13.5|812").places().get("after")).isEqualTo("1970-01-01 08:00:00.000");
        assertThat(position("{\"high\":4}").places().get("after")).isEqualTo("1970-01-01 08:00:00.000");
    }

    private static SincePosition position(String mark) {
        return new SincePosition(mark, Instant.EPOCH, OVERLAP, TIMES, START);
    }

    private static PageRecord record(String key, String time) {
        return new PageRecord(key, null, time, Trees.of("{}"));
    }
}
