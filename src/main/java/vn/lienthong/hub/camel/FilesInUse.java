package vn.lienthong.hub.camel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.mapping.ChangedFiles;

/** What is in use since when, and why something else is not: said once in the log, and shown. Thread-safe. */
final class FilesInUse implements ChangedFiles {
    /** Named as those who read the log know it. */
    private static final Logger LOG = LoggerFactory.getLogger(LiveFiles.class);

    private final Clock clock;
    private final Instant started;
    private final Map<String, InUse> shown = new ConcurrentHashMap<>();

    FilesInUse(Clock clock) {
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public List<InUse> all() {
        return List.copyOf(new TreeMap<>(shown).values());
    }

    /** In use since the start. */
    void begins(String whose) {
        shown.put(whose, new InUse(whose, started, 0, 0, null));
    }

    void forget(String whose) {
        shown.remove(whose);
    }

    /**
     * What lies on the disk is in use.
     *
     * @param took milliseconds
     * @param anew it was exchanged; else it is what was in use before
     */
    void used(String whose, long took, boolean anew) {
        @Nullable InUse before = shown.get(whose);
        if (before != null && before.fault() != null) {
            LOG.info("{}: the fault in its files is gone", whose);
        }
        if (anew || before == null) {
            long times = before == null ? 1 : before.times() + 1;
            shown.put(whose, new InUse(whose, clock.instant(), times, took, null));
        } else {
            shown.put(whose, new InUse(whose, before.since(), before.times(), before.took(), null));
        }
    }

    /** @return false if just this was said before */
    boolean faulty(String whose, String fault) {
        @Nullable InUse before = shown.get(whose);
        if (before != null && fault.equals(before.fault())) {
            return false;
        }
        LOG.error("HUB-LIVE-001 {}: changed files are not used, what was in use before stays: {}", whose, fault);
        shown.put(
                whose,
                before == null
                        ? new InUse(whose, started, 0, 0, fault)
                        : new InUse(whose, before.since(), before.times(), before.took(), fault));
        return true;
    }
}
