package vn.lienthong.hub.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.serialization.JsonNodeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Names every fault of a route file before anything of it runs: form (Camel's own schema), what the hub forbids (retries
 * of Camel, secrets, other systems), and what Camel's parser says.
 */
class CheckRouteFile {
    private static final Set<String> FORBIDDEN = Set.of(
            "errorHandler",
            "onException",
            "routeConfiguration",
            "routeConfigurationId",
            "redeliveryPolicy",
            "deadLetterChannel");
    private static final Pattern SECRET =
            Pattern.compile("\\{\\{[^}]*(password|secret|token|client[-_.]?id)[^}]*}}", Pattern.CASE_INSENSITIVE);
    private static final Pattern SYSTEM = Pattern.compile("hub:[a-z-]+\\?(?:.*&)?system=([^&]*)");

    private final RouteSchema schema;
    private final TemplateRules templates;
    private final JsonNodeReader reader =
            JsonNodeReader.builder().locationAware().build();

    CheckRouteFile(RouteSchema schema, RouteTemplates templates) {
        this.schema = schema;
        this.templates = new TemplateRules(templates);
    }

    /** @param system whose routes stand in the file; null for the pipeline and for templates */
    List<RouteFault> faults(Path path, String name, @Nullable SystemId system, CamelContext context) {
        JsonNode tree;
        try {
            tree = reader.readTree(Files.readString(path, StandardCharsets.UTF_8), InputFormat.YAML);
        } catch (IOException | RuntimeException unreadable) {
            return List.of(noYaml(name, unreadable));
        }
        List<RouteFault> faults = new ArrayList<>(schema.faults(name, tree));
        if (faults.isEmpty()) {
            if (system == null && name.startsWith("routes/templates/")) {
                templates.definition(tree, name, faults);
            } else {
                routes(tree, name, system, faults);
            }
            leaves(tree, name, system, faults);
        }
        if (faults.isEmpty()) {
            parse(path, name, context, faults);
        }
        return faults;
    }

    private static RouteFault noYaml(String name, Exception unreadable) {
        for (@Nullable Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException said && said.getLocation() != null) {
                String words = firstLine(said.getOriginalMessage());
                return new RouteFault(
                        name,
                        said.getLocation().getLineNr(),
                        "HUB-ROUTE-002 is no YAML: " + words
                                + "; look at the blanks before the line and the one above it");
            }
        }
        return new RouteFault(name, 0, "HUB-ROUTE-002 cannot be read: " + firstLine(unreadable.getMessage()));
    }

    private void routes(JsonNode tree, String name, @Nullable SystemId system, List<RouteFault> faults) {
        for (JsonNode item : tree) {
            for (Map.Entry<String, JsonNode> entry : item.properties()) {
                if (entry.getKey().equals("routeTemplate") && system == null) {
                    continue;
                }
                JsonNode route = entry.getValue();
                int line = RouteSchema.line(route);
                if (entry.getKey().equals("templatedRoute") && system != null) {
                    id(route.path("routeId"), line, name, system, faults);
                    templates.use(route, name, system, faults);
                    continue;
                }
                if (!entry.getKey().equals("route")) {
                    faults.add(new RouteFault(
                            name,
                            line,
                            "HUB-ROUTE-004 \"" + entry.getKey() + "\" has no place here; write only \"templatedRoute\","
                                    + " or \"route\" with id, description and from"));
                    continue;
                }
                id(route.path("id"), line, name, system, faults);
                if (route.path("description").asText("").isBlank()) {
                    faults.add(new RouteFault(name, line, "HUB-ROUTE-006 route without a description; write one line"));
                }
            }
        }
    }

    private static void id(
            JsonNode written, int line, String name, @Nullable SystemId system, List<RouteFault> faults) {
        String id = written.asText("");
        if (id.isEmpty() || system != null && !id.startsWith(system.value() + "-")) {
            faults.add(new RouteFault(
                    name,
                    line,
                    "HUB-ROUTE-005 route id \"" + id + "\"; write an id that begins with \""
                            + (system == null ? "" : system + "-") + "\" and says what the route does"));
        }
    }

    private static void leaves(JsonNode node, String name, @Nullable SystemId system, List<RouteFault> faults) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (FORBIDDEN.contains(member.getKey())) {
                faults.add(new RouteFault(
                        name,
                        RouteSchema.line(member.getValue()),
                        "HUB-ROUTE-007 \"" + member.getKey()
                                + "\": retries and dead letters belong to the hub; remove it"));
            }
        }
        for (JsonNode child : node) {
            leaves(child, name, system, faults);
        }
        if (node.isTextual()) {
            text(node.textValue(), RouteSchema.line(node), name, system, faults);
        }
    }

    private static void text(String text, int line, String name, @Nullable SystemId system, List<RouteFault> faults) {
        if (SECRET.matcher(text).find()) {
            faults.add(new RouteFault(
                    name,
                    line,
                    "HUB-ROUTE-008 a secret has no place in a route; the hub's own steps log in from settings"));
        }
        Matcher other = SYSTEM.matcher(text);
        if (system != null && other.find() && !other.group(1).equals(system.value())) {
            faults.add(new RouteFault(
                    name, line, "HUB-ROUTE-009 uses system=" + other.group(1) + "; the file's system is " + system));
        }
    }

    private static void parse(Path path, String name, CamelContext context, List<RouteFault> faults) {
        try {
            Resource resource = ResourceHelper.fromBytes(name, Files.readAllBytes(path));
            PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource).forEach(routes -> {
                if (routes instanceof RouteBuilder builder) {
                    prepare(builder, context);
                }
            });
        } catch (Exception refused) {
            faults.add(new RouteFault(name, 0, "HUB-ROUTE-003 is no Camel route: " + firstLine(refused.getMessage())));
        }
    }

    private static void prepare(RouteBuilder builder, CamelContext context) {
        try {
            builder.prepareModel(context);
        } catch (Exception refused) {
            throw new RouteFailed(String.valueOf(refused.getMessage()), refused);
        }
    }

    static String firstLine(@Nullable String text) {
        return text == null ? "?" : text.lines().findFirst().orElse("");
    }
}
