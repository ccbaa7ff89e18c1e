package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.time.Instant;
import vn.lienthong.hub.systems.SystemSettings;

/** Whether a pull may still bring what the ledger lacks. */
class Unread {
    private static final Duration AT_MOST = Duration.ofMinutes(15);
    private static final Duration PULLED_ELSEWHERE = Duration.ofSeconds(30);

    private final Desk desk;
    private final SystemSettings system;

    Unread(Desk desk, SystemSettings system) {
        this.desk = desk;
        this.system = system;
    }

    /**
     * Whether the pull may still bring it: it has not begun anew since the difference was seen and come to its end. Where
     * another process pulls, only time can tell.
     */
    boolean mayCome(Difference difference) {
        Instant now = desk.clock().instant();
        Instant seen = difference.since().plus(system.lateNumbers().dividedBy(10));
        if (difference.since().plus(AT_MOST).isBefore(now)) {
            return false;
        }
        return desk.questions()
                .pulled(system.id())
                .map(began -> !began.isAfter(seen))
                .orElseGet(() ->
                        now.isBefore(seen.plus(system.poll().multipliedBy(10)).plus(PULLED_ELSEWHERE)));
    }
}
