package vn.lienthong.hub.reconcile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.Intake;

/**
 * A run as the ledger has it: scope, where it stands, what it counted.
 *
 * @param filled what a backfill took in; null = the run compares
 */
record Run(
        long id,
        SystemId system,
        String askedBy,
        Instant from,
        Instant to,
        boolean mend,
        boolean deep,
        State state,
        Phase phase,
        int listNo,
        @Nullable String place,
        long lastId,
        long calls,
        long compared,
        long underWay,
        @Nullable String trouble,
        long version,
        Instant startedAt,
        Instant changedAt,
        @Nullable Instant endedAt,
        @Nullable Filled filled) {

    /** Whether it goes on. */
    enum State {
        RUNNING,
        DONE,
        STOPPED,
        FAILED
    }

    /** What it does: reads the far system's lists, asks for the ledger's dossiers, looks again at what differed. */
    enum Phase {
        LIST,
        LEDGER,
        AGAIN
    }

    Run at(Phase newPhase, int newList, @Nullable String newPlace, long newLastId) {
        return new Run(
                id, system, askedBy, from, to, mend, deep, state, newPhase, newList, newPlace, newLastId, calls,
                compared, underWay, null, version, startedAt, changedAt, endedAt, filled);
    }

    Run counted(long moreCalls, long moreCompared, long moreUnderWay) {
        return new Run(
                id,
                system,
                askedBy,
                from,
                to,
                mend,
                deep,
                state,
                phase,
                listNo,
                place,
                lastId,
                calls + moreCalls,
                compared + moreCompared,
                underWay + moreUnderWay,
                null,
                version,
                startedAt,
                changedAt,
                endedAt,
                filled);
    }

    Run is(State newState, @Nullable String why) {
        return new Run(
                id, system, askedBy, from, to, mend, deep, newState, phase, listNo, place, lastId, calls, compared,
                underWay, why, version, startedAt, changedAt, endedAt, filled);
    }

    boolean isBackfill() {
        return filled != null;
    }

    Run filled(Filled now) {
        return new Run(
                id, system, askedBy, from, to, mend, deep, state, phase, listNo, place, lastId, calls, compared,
                underWay, trouble, version, startedAt, changedAt, endedAt, now);
    }

    /**
     * How far a backfill is.
     *
     * @param mostPerSecond calls to the far system
     * @param notGiven named by a list, but no record to be had
     * @param listFrom the first change that the list named which is read; {@code listAt} the last one
     */
    record Filled(
            int mostPerSecond,
            long registered,
            long unchanged,
            long heldBack,
            long notGiven,
            @Nullable Instant listFrom,
            @Nullable Instant listAt) {
        Filled and(Intake.Taken taken) {
            return new Filled(
                    mostPerSecond,
                    registered + taken.registered(),
                    unchanged + taken.unchanged(),
                    heldBack + taken.held(),
                    notGiven,
                    listFrom,
                    listAt);
        }

        Filled without(int more) {
            return new Filled(mostPerSecond, registered, unchanged, heldBack, notGiven + more, listFrom, listAt);
        }

        /** @param times of one page, as it gave them */
        Filled past(List<Instant> times) {
            if (times.isEmpty()) {
                return this;
            }
            return new Filled(
                    mostPerSecond,
                    registered,
                    unchanged,
                    heldBack,
                    notGiven,
                    listFrom == null ? times.get(0) : listFrom,
                    times.get(times.size() - 1));
        }

        Filled nextList() {
            return new Filled(mostPerSecond, registered, unchanged, heldBack, notGiven, null, null);
        }
    }
}
