package vn.lienthong.hub.ledger;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The ledger at a glance: how many dossiers stand where, and what came last. Names no person. */
public interface LedgerOverview {
    /** Status 1 to 10 to the number of its dossiers, those without dossiers left out. Up to three seconds old. */
    SortedMap<Integer, Long> dossiersByStatus();

    /**
     * Facts, the last to arrive first.
     *
     * @param most 1 to 100
     */
    List<LatestEvent> latest(int most);

    /**
     * One fact.
     *
     * @param code null while a claim typed in an office waits for its code
     * @param statusAfter of the dossier, in the order of its history
     * @param told who has to be told of it, and how far that is
     */
    record LatestEvent(
            long id,
            @Nullable String code,
            String source,
            String kind,
            @Nullable Integer statusAfter,
            String effect,
            Instant time,
            Instant takenAt,
            List<Told> told) {}

    /** One system that has to be told. */
    record Told(String system, LedgerQuestions.DeliveryState state) {}
}
