package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import vn.lienthong.hub.systems.NearestName;

/** The JSON Schema of Camel's YAML DSL, as it lies in Camel's own jar. */
class RouteSchema {
    private static final String PLACE = "/schema/camelYamlDsl.json";
    /** One mistake makes many messages, those nearest to it are the deepest. */
    private static final int MOST_MESSAGES = 3;

    /**
     * Compiled once, and only as far as routes reach into it: whole it takes 227 MiB and four seconds of the start,
     * like this 6 MiB and a tenth of a second.
     */
    private static final JsonSchema SCHEMA = compiled();

    private static final NearestName NAMES = new NearestName(names(SCHEMA.getSchemaNode()));

    private static JsonSchema compiled() {
        try (InputStream text = Objects.requireNonNull(
                RouteSchema.class.getResourceAsStream(PLACE), "camel-yaml-dsl without " + PLACE)) {
            SchemaValidatorsConfig asReached =
                    SchemaValidatorsConfig.builder().preloadJsonSchema(false).build();
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(text, asReached);
        } catch (IOException broken) {
            throw new IllegalStateException("HUB-ROUTE-001 cannot read " + PLACE, broken);
        }
    }

    private static Set<String> names(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.forEach(part -> names.addAll(names(part)));
        return names;
    }

    /** @param tree read with locations */
    List<RouteFault> faults(String file, JsonNode tree) {
        Set<ValidationMessage> messages = SCHEMA.validate(tree);
        return messages.stream()
                .sorted(Comparator.comparingInt((ValidationMessage message) ->
                                message.getInstanceLocation().getNameCount())
                        .reversed())
                .limit(MOST_MESSAGES)
                .map(message -> new RouteFault(
                        file,
                        line(message.getInstanceNode()),
                        "HUB-ROUTE-003 is no Camel route: " + message.getMessage() + remedy(message)))
                .toList();
    }

    private static String remedy(ValidationMessage message) {
        return message.getProperty() == null ? "" : NAMES.remedy(message.getProperty(), "");
    }

    static int line(JsonNode node) {
        var location = JsonNodes.tokenLocationOf(node);
        return location == null ? 0 : location.getLineNr();
    }
}
