package vn.lienthong.hub.ledger;

import java.time.Instant;
import java.util.Optional;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Held records or parked deliveries with one reason.
 *
 * @param detail what they have in common beside the code: the missing row of a code table, or the place of the fault
 * @param example id of one of them
 */
public record ReasonGroup(
        SystemId system, String reasonCode, String detail, long count, Instant oldest, Instant newest, long example) {

    /** The table row that would free them all. */
    public Optional<MissingRow> missing() {
        return MissingRow.read(detail);
    }
}
