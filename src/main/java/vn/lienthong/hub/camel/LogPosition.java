package vn.lienthong.hub.camel;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

/** A numbered log whose numbers may appear late. */
class LogPosition implements Position {
    private final NumberedLog log;
    private final boolean untouched;
    private long after;
    private boolean more;
    private boolean passed;

    /** @param gaps whether the cycle starts at the lowest missing number, else behind the highest seen */
    LogPosition(NumberedLog log, boolean gaps) {
        this.log = log;
        this.untouched = log.high() == 0;
        this.after = gaps ? log.beforeGaps() : log.high();
    }

    @Override
    public Map<String, String> places() {
        return Map.of("after", Long.toString(after));
    }

    @Override
    public List<PageRecord> pass(Page page, Instant now) {
        List<PageRecord> fresh = page.records().stream()
                .sorted(Comparator.comparingLong(LogPosition::number))
                .filter(record -> log.take(number(record), now))
                .collect(Collectors.toList());
        long last = page.records().stream().mapToLong(LogPosition::number).max().orElse(after);
        more = page.more() && last > after;
        after = log.readOn(last);
        passed = true;
        return fresh;
    }

    @Override
    public @Nullable String watermark() {
        return untouched && !passed ? null : log.watermark();
    }

    @Override
    public boolean more() {
        return more;
    }

    private static long number(PageRecord record) {
        if (record.number() == null) {
            throw new RouteFailed(
                    "HUB-PULL-006 a record without a number; late-numbers needs \"number\" in every record"
                            + " that pages/<stream>.jslt makes");
        }
        return record.number();
    }
}
