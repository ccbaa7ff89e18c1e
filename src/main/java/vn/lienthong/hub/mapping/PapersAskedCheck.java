package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

/**
 * A request for papers (5) names the papers and says why: once, complete, with the reason (Decree 61/2018 art. 16-20,
 * Decree 118/2025). The supplement's note is the reason of every paper that has none of its own.
 */
final class PapersAskedCheck implements RecordCheck {
    @Override
    public void look(JsonNode record, SystemId reporter, Consumer<Violation> faults) {
        JsonNode fact = record.path("fact");
        if (RecordCheck.status(fact) != 5) {
            return;
        }
        boolean own = fact.has("supplement") || !fact.path("dossier").has("supplement");
        String path = own ? "/fact/supplement" : "/fact/dossier/supplement";
        JsonNode supplement = record.at(path);
        JsonNode papers = supplement.path("papers");
        if (papers.isEmpty()) {
            faults.accept(Violation.malformed(
                    "HUB-VAL-020", path + "/papers", "at least one paper that is asked for", "none"));
        }
        for (int i = 0; i < papers.size(); i++) {
            String paper = path + "/papers/" + i;
            if (RecordCheck.isBlank(papers.get(i).path("name"))) {
                faults.accept(Violation.malformed("HUB-VAL-021", paper + "/name", "the paper's name", "nothing"));
            }
            if (RecordCheck.isBlank(papers.get(i).path("reason")) && RecordCheck.isBlank(supplement.path("note"))) {
                faults.accept(Violation.malformed(
                        "HUB-VAL-022",
                        paper + "/reason",
                        "why the paper is asked for, here or in the note",
                        "nothing"));
            }
        }
    }
}
