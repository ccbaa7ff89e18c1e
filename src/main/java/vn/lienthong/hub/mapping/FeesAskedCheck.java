package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/**
 * A dossier that waits for money (6) says for which: at least one unpaid fee of more than nothing. A picture may show that
 * all are paid: then the last payment ends 6.
 */
final class FeesAskedCheck implements RecordCheck {
    @Override
    public void look(JsonNode record, SystemId reporter, Consumer<Violation> faults) {
        JsonNode fact = record.path("fact");
        if (RecordCheck.status(fact) != 6) {
            return;
        }
        boolean own = fact.has("fees") || !fact.path("dossier").has("fees");
        String path = own ? "/fact/fees" : "/fact/dossier/fees";
        for (JsonNode fee : record.at(path)) {
            if ((!own || !fee.path("paid").asBoolean()) && fee.path("amount").asLong() > 0) {
                return;
            }
        }
        faults.accept(
                Violation.malformed("HUB-VAL-023", path, "at least one unpaid fee with an amount over 0", "none"));
    }
}
