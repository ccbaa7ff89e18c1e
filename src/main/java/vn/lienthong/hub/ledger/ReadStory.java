package vn.lienthong.hub.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.ledger.LedgerQuestions.Applicant;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryLine;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierLine;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierStory;
import vn.lienthong.hub.ledger.LedgerQuestions.EventLine;
import vn.lienthong.hub.ledger.LedgerQuestions.PaperAsked;

/** Reads the whole path of one dossier: its references, its history, what was told of it. */
@Component
class ReadStory {
    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ReadStory(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    DossierStory of(DossierLine dossier) {
        List<Fact> facts =
                jdbc.sql("""
                        select id, source, source_key, happened_at, recorded_at, taken_at, kind, status, status_after,
                               effect, note, fact
                        from event where dossier_id = :id
                        order by happened_at, source, source_number, id
                        """).param("id", dossier.id()).query(this::fact).list();
        List<DeliveryLine> deliveries = jdbc.sql(
                        LedgerLines.DELIVERY + " where v.dossier_id = :id order by v.system, v.generation, v.seq, v.id")
                .param("id", dossier.id())
                .query(LedgerLines::delivery)
                .list();
        return new DossierStory(
                dossier,
                references(dossier.id()),
                applicant(facts),
                facts.stream().map(Fact::line).toList(),
                deliveries);
    }

    private Map<String, List<String>> references(long dossier) {
        Map<String, List<String>> references = new TreeMap<>();
        jdbc.sql(
                        "select system, code from reference where dossier_id = :id and system <> 'dossier' and not former order by code")
                .param("id", dossier)
                .query(row -> {
                    references
                            .computeIfAbsent(row.getString("system"), system -> new ArrayList<>())
                            .add(row.getString("code"));
                });
        return references;
    }

    /** As the latest picture of the dossier has it. */
    private static @Nullable Applicant applicant(List<Fact> facts) {
        JsonNode latest = null;
        for (Fact fact : facts) {
            JsonNode applicant = fact.tree().at("/fact/dossier/applicant");
            if (applicant.isObject()) {
                latest = applicant;
            }
        }
        if (latest == null) {
            return null;
        }
        String number = null;
        for (String kind : List.of("cccd", "cmnd", "taxNumber")) {
            number = number == null ? string(latest, kind) : number;
        }
        return new Applicant(string(latest, "name"), string(latest, "kind"), Mask.number(number));
    }

    /** One row of the history with the tree that it was read from. */
    private record Fact(EventLine line, JsonNode tree) {}

    private Fact fact(ResultSet row, int number) throws SQLException {
        JsonNode tree = LedgerLines.tree(json, row.getBytes("fact"));
        JsonNode fact = tree.path("fact");
        JsonNode step = fact.path("step");
        EventLine line = new EventLine(
                row.getLong("id"),
                row.getString("source"),
                row.getString("source_key"),
                LedgerLines.instant(row, "happened_at"),
                LedgerLines.instant(row, "recorded_at"),
                LedgerLines.instant(row, "taken_at"),
                row.getString("kind"),
                LedgerLines.integer(row, "status"),
                LedgerLines.integer(row, "status_after"),
                row.getString("effect"),
                Mask.text(row.getString("note")),
                string(step, "official"),
                string(step, "title"),
                string(step, "department"),
                Mask.text(string(step, "text")),
                Mask.text(string(fact, "reason")),
                papersAsked(fact.at("/supplement/papers")));
        return new Fact(line, tree);
    }

    private static List<PaperAsked> papersAsked(JsonNode papers) {
        List<PaperAsked> asked = new ArrayList<>();
        papers.forEach(paper -> asked.add(
                new PaperAsked(string(paper, "code"), string(paper, "name"), Mask.text(string(paper, "reason")))));
        return asked;
    }

    private static @Nullable String string(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
