package vn.lienthong.hub.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Replay;

/** Questions of those who look after what is held and parked. Reads only. */
public interface Repairs {
    /** Open ones of a system by reason, largest first, at most {@code most}. */
    List<ReasonGroup> groups(Kind kind, SystemId system, int most);

    /** Bulk replays, latest first. */
    List<Replay> replays(int most);

    Optional<Replay> replay(long id);

    /** Deliveries that a replay gave a new chance and that are parked once more; 0 for held records. */
    int parkedAgain(Replay replay);

    /** A held record or a parked delivery whole. */
    Optional<Original> original(Kind kind, long id);

    /**
     * What came, or what was refused, and what people made of it. Personal data: whoever reads it is noted.
     *
     * @param state as the ledger has it
     * @param payload as it came or was refused; absent for a delivery whose body could not be made
     * @param corrections in the order in which they were made
     */
    record Original(
            SystemId system, String key, String state, byte @Nullable [] payload, List<Corrected> corrections) {}

    /**
     * A correction as a person made it.
     *
     * @param replaced the body in whose place it was sent; deliveries only
     */
    record Corrected(String actor, String why, Instant madeAt, byte[] payload, byte @Nullable [] replaced) {}
}
