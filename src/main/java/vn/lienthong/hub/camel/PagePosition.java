package vn.lienthong.hub.camel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

/**
 * A stream in numbered pages. The last page is read again, since it may fill; where older entries change, every round
 * begins with the first page. The watermark is the number of the page to ask for next; empty = the first.
 */
class PagePosition implements Position {
    private final int first;
    private final boolean again;
    private String page;
    private List<String> before = List.of();
    private boolean more;

    PagePosition(@Nullable String mark, int first, boolean again) {
        this.first = first;
        this.again = again;
        this.page = mark == null ? "" : mark;
    }

    @Override
    public Map<String, String> places() {
        return Map.of("page", page.isEmpty() ? Integer.toString(first) : page);
    }

    /** Behind its last page a far side may say 404. */
    @Override
    public boolean endsWith(int status) {
        return status == 404 && !page.isEmpty() && !page.equals(Integer.toString(first));
    }

    /** @throws RouteFailed if the far side gives the same page for two numbers */
    @Override
    public List<PageRecord> pass(Page read, java.time.Instant now) {
        List<String> keys = read.records().stream().map(PageRecord::key).toList();
        if (!keys.isEmpty() && keys.equals(before)) {
            throw new RouteFailed("HUB-PULL-009 page " + places().get("page")
                    + " brought the records of the page before; does the call name {page}, and pages/<stream>.jslt say"
                    + " \"more\": false at the end?");
        }
        before = keys;
        more = read.more() && !keys.isEmpty();
        if (more) {
            page = read.next() != null ? read.next() : Integer.toString(Integer.parseInt(places().get("page")) + 1);
        } else if (again) {
            page = "";
        }
        return read.records();
    }

    @Override
    public String watermark() {
        return page;
    }

    @Override
    public boolean more() {
        return more;
    }
}
