package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Agency;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * The systems of {@code config/systems.yaml} as far as mappings see them, every placeholder at its default; a pack that has
 * no block gets one. {@code mappings/<id>/examples/system.json} overrides members ({@code unit}, {@code settings}, ...).
 */
final class ConfiguredSystems implements FarSystems {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Z0-9_]+:?([^}]*)}");
    private final Map<SystemId, SystemSettings> systems = new HashMap<>();

    ConfiguredSystems(Path mappingsRoot, Path yaml) {
        try {
            JsonNode blocks =
                    new ObjectMapper(new YAMLFactory()).readTree(yaml.toFile()).at("/hub/systems");
            for (Path pack : packs(mappingsRoot)) {
                String id = pack.getFileName().toString();
                ObjectNode block =
                        blocks.path(id).isObject() ? blocks.path(id).deepCopy() : new ObjectMapper().createObjectNode();
                Path override = pack.resolve("examples/system.json");
                if (Files.exists(override)) {
                    block.setAll((ObjectNode) new ObjectMapper().readTree(override.toFile()));
                }
                systems.put(new SystemId(id), settings(id, block));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The folders that are packs. */
    static List<Path> packs(Path mappingsRoot) throws IOException {
        try (Stream<Path> folders = Files.list(mappingsRoot)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> !Set.of("canonical", "codes")
                            .contains(folder.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    static SystemSettings system(String id, Role role, String zone) {
        return system(id, role, zone, null, null, Map.of());
    }

    @Override
    public Collection<SystemSettings> all() {
        return new ArrayList<>(systems.values());
    }

    @Override
    public Optional<SystemSettings> find(SystemId id) {
        return Optional.ofNullable(systems.get(id));
    }

    private static SystemSettings settings(String id, JsonNode block) {
        JsonNode agency = block.path("agency");
        Map<String, String> settings = new HashMap<>();
        block.path("settings").properties().forEach(entry -> settings.put(entry.getKey(), filled(entry.getValue())));
        return system(
                id,
                Role.valueOf(block.path("role").asText("archive").toUpperCase(Locale.ROOT)),
                block.path("zone").asText("Asia/Ho_Chi_Minh"),
                block.has("unit") ? filled(block.path("unit")) : null,
                agency.isObject() ? new Agency(filled(agency.path("code")), filled(agency.path("name"))) : null,
                settings);
    }

    private static String filled(JsonNode value) {
        return PLACEHOLDER.matcher(value.asText()).replaceAll("$1");
    }

    private static SystemSettings system(
            String id, Role role, String zone, String unit, Agency agency, Map<String, String> settings) {
        return Settings.of(id)
                .role(role)
                .zone(zone)
                .unit(unit)
                .agency(agency)
                .own(settings)
                .build();
    }
}
