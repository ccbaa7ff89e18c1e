package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.serialization.JsonNodeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the routes of one file use, templated ones filled in as Camel would. A file that is no YAML uses nothing. */
final class PackRoutes {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\??([^{}:]+)}}");
    private static final Pattern STATEMENT = Pattern.compile("\"statement\"\\s*:\\s*\"([^\"{]+)\"");

    private final List<HubUri> uris = new ArrayList<>();
    private final Set<String> templates = new TreeSet<>();
    private final Map<String, Integer> statements = new HashMap<>();

    /** @param home the folder that has {@code routes/} */
    static PackRoutes of(Path home, Path file) {
        PackRoutes routes = new PackRoutes();
        @Nullable JsonNode tree = read(file);
        if (tree != null) {
            for (JsonNode item : tree) {
                routes.take(home, item);
            }
        }
        return routes;
    }

    /** What one route of a file uses. */
    static PackRoutes of(Path home, JsonNode item) {
        PackRoutes routes = new PackRoutes();
        routes.take(home, item);
        return routes;
    }

    private void take(Path home, JsonNode item) {
        JsonNode templated = item.path("templatedRoute");
        if (templated.isMissingNode()) {
            uris.addAll(HubUri.in(item, 0));
            statements(item, 0);
            return;
        }
        String name = templated.path("routeTemplateRef").asText("");
        @Nullable
        JsonNode template =
                name.matches("[a-z0-9-]+") ? read(home.resolve("routes/templates/" + name + ".camel.yaml")) : null;
        if (template == null) {
            return;
        }
        templates.add(name);
        JsonNode definition = template.path(0).path("routeTemplate");
        Map<String, String> values = new HashMap<>();
        definition
                .path("parameters")
                .forEach(each -> values.put(
                        each.path("name").asText(""), each.path("defaultValue").asText("")));
        templated
                .path("parameters")
                .forEach(each -> values.put(
                        each.path("name").asText(""), each.path("value").asText("")));
        JsonNode filled = filled(definition.path("route"), values);
        int line = Math.max(1, RouteSchema.line(templated));
        uris.addAll(HubUri.in(filled, line));
        statements(filled, line);
    }

    private void statements(JsonNode node, int at) {
        if (node.isTextual()) {
            Matcher written = STATEMENT.matcher(node.textValue());
            while (written.find()) {
                statements.putIfAbsent(written.group(1), at > 0 ? at : RouteSchema.line(node));
            }
        }
        node.forEach(child -> statements(child, at));
    }

    private static JsonNode filled(JsonNode node, Map<String, String> values) {
        if (node.isTextual()) {
            return TextNode.valueOf(PLACE.matcher(node.textValue())
                    .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), ""))));
        }
        if (node.isObject()) {
            var copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> copy.set(member.getKey(), filled(member.getValue(), values)));
            return copy;
        }
        if (node.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(child -> copy.add(filled(child, values)));
            return copy;
        }
        return node;
    }

    /** With the lines of its nodes; null = no YAML. */
    static @Nullable JsonNode read(Path file) {
        try {
            return JsonNodeReader.builder()
                    .locationAware()
                    .build()
                    .readTree(Files.readString(file, StandardCharsets.UTF_8), InputFormat.YAML);
        } catch (IOException | RuntimeException noYaml) {
            return null; // the check of the file names it
        }
    }

    List<HubUri> uris() {
        return uris;
    }

    /** The templates that are used and there. */
    Set<String> templates() {
        return templates;
    }

    /** SQL statements by name, each with a line that uses it. */
    Map<String, Integer> statements() {
        Map<String, Integer> all = new HashMap<>(statements);
        uris.stream()
                .filter(uri ->
                        uri.kind().equals("sql") && !uri.parameter("statement").isBlank())
                .forEach(uri -> all.putIfAbsent(uri.parameter("statement"), uri.line()));
        return all;
    }
}
