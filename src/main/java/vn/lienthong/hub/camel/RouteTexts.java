package vn.lienthong.hub.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route file with the templates that it uses, as they were read at one moment: what was checked is what runs, and can be
 * put back when what comes after it does not start.
 *
 * @param name from the root of the project
 * @param templates by id
 */
record RouteTexts(String name, String routes, Map<String, String> templates) {
    static final String END = ".camel.yaml";
    private static final Pattern USE = Pattern.compile("\\brouteTemplateRef:\\s*[\"']?([A-Za-z0-9._-]+)");

    static Path templateFile(String id) {
        return Path.of("routes", "templates", id + END);
    }

    /** @throws IOException if the route file cannot be read; a template that is missing is left out */
    static RouteTexts read(Path home, Path file) throws IOException {
        String routes = Files.readString(home.resolve(file), StandardCharsets.UTF_8);
        Map<String, String> templates = new TreeMap<>();
        Matcher used = USE.matcher(routes);
        while (used.find()) {
            Path template = home.resolve(templateFile(used.group(1)));
            if (Files.isRegularFile(template)) {
                templates.put(used.group(1), Files.readString(template, StandardCharsets.UTF_8));
            }
        }
        return new RouteTexts(file.toString().replace('\\', '/'), routes, templates);
    }

    /** Whether the file names a template, there or not. */
    boolean uses(String template) {
        Matcher used = USE.matcher(routes);
        while (used.find()) {
            if (used.group(1).equals(template)) {
                return true;
            }
        }
        return false;
    }
}
