package vn.lienthong.hub.mapping;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which files of the hub are in use, and which were changed and cannot be used: what was in use before stays. Thread-safe. */
public interface ChangedFiles {
    /** Every part that is read again by itself: the systems, {@code settings}, {@code procedures}, {@code pipeline}. */
    List<InUse> all();

    /** Why what stands in the files is not in use, with file, line and remedy; null = it is. */
    default @Nullable String fault(String whose) {
        return all().stream()
                .filter(part -> part.whose().equals(whose))
                .findFirst()
                .map(InUse::fault)
                .orElse(null);
    }

    /**
     * One part.
     *
     * @param since when its files came into use; the start of the process if they never changed
     * @param times how often they were exchanged since the start of the process
     * @param took milliseconds of the last exchange, from the moment in which the saved files were at rest; 0 = none
     * @param fault why what stands in the files is not in use; null = it is
     */
    record InUse(
            String whose,
            Instant since,
            long times,
            long took,
            @Nullable String fault) {}
}
