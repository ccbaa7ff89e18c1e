package vn.lienthong.hub.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** Takes source records into the ledger. */
public interface Intake {
    /**
     * One page, one transaction with its watermark. A record that cannot be mapped or registered is held, the others pass.
     *
     * @throws WatermarkMoved if another node moved the watermark meanwhile; nothing was stored, read it again
     */
    Taken page(SystemId system, String stream, List<SourceRecord> records, @Nullable WatermarkMove move);

    /**
     * One inbound call. Stored before the answer.
     *
     * @param key the caller's unique id of this call
     */
    Received receive(SystemId system, String service, String key, JsonNode body);

    /** Keeps an answer that is no page at all (not JSON, not XML), once per content; the watermark stays. */
    void holdAnswer(SystemId system, String stream, byte[] payload, Violation why);

    /**
     * The stream was read where it could not be read before: answers that were no page are over. One that comes again is open
     * again.
     */
    void readWell(SystemId system, String stream);

    /** What a page came to. */
    record Taken(int registered, int unchanged, int held) {}

    /** Answer to an inbound call. */
    sealed interface Received {
        /** Durably stored (registered or held). */
        record Stored() implements Received {}

        /** The same call was stored before. */
        record Known() implements Received {}

        /** Refused, nothing kept. */
        record Refused(List<Violation> faults) implements Received {}
    }

    /** The watermark is no longer what the reader started from. */
    class WatermarkMoved extends RuntimeException {
        public WatermarkMoved(SystemId system, String stream) {
            super("HUB-INT-001 watermark of " + system + "/" + stream + " was moved by another reader");
        }
    }
}
