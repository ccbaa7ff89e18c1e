package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Violation;

/** A JSON Schema (2020-12, formats asserted) that answers with violations: every fault, no values. Thread-safe. */
final class RecordSchema {
    static final String ABSENT = "HUB-VAL-001";
    private static final JsonSchemaFactory FACTORY = factory();
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .locale(Locale.ENGLISH)
            .build();

    private final JsonNode source;
    private final JsonSchema schema;

    /** @throws com.networknt.schema.JsonSchemaException if it is no schema */
    RecordSchema(JsonNode source) {
        this.source = source;
        this.schema = FACTORY.getSchema(source, CONFIG);
        schema.initializeValidators();
    }

    List<Violation> faults(JsonNode record) {
        Set<ValidationMessage> messages = schema.validate(record);
        return messages.isEmpty()
                ? List.of()
                : messages.stream().map(this::violation).distinct().toList();
    }

    private Violation violation(ValidationMessage message) {
        String path = message.getInstanceLocation().toString();
        @Nullable JsonNode found = message.getInstanceNode();
        String kind = found == null ? "nothing" : Kind.of(found);
        return switch (message.getType()) {
            case "required", "dependentRequired" ->
                Violation.malformed(ABSENT, path + step(message), "a value", "nothing");
            case "additionalProperties", "unevaluatedProperties", "propertyNames" ->
                Violation.malformed("HUB-VAL-002", path + step(message), "no member of this name", "an unknown member");
            case "type" -> Violation.malformed("HUB-VAL-003", path, expected(message), kind);
            case "pattern", "format" -> Violation.malformed("HUB-VAL-004", path, expected(message), kind);
            case "minLength", "maxLength" ->
                Violation.malformed("HUB-VAL-005", path, bound(message) + " characters", kind);
            case "minItems", "maxItems" -> Violation.malformed("HUB-VAL-005", path, bound(message) + " entries", kind);
            case "enum", "const" -> Violation.malformed("HUB-VAL-006", path, expected(message), kind);
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" ->
                Violation.malformed("HUB-VAL-007", path, bound(message), kind);
            default ->
                Violation.malformed("HUB-VAL-008", path, "what the schema says under " + message.getType(), kind);
        };
    }

    private static String step(ValidationMessage message) {
        @Nullable String property = message.getProperty();
        return property == null ? "" : ValuePath.step(property);
    }

    /** The description that stands beside the keyword, else the keyword's value. */
    private String expected(ValidationMessage message) {
        JsonNodePath keyword = message.getSchemaLocation().getFragment();
        @Nullable JsonNodePath parent = keyword.getParent();
        JsonNode description = parent == null ? source.path("description") : source.at(parent + "/description");
        if (description.isTextual()) {
            return description.textValue();
        }
        JsonNode rule = message.getSchemaNode();
        return switch (message.getType()) {
            case "format" -> SchemaFormats.expected(rule.asText());
            case "pattern" -> "the form " + rule.asText();
            case "enum" -> "one of " + rule;
            case "const" -> rule.toString();
            default -> rule.isArray() ? "one of the types " + rule : rule.asText();
        };
    }

    private static String bound(ValidationMessage message) {
        String number = message.getSchemaNode().asText();
        return switch (message.getType()) {
            case "minLength", "minItems", "minimum" -> "at least " + number;
            case "maxLength", "maxItems", "maximum" -> "at most " + number;
            case "exclusiveMinimum" -> "more than " + number;
            case "exclusiveMaximum" -> "less than " + number;
            default -> "a multiple of " + number;
        };
    }

    private static JsonSchemaFactory factory() {
        JsonMetaSchema standard = JsonMetaSchema.getV202012();
        JsonMetaSchema ours =
                JsonMetaSchema.builder(standard).formats(SchemaFormats.all()).build();
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V202012))
                .metaSchema(ours)
                .defaultMetaSchemaIri(ours.getIri())
                .build();
    }
}
