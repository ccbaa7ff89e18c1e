package vn.lienthong.hub.mapping;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that were changed while the hub runs, and cannot be used; what was in use before stays. Thread-safe. */
public interface ChangedFiles {
    /** System ids, and {@code procedures} for the procedure table. */
    Set<String> faulty();

    /** Why, with file, line and remedy; null = what stands in the files is in use. */
    @Nullable
    String fault(String whose);
}
