package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The route templates of {@code routes/templates}: one a file, by the file's name. A file that is none is left out. */
public final class RouteTemplates {
    static final String END = ".camel.yaml";
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, Template> templates;

    /** A template and what it wants to know, in the order of the file. */
    public record Template(String id, String description, Map<String, Parameter> parameters) {}

    /** @param otherwise what holds when it is not given; null = it must be given, or may be left out */
    public record Parameter(
            String name, String description, @Nullable String otherwise, boolean required) {}

    private RouteTemplates(Map<String, Template> templates) {
        this.templates = templates;
    }

    /** @param home the folder that has {@code routes/} */
    public static RouteTemplates in(Path home) {
        Map<String, Template> read = new LinkedHashMap<>();
        for (Path file : files(home)) {
            try {
                JsonNode written = YAML.readTree(file.toFile()).path(0).path("routeTemplate");
                String id = written.path("id").asText("");
                if (!id.isEmpty()) {
                    read.put(id, new Template(id, written.path("description").asText(""), parameters(written)));
                }
            } catch (IOException | RuntimeException noYaml) {
                continue; // its own check says so
            }
        }
        return new RouteTemplates(Collections.unmodifiableMap(read));
    }

    /** The template files in the order of their names. */
    static List<Path> files(Path home) {
        Path folder = home.resolve("routes").resolve("templates");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(END))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException("HUB-ROUTE-016 cannot list " + folder, unreadable);
        }
    }

    private static Map<String, Parameter> parameters(JsonNode template) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (JsonNode each : template.path("parameters")) {
            String name = each.path("name").asText("");
            @Nullable
            String otherwise =
                    each.has("defaultValue") ? each.path("defaultValue").asText() : null;
            parameters.put(
                    name,
                    new Parameter(
                            name,
                            each.path("description").asText(""),
                            otherwise,
                            otherwise == null && each.path("required").asBoolean(true)));
        }
        return Collections.unmodifiableMap(parameters);
    }

    public Collection<Template> all() {
        return templates.values();
    }

    Optional<Template> find(String id) {
        return Optional.ofNullable(templates.get(id));
    }
}
