package vn.lienthong.hub.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a log has been read whose lower numbers may appear after higher ones. Remembers the highest number seen and the
 * ranges missing below it with the time at which they were first missed; forgets a range when it is older than numbers may
 * be late. Neighbouring ranges are joined beyond {@value #MOST_RANGES}: then numbers already seen may be taken once more,
 * which does no harm. Written as {@code {"high":N,"missing":[[from,to,sinceMillis],..]}}. Not thread-safe.
 */
class NumberedLog {
    static final int MOST_RANGES = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Duration late;
    /** By first number. Ranges do not overlap. */
    private final TreeMap<Long, Missing> missing = new TreeMap<>();

    private long high;

    private record Missing(long from, long to, long since) {}

    private NumberedLog(Duration late) {
        this.late = late;
    }

    /** @throws IllegalArgumentException if the watermark was not written by this class */
    static NumberedLog read(@Nullable String watermark, Duration late) {
        NumberedLog log = new NumberedLog(late);
        if (watermark == null || watermark.isEmpty()) {
            return log;
        }
        try {
            JsonNode tree = JSON.readTree(watermark);
            if (!tree.path("high").isIntegralNumber()) {
                throw new IllegalArgumentException("HUB-PULL-005 the watermark is none of a numbered log");
            }
            log.high = tree.path("high").longValue();
            for (JsonNode range : tree.path("missing")) {
                Missing gap = new Missing(
                        range.path(0).longValue(),
                        range.path(1).longValue(),
                        range.path(2).longValue());
                log.missing.put(gap.from(), gap);
            }
            return log;
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("HUB-PULL-005 the watermark is none of a numbered log", broken);
        }
    }

    /** Drops the ranges that cannot fill any more. */
    void forget(Instant now) {
        long oldest = now.minus(late).toEpochMilli();
        missing.values().removeIf(gap -> gap.since() < oldest);
    }

    /** The highest number seen; 0 before the first. */
    long high() {
        return high;
    }

    /** The number after which the lowest missing number would appear; the highest seen if none is missing. */
    long beforeGaps() {
        return missing.isEmpty() ? high : missing.firstKey() - 1;
    }

    /**
     * Where to read on after a page that ended with {@code last}: stretches that miss nothing are leapt over, and it never
     * goes back.
     */
    long readOn(long last) {
        Map.@Nullable Entry<Long, Missing> around = missing.floorEntry(last);
        if (around != null && around.getValue().to() > last) {
            return last;
        }
        @Nullable Long gap = missing.higherKey(last);
        return Math.max(last, gap == null ? high : gap - 1);
    }

    /** Takes the next number of a page, whose numbers ascend. False = seen before. */
    boolean take(long number, Instant now) {
        if (number > high) {
            if (number > high + 1) {
                put(new Missing(high + 1, number - 1, now.toEpochMilli()));
            }
            high = number;
            join();
            return true;
        }
        Map.@Nullable Entry<Long, Missing> entry = missing.floorEntry(number);
        if (entry == null || entry.getValue().to() < number) {
            return false;
        }
        Missing gap = entry.getValue();
        missing.remove(gap.from());
        put(new Missing(gap.from(), number - 1, gap.since()));
        put(new Missing(number + 1, gap.to(), gap.since()));
        join();
        return true;
    }

    String watermark() {
        ObjectNode tree = JSON.createObjectNode().put("high", high);
        ArrayNode ranges = tree.putArray("missing");
        missing.values()
                .forEach(gap -> ranges.addArray().add(gap.from()).add(gap.to()).add(gap.since()));
        return tree.toString();
    }

    private void put(Missing gap) {
        if (gap.from() <= gap.to()) {
            missing.put(gap.from(), gap);
        }
    }

    /** Joins the two neighbours with the fewest seen numbers between them; the joined range keeps the younger time. */
    private void join() {
        while (missing.size() > MOST_RANGES) {
            @Nullable Missing before = null;
            @Nullable Missing left = null;
            @Nullable Missing right = null;
            for (Missing gap : missing.values()) {
                if (before != null
                        && (left == null || right == null || gap.from() - before.to() < right.from() - left.to())) {
                    left = before;
                    right = gap;
                }
                before = gap;
            }
            if (left == null || right == null) {
                return;
            }
            missing.remove(right.from());
            missing.put(left.from(), new Missing(left.from(), right.to(), Math.max(left.since(), right.since())));
        }
    }
}
