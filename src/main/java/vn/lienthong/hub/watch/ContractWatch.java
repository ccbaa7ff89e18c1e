package vn.lienthong.hub.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** Sees the source records that were taken in. */
public interface ContractWatch {
    /**
     * One page, after it was stored. Returns at once, never fails and changes nothing of what it is given; looks at a part of
     * the records only.
     *
     * @param firstLoad the stream is read for the first time: what changed in the course of the years is no news
     * @param faults what was found in these records; only codes that no table knows are of interest
     */
    void seen(SystemId system, String stream, boolean firstLoad, List<JsonNode> trees, List<Violation> faults);
}
