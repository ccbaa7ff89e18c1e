package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.lienthong.hub.camel.RouteTemplates.Template;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.NearestName;

/** What a route template must be, and what must be given where one is used. Camel itself passes over unknown parameters. */
class TemplateRules {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)}}");
    private static final Pattern EXAMPLE = Pattern.compile("(?s).*\\bExample: \\S.*");

    private final RouteTemplates templates;
    private final NearestName ids;

    TemplateRules(RouteTemplates templates) {
        this.templates = templates;
        this.ids = new NearestName(templates.all().stream().map(Template::id).collect(Collectors.toSet()));
    }

    /** A file of {@code routes/templates}. */
    void definition(JsonNode tree, String file, List<RouteFault> faults) {
        String name = file.substring(file.lastIndexOf('/') + 1).replace(RouteTemplates.END, "");
        if (tree.size() != 1 || !tree.path(0).has("routeTemplate")) {
            faults.add(new RouteFault(file, 1, "HUB-TPL-001 a template file holds one routeTemplate and nothing else"));
            return;
        }
        JsonNode template = tree.path(0).path("routeTemplate");
        int line = RouteSchema.line(template);
        if (!template.path("id").asText("").equals(name)) {
            faults.add(new RouteFault(
                    file, line, "HUB-TPL-001 the template's id is not \"" + name + "\"; write id: " + name));
        }
        if (template.path("description").asText("").isBlank()) {
            faults.add(new RouteFault(file, line, "HUB-TPL-001 template without a description; write one line"));
        }
        Set<String> used =
                template.path("route").findValuesAsText("uri").isEmpty() ? Set.of() : used(template.path("route"));
        Set<String> declared = new TreeSet<>();
        for (JsonNode parameter : template.path("parameters")) {
            String own = parameter.path("name").asText("");
            declared.add(own);
            if (!EXAMPLE.matcher(parameter.path("description").asText("")).matches()) {
                faults.add(new RouteFault(
                        file,
                        RouteSchema.line(parameter),
                        "HUB-TPL-001 parameter \"" + own + "\" needs a description that ends with \"Example: ...\""));
            }
            if (!used.contains(own)) {
                faults.add(new RouteFault(
                        file,
                        RouteSchema.line(parameter),
                        "HUB-TPL-001 parameter \"" + own + "\" is not used; remove it, or write {{" + own + "}}"));
            }
        }
        used.stream()
                .filter(placeholder -> !declared.contains(placeholder))
                .forEach(placeholder -> faults.add(new RouteFault(
                        file,
                        line,
                        "HUB-TPL-001 {{" + placeholder + "}} is no parameter of the template; declare it")));
    }

    private static Set<String> used(JsonNode node) {
        Set<String> names = new TreeSet<>();
        collect(node, names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.isTextual()) {
            PLACEHOLDER
                    .matcher(node.textValue())
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(names::add);
        }
        node.forEach(child -> collect(child, names));
    }

    /** One use: {@code templatedRoute} with routeTemplateRef, routeId and parameters. */
    void use(JsonNode route, String file, SystemId system, List<RouteFault> faults) {
        String id = route.path("routeTemplateRef").asText("");
        int line = RouteSchema.line(route);
        Template template = templates.find(id).orElse(null);
        if (template == null) {
            faults.add(new RouteFault(file, line, "HUB-TPL-002 there is no template \"" + id + "\"; " + otherId(id)));
            return;
        }
        Map<String, JsonNode> given = new LinkedHashMap<>();
        for (JsonNode parameter : route.path("parameters")) {
            String name = parameter.path("name").asText("");
            if (given.put(name, parameter) != null) {
                faults.add(new RouteFault(
                        file, RouteSchema.line(parameter), "HUB-TPL-005 \"" + name + "\" is given twice; remove one"));
            }
            if (!template.parameters().containsKey(name)) {
                faults.add(new RouteFault(
                        file,
                        RouteSchema.line(parameter),
                        "HUB-TPL-003 template " + id + " has no parameter \"" + name + "\"; "
                                + new NearestName(template.parameters().keySet())
                                        .to(name)
                                        .map(near -> "write \"" + near + "\"")
                                        .orElse("it has "
                                                + template.parameters().keySet())));
            }
        }
        template.parameters().values().stream()
                .filter(parameter -> parameter.required() && !given.containsKey(parameter.name()))
                .forEach(parameter -> faults.add(new RouteFault(
                        file,
                        line,
                        "HUB-TPL-004 template " + id + " needs the parameter \"" + parameter.name() + "\": "
                                + parameter.description())));
        given.forEach((name, parameter) -> {
            String value = parameter.path("value").asText("");
            int at = RouteSchema.line(parameter);
            if (value.isBlank()) {
                faults.add(new RouteFault(
                        file, at, "HUB-TPL-005 \"" + name + "\" has no value; write one, or remove the parameter"));
            } else if (name.equals("system") && !value.equals(system.value())) {
                faults.add(new RouteFault(
                        file, at, "HUB-ROUTE-009 uses system=" + value + "; the file's system is " + system));
            }
        });
    }

    private String otherId(String id) {
        return ids.to(id)
                .map(near -> "write \"" + near + "\"")
                .orElseGet(() -> templates.all().isEmpty()
                        ? "routes/templates is empty; is HUB_HOME the project's root?"
                        : "write one of "
                                + templates.all().stream()
                                        .map(Template::id)
                                        .sorted()
                                        .toList());
    }
}
