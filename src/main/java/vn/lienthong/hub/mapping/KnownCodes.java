package vn.lienthong.hub.mapping;

import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;

/** What the code tables that are live in this process know. Thread-safe. */
public interface KnownCodes {
    /** Whether a row that a mapping of the system missed is there now. */
    boolean knows(SystemId system, MissingRow row);
}
