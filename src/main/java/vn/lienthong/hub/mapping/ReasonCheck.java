package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** A refusal (3) or a stop (8) says why: in {@code reason} or in the text of its step. */
final class ReasonCheck implements RecordCheck {
    static final String NO_REASON = "HUB-VAL-024";

    @Override
    public void look(JsonNode record, SystemId reporter, Consumer<Violation> faults) {
        JsonNode fact = record.path("fact");
        int status = fact.path("status").asInt();
        if ((status == 3 || status == 8)
                && RecordCheck.isBlank(fact.path("reason"))
                && RecordCheck.isBlank(fact.path("step").path("text"))) {
            faults.accept(Violation.malformed(NO_REASON, "/fact/reason", "why it was refused or stopped", "nothing"));
        }
    }
}
