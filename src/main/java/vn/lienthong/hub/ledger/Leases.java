package vn.lienthong.hub.ledger;

import java.time.Duration;

/** Named leases shared by all hub processes on one ledger: a pull runs on one of them at a time. */
public interface Leases {
    /** Takes or renews; false if another owner holds it. Safe to call at every poll. */
    boolean take(String name, String owner, Duration time);

    void release(String name, String owner);
}
