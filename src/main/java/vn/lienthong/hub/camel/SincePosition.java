package vn.lienthong.hub.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

/**
 * A stream read by the time of the last change: records at or after {@code {after}}, oldest change first. Three things
 * must not lose a record:
 *
 * <p><b>Many of one time.</b> A time that fills more than a page is walked with {@code {afterKey}} (number, else key,
 * of the last record) or {@code {page}} (1, 2, ..), whichever the call names. Records that change during the walk leave the time and
 * shift the pages: it is walked again until a walk brings nothing new. A call that names neither place stops with
 * HUB-PULL-007 instead of going round for ever.
 *
 * <p><b>Late ones.</b> A record becomes visible at most {@code overlap} after its time. When the time H was first seen, the
 * far side's clock had passed H; so at any later moment it has passed H by what went by here. What lies {@code overlap}
 * before that is settled when a round begins, and the next round begins there. Only differences of the hub's clock count,
 * so that the far side's may be off. Once H itself is settled nothing is read twice any more.
 *
 * <p><b>A break.</b> The watermark of a page in the middle keeps when its round began; a round that goes on after a break
 * settles no more than one that took so long.
 *
 * <p>Written as {@code {"from","key","high","seen"}} and, in the middle of a round, {@code "after","afterKey","began"}.
 * Not thread-safe.
 */
class SincePosition implements Position {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REPEATED = 10;

    private final Duration overlap;
    private final FarTimes times;
    private final Instant began;
    /** Everything up to here was read when it could not change any more; the key only if the far side goes by it. */
    private Instant from;

    private String fromKey;
    private @Nullable Instant high;
    private Instant seen;
    /** Where the round stands. */
    private Instant after;

    private String afterKey;
    private int page = 1;
    /** Keys of the records at {@code after}: of all walks, and of this one. */
    private final Set<String> known = new HashSet<>();

    private final Set<String> walked = new HashSet<>();
    private boolean fresh;
    private int repeated;
    private boolean more;

    /**
     * @param mark null, empty, or of another way of reading = from {@code start}: what is known already changes nothing
     */
    SincePosition(@Nullable String mark, Instant start, Duration overlap, FarTimes times, Instant now) {
        this.overlap = overlap;
        this.times = times;
        JsonNode state = state(mark);
        this.from = time(state, "from", start);
        this.fromKey = state.path("key").asText("");
        this.high = state.has("high") ? time(state, "high", start) : null;
        this.seen = Instant.ofEpochMilli(state.path("seen").asLong(now.toEpochMilli()));
        this.began = Instant.ofEpochMilli(state.path("began").asLong(now.toEpochMilli()));
        this.after = time(state, "after", from);
        this.afterKey = state.has("after") ? state.path("afterKey").asText("") : fromKey;
    }

    private static JsonNode state(@Nullable String mark) {
        try {
            JsonNode state = JSON.readTree(mark == null || mark.isEmpty() ? "{}" : mark);
            return state.has("from") ? state : JSON.createObjectNode();
        } catch (JsonProcessingException another) {
            return JSON.createObjectNode();
        }
    }

    private static Instant time(JsonNode state, String name, Instant otherwise) {
        return state.has(name) ? Instant.parse(state.path(name).asText()) : otherwise;
    }

    @Override
    public Map<String, String> places() {
        return Map.of("after", times.write(after), "afterKey", afterKey, "page", Integer.toString(page));
    }

    /** A record and when it was changed. */
    private record Timed(Instant time, String key) {}

    /**
     * A record whose time cannot be read goes on to be held; it does not move the position.
     *
     * @throws RouteFailed if no record has a time, they are not in its order, or the call does not get past a time
     */
    @Override
    public List<PageRecord> pass(Page read, Instant now) {
        List<Timed> records = read.records().stream()
                .flatMap(record -> timed(record).stream())
                .toList();
        if (records.isEmpty() && !read.records().isEmpty()) {
            throw new RouteFailed("HUB-PULL-006 no record of the page has a time that can be read; pages/<stream>.jslt"
                    + " must give \"time\" in every record, written as times= says or as ISO");
        }
        records.forEach(record -> highest(record.time(), now));
        more = read.more() && !records.isEmpty();
        if (more) {
            goOn(records);
        } else if (page > 1 && fresh) {
            walkAgain();
            more = true;
        } else {
            end(records);
        }
        return read.records();
    }

    private Optional<Timed> timed(PageRecord record) {
        return Optional.ofNullable(record.time())
                .flatMap(times::read)
                .map(time -> new Timed(
                        time,
                        record.number() == null ? record.key() : record.number().toString()));
    }

    private void highest(Instant time, Instant now) {
        if (high == null || time.isAfter(high)) {
            high = time;
            seen = now;
        }
    }

    private void goOn(List<Timed> records) {
        Instant last = records.get(0).time();
        for (Timed record : records) {
            if (record.time().isBefore(last)) {
                throw new RouteFailed(
                        "HUB-PULL-008 the records are not in the order of their times, oldest change first;"
                                + " ask the far side for that order, or read the stream by page");
            }
            last = record.time();
        }
        if (last.isAfter(after)) {
            if (page > 1 && fresh) {
                walkAgain();
            } else {
                begin(last, records);
            }
            return;
        }
        Set<String> keys = records.stream().map(Timed::key).collect(Collectors.toSet());
        // one page may be a repetition: a late record of this time shifts those behind it
        repeated = walked.containsAll(keys) ? repeated + 1 : 0;
        if (repeated > MOST_REPEATED) {
            throw new RouteFailed("HUB-PULL-007 more than one page of records has the time " + after
                    + ", and the call does not get past it; let it name {page} or {afterKey}, write times= as precisely"
                    + " as the far side does, or make page-size larger");
        }
        fresh |= !known.containsAll(keys);
        walked.addAll(keys);
        known.addAll(keys);
        afterKey = records.get(records.size() - 1).key();
        page++;
    }

    private void begin(Instant time, List<Timed> records) {
        after = time;
        afterKey = records.get(records.size() - 1).key();
        page = 1;
        fresh = false;
        walked.clear();
        known.clear();
        records.stream()
                .filter(record -> record.time().equals(time))
                .map(Timed::key)
                .forEach(known::add);
    }

    private void walkAgain() {
        afterKey = "";
        page = 1;
        fresh = false;
        walked.clear();
    }

    private void end(List<Timed> records) {
        Instant top = high;
        if (top == null) {
            return;
        }
        String last = after.equals(top) ? afterKey : "";
        if (!records.isEmpty() && records.get(records.size() - 1).time().equals(top)) {
            last = records.get(records.size() - 1).key();
        }
        Instant settled = top.plus(Duration.between(seen, began)).minus(overlap);
        if (!settled.isBefore(top)) {
            from = top;
            fromKey = last;
        } else if (settled.isAfter(from)) {
            from = settled;
            fromKey = "";
        }
    }

    @Override
    public String watermark() {
        ObjectNode state = JSON.createObjectNode().put("from", from.toString());
        if (!fromKey.isEmpty()) {
            state.put("key", fromKey);
        }
        if (high != null) {
            state.put("high", high.toString()).put("seen", seen.toEpochMilli());
        }
        if (more) {
            state.put("after", after.toString()).put("afterKey", afterKey).put("began", began.toEpochMilli());
        }
        return state.toString();
    }

    @Override
    public boolean more() {
        return more;
    }
}
