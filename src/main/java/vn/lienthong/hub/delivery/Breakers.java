package vn.lienthong.hub.delivery;

import vn.lienthong.hub.dossier.SystemId;

/** The breaker of each system, as this process has it. */
public interface Breakers {
    Breaker of(SystemId system);

    /** Whether deliveries are tried. */
    enum Breaker {
        CLOSED,
        /** Nothing is tried until the wait is over. */
        OPEN,
        /** One try is under way. */
        HALF_OPEN
    }
}
