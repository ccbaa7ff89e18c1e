package vn.lienthong.hub.intake;

import java.util.Set;
import vn.lienthong.hub.dossier.SystemId;

/** Says, after a commit, that these systems have something to be told. Must return at once and never fail. */
public interface WakeUp {
    void planned(Set<SystemId> systems);
}
