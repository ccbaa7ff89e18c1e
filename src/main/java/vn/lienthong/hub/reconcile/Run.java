package vn.lienthong.hub.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/** A run as the ledger has it: scope, where it stands, what it counted. */
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
        @Nullable Instant endedAt) {

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
                compared, underWay, null, version, startedAt, changedAt, endedAt);
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
                endedAt);
    }

    Run is(State newState, @Nullable String why) {
        return new Run(
                id, system, askedBy, from, to, mend, deep, newState, phase, listNo, place, lastId, calls, compared,
                underWay, why, version, startedAt, changedAt, endedAt);
    }
}
