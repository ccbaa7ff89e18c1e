package vn.lienthong.hub.dossier;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing a system said about a dossier, read from a canonical record.
 *
 * @param key unique and stable within the source
 * @param number the source's own order
 * @param time when it happened at the source
 * @param recordedAt when the source wrote it down
 * @param status as the source says it; absent when it says nothing of the status
 * @param body the object {@code fact} of the canonical record
 * @param born system where the dossier was born, when the record tells
 * @param code the dossier's code, when the source has one
 * @param references how systems call the dossier
 */
public record Fact(
        SystemId source,
        String key,
        @Nullable Long number,
        Instant time,
        Instant recordedAt,
        FactKind kind,
        @Nullable Status status,
        JsonNode body,
        @Nullable SystemId born,
        @Nullable String code,
        Map<SystemId, String> references) {

    /** Reads a canonical record of type {@code dossier} that has passed the canonical schema. */
    public static Fact of(SystemId source, JsonNode canonical) {
        JsonNode body = canonical.path("fact");
        Instant time = Instant.parse(body.path("time").asText());
        Map<SystemId, String> references = new LinkedHashMap<>();
        canonical.path("references").fields().forEachRemaining(entry -> {
            if (entry.getValue().isTextual() && !entry.getValue().asText().isEmpty()) {
                references.put(new SystemId(entry.getKey()), entry.getValue().asText());
            }
        });
        return new Fact(
                source,
                body.path("key").asText(),
                body.hasNonNull("number") ? body.path("number").asLong() : null,
                time,
                body.hasNonNull("recordedAt")
                        ? Instant.parse(body.path("recordedAt").asText())
                        : time,
                FactKind.of(body.path("kind").asText()),
                body.hasNonNull("status")
                        ? Status.of(body.path("status").asInt()).orElse(null)
                        : null,
                body,
                canonical.hasNonNull("born")
                        ? new SystemId(canonical.path("born").asText())
                        : null,
                canonical.hasNonNull("code") ? canonical.path("code").asText() : null,
                references);
    }

    /** Time in whole seconds, as the portal keeps it. */
    public Instant second() {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The picture of the dossier that came with it. */
    public Optional<JsonNode> picture() {
        return body.path("dossier").isObject() ? Optional.of(body.path("dossier")) : Optional.empty();
    }

    /** Whether a dossier that the ledger does not know may begin with this fact: a picture that says where it was born. */
    public boolean canBegin() {
        return picture().isPresent() && born != null;
    }
}
