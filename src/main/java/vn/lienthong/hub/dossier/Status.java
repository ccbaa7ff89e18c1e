package vn.lienthong.hub.dossier;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The ten national statuses and the moves between them (Circular 01/2018/TT-VPCP; numbers as the portal writes them). */
public enum Status {
    FILED(1),
    ACCEPTED(2),
    REFUSED(3),
    PROCESSING(4),
    PAPERS_ASKED(5),
    FEE_ASKED(6),
    WITHDRAWN(7),
    STOPPED(8),
    FINISHED(9),
    HANDED_OVER(10);

    private static final Set<Status> ENDS = EnumSet.of(REFUSED, WITHDRAWN, STOPPED, HANDED_OVER);
    private static final Set<Status> IN_WORK = EnumSet.of(PROCESSING, PAPERS_ASKED, FEE_ASKED);

    private final int number;

    Status(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** @return empty for a number outside 1..10 */
    public static Optional<Status> of(int number) {
        return number >= 1 && number <= 10 ? Optional.of(values()[number - 1]) : Optional.empty();
    }

    /** Whether a dossier may go from here to another status: 1 to any later; 2 to 4-10; 4, 5, 6 to each other and 7-10; 9 to 10. */
    public boolean mayMoveTo(Status next) {
        if (next == this || ENDS.contains(this)) {
            return false;
        }
        return switch (this) {
            case FILED -> true;
            case ACCEPTED -> next.number >= 4;
            case PROCESSING, PAPERS_ASKED, FEE_ASKED -> next.number >= 4;
            case FINISHED -> next == HANDED_OVER;
            default -> false;
        };
    }

    /** Nothing follows: 3, 7, 8, 10. */
    public boolean isEnd() {
        return ENDS.contains(this);
    }

    /** An end that is told in exactly one line: 3, 7, 8, 9, 10. */
    public boolean isToldOnce() {
        return isEnd() || this == FINISHED;
    }

    /** Accepted and not decided: 2, 4, 5, 6. */
    public boolean isOpenAfterAcceptance() {
        return this == ACCEPTED || IN_WORK.contains(this);
    }
}
