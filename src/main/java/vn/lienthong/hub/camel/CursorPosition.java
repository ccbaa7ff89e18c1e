package vn.lienthong.hub.camel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

/** A stream whose cursor the far side gives: opaque, and only moved by it. */
class CursorPosition implements Position {
    private @Nullable String cursor;
    private boolean more;

    CursorPosition(@Nullable String cursor) {
        this.cursor = cursor;
    }

    @Override
    public Map<String, String> places() {
        return Map.of("after", after());
    }

    private String after() {
        return Objects.requireNonNullElse(cursor, "");
    }

    /** A page that promises more and stays where it is would never end: it counts as the last. */
    @Override
    public List<PageRecord> pass(Page page, Instant now) {
        String before = after();
        if (page.next() != null) {
            cursor = page.next();
        }
        more = page.more() && !before.equals(after());
        return page.records();
    }

    @Override
    public @Nullable String watermark() {
        return cursor;
    }

    @Override
    public boolean more() {
        return more;
    }
}
