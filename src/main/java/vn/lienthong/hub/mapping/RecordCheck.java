package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** One rule about canonical records that no schema can say. Reads shapes that may be wrong without failing. */
interface RecordCheck {
    /** Codes that say that something is missing. */
    Set<String> ABSENCES =
            Set.of(RecordSchema.ABSENT, AcceptanceCheck.NOT_ACCEPTED, IdentityCheck.NO_IDENTITY, ReasonCheck.NO_REASON);

    /** @param reporter the system that says the record */
    void look(JsonNode record, SystemId reporter, Consumer<Violation> faults);

    static boolean isBlank(JsonNode text) {
        return text.isMissingNode() || text.isNull() || text.asText().isBlank();
    }

    /** 0 = the record says nothing of a status; kinds that stand for one status count as it. */
    static int status(JsonNode fact) {
        return switch (fact.path("kind").asText()) {
            case "papers-asked" -> 5;
            case "fee-asked" -> 6;
            default -> fact.path("status").asInt();
        };
    }
}
