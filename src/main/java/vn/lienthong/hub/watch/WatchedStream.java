package vn.lienthong.hub.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.CodeKeys.AskedCode;
import vn.lienthong.hub.watch.LedgerContracts.Seen;
import vn.lienthong.hub.watch.LedgerContracts.Unknown;

/**
 * One stream in this process. Looks at the first records whole, then at some of each page, and never makes intake wait: a page
 * that comes while the counts are being stored is not looked at.
 */
final class WatchedStream {
    /** Looked at without a limit when the process starts. */
    private static final int AT_FIRST = 200;

    private static final int OF_A_PAGE = 50;
    private static final int A_SECOND = 100;
    /** Every so many records the mapping is run once more, to hear which codes it asks for. */
    private static final int CODES_EVERY = 4;

    private static final int MOST_UNKNOWN = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Sightings sightings = new Sightings();
    private final Map<MissingRow, Unknown> unknown = new HashMap<>();
    private final Function<JsonNode, List<AskedCode>> codes;
    private boolean firstLoad;
    private boolean changed;
    private int looked;
    private double allowed = A_SECOND;
    private long lastMillis;

    /** @param codes what its mapping asks code tables for */
    WatchedStream(Function<JsonNode, List<AskedCode>> codes) {
        this.codes = codes;
    }

    void page(boolean loading, List<JsonNode> trees, List<Violation> faults, Instant now) {
        missed(faults);
        if (!lock.tryLock()) {
            return;
        }
        try {
            firstLoad |= loading;
            changed = true;
            int part = part(trees.size(), now.toEpochMilli());
            for (int i = 0; i < part; i++) {
                look(trees.get((int) ((long) i * trees.size() / part)), now.getEpochSecond());
            }
        } finally {
            lock.unlock();
        }
    }

    private int part(int records, long millis) {
        allowed = Math.min(A_SECOND, allowed + Math.max(0, millis - lastMillis) * A_SECOND / 1000.0);
        lastMillis = millis;
        int part = looked < AT_FIRST
                ? Math.min(records, AT_FIRST - looked)
                : Math.min(records, Math.min(OF_A_PAGE, (int) allowed));
        allowed = Math.max(0, allowed - part);
        return part;
    }

    private void look(JsonNode tree, long second) {
        boolean listen = looked < AT_FIRST || looked % CODES_EVERY == 0;
        looked++;
        List<AskedCode> asked = listen ? codes.apply(tree) : List.of();
        List<String> places = sightings.see(tree, asked, second);
        for (int i = 0; i < asked.size(); i++) {
            AskedCode one = asked.get(i);
            if (!one.known()) {
                missed(MissingRow.of(one.table(), one.column(), one.key()), places.get(i), false);
            }
        }
    }

    /** Every record counts here: a code that no table knows may come once. */
    private void missed(List<Violation> faults) {
        for (Violation fault : faults) {
            MissingRow missing = fault.missing();
            if (missing != null) {
                missed(missing, FieldPath.of(fault.path()), true);
            }
        }
    }

    private void missed(MissingRow missing, String path, boolean held) {
        MissingRow row = CodeWord.of(missing);
        synchronized (unknown) {
            if (unknown.size() < MOST_UNKNOWN || unknown.containsKey(row)) {
                unknown.merge(row, new Unknown(path, 1, held), Unknown::and);
            }
        }
    }

    /**
     * Hands what is new to the ledger.
     *
     * @param store returns false if it is not stored: then it stays for the next time
     */
    void store(Predicate<Seen> store) {
        lock.lock();
        try {
            Map<MissingRow, Unknown> missed;
            synchronized (unknown) {
                missed = Map.copyOf(unknown);
            }
            if (!changed && missed.isEmpty()) {
                return;
            }
            Seen seen = new Seen(sightings, firstLoad, missed, new HashSet<>());
            if (store.test(seen)) {
                seen.taken().forEach(Spot::stored);
                synchronized (unknown) {
                    missed.forEach((row, stored) -> unknown.computeIfPresent(row, (same, now) -> now.without(stored)));
                }
                firstLoad = false;
                changed = false;
            }
        } finally {
            lock.unlock();
        }
    }
}
