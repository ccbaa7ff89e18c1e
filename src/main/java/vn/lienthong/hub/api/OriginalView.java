package vn.lienthong.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.Repairs;
import vn.lienthong.hub.ledger.Replays.Kind;

/**
 * A held record or a delivery whole.
 *
 * @param payload JSON as it came or was refused; base64 where it is no JSON
 */
record OriginalView(String id, String system, String key, JsonNode payload, List<Correction> corrections) {
    /** One correction; {@code replaced} is the body in whose place it was sent. */
    record Correction(String who, String why, Instant at, JsonNode payload, JsonNode replaced) {}

    /** Reads them, and notes who did. */
    @Component
    static final class Reader {
        private final Repairs repairs;
        private final AccessLog access;
        private final ObjectMapper json;

        Reader(Repairs repairs, AccessLog access, ObjectMapper json) {
            this.repairs = repairs;
            this.access = access;
            this.json = json;
        }

        OriginalView read(Kind kind, String id, Principal reader) {
            String what = kind == Kind.HELD ? "held record" : "delivery";
            Repairs.Original found = repairs.original(kind, RowId.read(id, what))
                    .orElseThrow(() -> new NoSuchThing(what + " \"" + id + "\""));
            access.note(reader.getName(), kind == Kind.HELD ? "held.read" : "delivery.read", id);
            return new OriginalView(
                    id,
                    found.system().value(),
                    found.key(),
                    tree(found.payload()),
                    found.corrections().stream()
                            .map(one -> new Correction(
                                    one.actor(), one.why(), one.madeAt(), tree(one.payload()), tree(one.replaced())))
                            .toList());
        }

        private JsonNode tree(byte @Nullable [] bytes) {
            if (bytes == null) {
                return NullNode.instance;
            }
            try {
                return json.readTree(bytes);
            } catch (IOException noJson) {
                return BinaryNode.valueOf(bytes);
            }
        }
    }
}
