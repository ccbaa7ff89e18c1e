package vn.lienthong.hub.systems;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import vn.lienthong.hub.dossier.SystemId;

/**
 * {@code config/systems.yaml} read afresh from disk, beside the settings with which a hub runs: every block, whether
 * enabled or not, and everything wrong with the file. A value that is left to an environment variable is not missing.
 */
public final class SettingsFile implements FarSystems {
    public static final String NAME = "config/systems.yaml";
    private static final Pattern SECRET = Pattern.compile(
            ".*\\.(auth\\.password|inbound\\.token)|"
                    + ".*\\.(headers|settings)\\.[^.]*(?i:password|secret|token|api-?key|authorization)(?![^.]*-(?:header|path|name|url))[^.]*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z0-9_.-]+:?}");
    private static final Pattern LOGIN = Pattern.compile("://[^/@\\s]+:[^/@\\s]+@|[?;&](?i:password|pwd)=[^$;&]+");

    private final Map<SystemId, SystemSettings> systems = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> ids;
    private final @Nullable YamlLines lines;

    /**
     * What is wrong with the file.
     *
     * @param line from 1; 0 = the whole file
     * @param system whose block it is; null = none
     * @param secret whether a secret stands in the file
     */
    public record Fault(int line, @Nullable SystemId system, boolean secret, String message) {}

    /** @param variables the environment: fills the placeholders of the file */
    public static SettingsFile read(Path home, Map<String, String> variables) {
        return read(home, variables, Map.of());
    }

    /** @param over values by key ({@code hub.systems.land.unit}) that go before those of the file */
    public static SettingsFile read(Path home, Map<String, String> variables, Map<String, String> over) {
        return new SettingsFile(home, variables, over);
    }

    private SettingsFile(Path home, Map<String, String> variables, Map<String, String> over) {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.forEach(source -> sources.remove(source.getName()));
        sources.addLast(new MapPropertySource("over", Map.copyOf(over)));
        sources.addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(variables)));
        this.lines = load(home.resolve(NAME), sources);
        sources.addLast(new SecretFiles(home));
        WrittenSettings written = new WrittenSettings(environment);
        this.ids = Set.copyOf(written.children("hub.systems"));
        if (lines != null) {
            read(written, lines);
        }
    }

    private @Nullable YamlLines load(Path file, MutablePropertySources sources) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            YamlLines lines = new YamlLines(text);
            new YamlPropertySourceLoader()
                    .load(NAME, new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                    .forEach(sources::addLast);
            return lines;
        } catch (MarkedYAMLException noYaml) {
            String problem = String.valueOf(noYaml.getProblem());
            int line = noYaml.getProblemMark() == null
                    ? 0
                    : noYaml.getProblemMark().getLine() + 1;
            add(
                    line,
                    null,
                    "is no YAML: " + problem
                            + (problem.contains("duplicate")
                                    ? "; write each name once"
                                    : "; look at the blanks before the line and the one above it"));
        } catch (YAMLException noYaml) {
            add(0, null, "is no YAML: " + noYaml.getMessage());
        } catch (java.nio.charset.CharacterCodingException notUtf8) {
            add(0, null, "is not saved as UTF-8; save it so");
        } catch (IOException unreadable) {
            add(0, null, "cannot be read (" + unreadable.getClass().getSimpleName() + "); write it");
        }
        return null;
    }

    private void read(WrittenSettings written, YamlLines lines) {
        SettingFaults found = new SettingFaults(written, true);
        Duration poll = found.duration(
                "hub.poll", written.text("hub.poll"), Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofDays(1));
        ReadSystemSettings block = new ReadSystemSettings(written, found, poll);
        for (String name : written.children("hub.systems")) {
            String key = "hub.systems." + name;
            try {
                SystemId id = new SystemId(name);
                systems.put(id, block.read(id));
            } catch (BindException form) {
                String where = form.getName().toString();
                add(lines.of(where), id(name), where + ": has not the form of this setting; see docs/reference.md");
            } catch (IllegalArgumentException noId) {
                add(lines.of(key), null, "\"" + name + "\" is no system id; write small letters, digits, hyphens");
            }
        }
        ReadSettings.onlyOne(systems.values(), SystemSettings.Role.FRONT, found);
        ReadSettings.onlyOne(systems.values(), SystemSettings.Role.PORTAL, found);
        found.found()
                .forEach(fault -> add(
                        lines.of(fault.key()),
                        ofKey(fault.key()),
                        fault.key().replaceFirst("^hub\\.systems\\.[^.]+\\.(?=.)", "") + ": " + fault.wrong() + "; "
                                + fault.remedy()));
        secrets(written, lines);
    }

    private void secrets(WrittenSettings written, YamlLines lines) {
        for (String key : written.keys("hub.systems")) {
            String raw = written.raw(key);
            if (raw.isBlank()) {
                continue;
            }
            boolean literal = SECRET.matcher(key).matches()
                    && !VARIABLE.matcher(raw.strip()).matches();
            if (literal || LOGIN.matcher(raw).find()) {
                String variable = "HUB"
                        + key.substring("hub.systems".length())
                                .toUpperCase(java.util.Locale.ROOT)
                                .replaceAll("[^A-Z0-9]+", "_")
                                .replace("_AUTH_", "_");
                faults.add(new Fault(
                        lines.of(key),
                        ofKey(key),
                        true,
                        key.replaceFirst("^hub\\.systems\\.[^.]+\\.", "")
                                + ": a secret stands in the file; write ${" + variable + ":} and set " + variable
                                + " in the environment of the hub, or write it into the file secrets/" + variable));
            }
        }
    }

    private void add(int line, @Nullable SystemId system, String message) {
        faults.add(new Fault(line, system, false, message));
    }

    private static @Nullable SystemId ofKey(String key) {
        String[] names = key.split("\\.");
        return names.length > 2 && key.startsWith("hub.systems.") ? id(names[2]) : null;
    }

    private static @Nullable SystemId id(String name) {
        try {
            return new SystemId(name);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** Whether the file has a block of this name, faulty or not. */
    public boolean names(SystemId system) {
        return ids.contains(system.value());
    }

    /** Names of all blocks, also those that are no system ids. */
    public Set<String> names() {
        return ids;
    }

    /** Where a key stands, or the nearest block around it; 0 = nowhere. */
    public int line(String key) {
        return lines == null ? 0 : lines.of(key);
    }

    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    @Override
    public Collection<SystemSettings> all() {
        return List.copyOf(systems.values());
    }

    @Override
    public Optional<SystemSettings> find(SystemId id) {
        return Optional.ofNullable(systems.get(id));
    }
}
