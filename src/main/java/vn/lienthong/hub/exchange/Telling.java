package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredFact;
import vn.lienthong.hub.mapping.Procedures.Procedure;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Makes the telling of a delivery (docs/architecture.md): the event, and the dossier as of that event. */
@Component
public class Telling {
    private final Parties parties;
    private final Fold fold;

    public Telling(Parties parties, Fold fold) {
        this.parties = parties;
        this.fold = fold;
    }

    public ObjectNode of(DossierFile file, StoredDelivery delivery) {
        Fact fact = file.stored().stream()
                .filter(s -> s.id() == delivery.eventId())
                .map(StoredFact::fact)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("HUB-EXC-010 event " + delivery.eventId() + " is gone"));
        History whole = fold.of(file.facts());
        Step step = Objects.requireNonNull(WhoIsTold.stepOf(whole, fact));
        Told told = new Told(file, delivery.system(), whole);
        int place = whole.placeOf(fact.source(), fact.key());
        // What came late is told with the data as they were told last: nothing is taken back.
        boolean behind = delivery.seq() > 1 && told.lastPlace() > place;
        int end = behind ? told.lastPlace() : place;
        History asOf = end == whole.steps().size() - 1
                ? whole
                : fold.upTo(file.facts(), whole.steps().get(end).fact());
        Status status = delivery.seq() > 1 && told.lastStep() > place ? asOf.status() : step.after();

        ObjectNode telling = JsonNodeFactory.instance.objectNode();
        telling.put("what", delivery.what());
        telling.put("key", delivery.key());
        if (file.code() != null) {
            telling.put("code", file.code());
        }
        ObjectNode references = telling.putObject("references");
        file.references().forEach((system, code) -> references.put(system.value(), code));
        ObjectNode dossier = asOf.dossier();
        if (status != null) {
            dossier.put("status", status.number());
        }
        telling.set("dossier", dossier);
        procedure(telling, asOf);
        telling.set("event", event(step, status, delivery.isRepeat() ? null : delivery.part()));
        telling.put("line", delivery.line());
        ArrayNode texts = telling.putArray("texts");
        if (parties.role(delivery.system()) == Role.PORTAL) {
            texts(whole, step).forEach(texts::add);
        } else if (!step.repeats() && !text(step).isBlank()) {
            texts.add(text(step)); // only the portal makes one line of two steps
        }
        return telling;
    }

    private void procedure(ObjectNode telling, History asOf) {
        parties.procedure(asOf.procedure().orElse(null)).ifPresent(p -> telling.set("procedure", tree(p)));
    }

    private static ObjectNode tree(Procedure p) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("national", p.national());
        tree.put("name", p.name());
        tree.put("fieldCode", p.fieldCode());
        tree.put("fieldName", p.fieldName());
        tree.put("onestop", p.onestop());
        if (p.system() != null) {
            tree.put("system", p.system().value());
        }
        if (p.specialised() != null) {
            tree.put("specialised", p.specialised());
        }
        return tree;
    }

    private static ObjectNode event(Step step, @Nullable Status status, @Nullable String part) {
        Fact fact = step.fact();
        ObjectNode event = step.details().deepCopy();
        event.put("kind", fact.kind().word());
        event.put("source", fact.source().value());
        event.put("time", step.at().toString());
        if (status != null) {
            event.put("status", status.number());
        }
        if (!step.repeats() && fact.body().path("step").isObject()) {
            event.set("step", fact.body().get("step"));
        }
        if (fact.body().hasNonNull("reason")) {
            event.set("reason", fact.body().get("reason"));
        }
        if (part != null && event.path("fees").isArray()) {
            ArrayNode one = JsonNodeFactory.instance.arrayNode();
            event.path("fees").forEach(fee -> {
                if (fee.path("id").asText().equals(part)) {
                    one.add(fee);
                }
            });
            event.set("fees", one);
        }
        return event;
    }

    /** The words of all steps that share the line: the same second and status. */
    private Set<String> texts(History whole, Step step) {
        Set<String> texts = new LinkedHashSet<>();
        for (Step other : whole.steps()) {
            if (other.isNews()
                    && other.after() == step.after()
                    && other.second().equals(step.second())
                    && !other.repeats()
                    && !parties.isSilent(other.fact().source())) {
                if (!text(other).isBlank()) {
                    texts.add(text(other));
                }
            }
        }
        return texts;
    }

    private static String text(Step step) {
        return step.fact().body().path("step").path("text").asText("");
    }
}
