package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/** A dossier record says which dossier it is about: by code or by a reference. */
final class IdentityCheck implements RecordCheck {
    static final String NO_IDENTITY = "HUB-VAL-028";

    @Override
    public void look(JsonNode record, SystemId reporter, Consumer<Violation> faults) {
        if (record.path("type").asText().equals("dossier")
                && RecordCheck.isBlank(record.path("code"))
                && record.path("references").isEmpty()) {
            faults.accept(
                    Violation.malformed(NO_IDENTITY, "/code", "a dossier code or a system's reference", "nothing"));
        }
    }
}
