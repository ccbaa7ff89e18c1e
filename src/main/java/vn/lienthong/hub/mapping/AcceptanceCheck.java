package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * An image of a dossier that was accepted says when. Office systems are excepted, in what they say and for what was typed
 * there: acceptance is not their step.
 */
final class AcceptanceCheck implements RecordCheck {
    static final String NOT_ACCEPTED = "HUB-VAL-025";
    private static final Set<Integer> ACCEPTED = Set.of(2, 4, 5, 6, 9, 10);

    private final FarSystems systems;

    AcceptanceCheck(FarSystems systems) {
        this.systems = systems;
    }

    @Override
    public void look(JsonNode record, SystemId reporter, Consumer<Violation> faults) {
        JsonNode fact = record.path("fact");
        if (fact.path("kind").asText().equals("image")
                && ACCEPTED.contains(fact.path("status").asInt())
                && RecordCheck.isBlank(fact.path("dossier").path("acceptedAt"))
                && !isOffice(reporter.value())
                && !isOffice(record.path("born").asText())) {
            faults.accept(Violation.malformed(
                    NOT_ACCEPTED, "/fact/dossier/acceptedAt", "when it was accepted, with this status", "nothing"));
        }
    }

    private boolean isOffice(String system) {
        return systems.all().stream()
                .anyMatch(known -> known.id().value().equals(system) && known.role() == Role.SPECIALISED);
    }
}
