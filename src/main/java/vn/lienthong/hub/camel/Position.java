package vn.lienthong.hub.camel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

/** Where one cycle of a pull stands. Not thread-safe. */
interface Position {
    /** What the next call is filled with. */
    Map<String, String> places();

    /** Whether an answer with this status, which is an error otherwise, says that there is no more. */
    default boolean endsWith(int status) {
        return false;
    }

    /** Goes past a page; answers the records that were not seen before. */
    List<PageRecord> pass(Page page, Instant now);

    /** The watermark as of the last page passed; null before the first. */
    @Nullable
    String watermark();

    /** Whether the far side has more after the last page passed. */
    boolean more();
}
