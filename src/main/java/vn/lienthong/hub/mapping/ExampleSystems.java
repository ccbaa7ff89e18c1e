package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SettingsFile;

/**
 * The systems as examples see them: the settings of the file with every placeholder at its default, so that no machine
 * has results of its own. {@code mappings/<id>/examples/system.json} overrides members ({@code unit}, {@code settings},
 * ..); a folder of mappings that has no block is an archive in the zone of Việt Nam.
 */
public final class ExampleSystems {
    private ExampleSystems() {}

    public static SettingsFile in(Path home) {
        Map<String, String> over = new LinkedHashMap<>();
        SettingsFile written = SettingsFile.read(home, Map.of());
        for (SystemId pack : packs(home.resolve("mappings"))) {
            String key = "hub.systems." + pack;
            if (!written.names(pack)) {
                over.put(key + ".role", "archive");
                over.put(key + ".zone", "Asia/Ho_Chi_Minh");
            }
            Path own = home.resolve("mappings/" + pack + "/examples/system.json");
            if (Files.isRegularFile(own)) {
                try {
                    flat(key, new ObjectMapper().readTree(Files.readString(own)), over);
                } catch (IOException noJson) {
                    continue; // the examples then see the settings of the file; the check of the pack names the fault
                }
            }
        }
        return over.isEmpty() ? written : SettingsFile.read(home, Map.of(), over);
    }

    private static void flat(String key, JsonNode value, Map<String, String> over) {
        if (value.isObject()) {
            value.properties().forEach(member -> flat(key + "." + member.getKey(), member.getValue(), over));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flat(key + "[" + i + "]", value.get(i), over);
            }
        } else {
            over.put(key, value.asText());
        }
    }

    /** The folders that are packs: all but {@code canonical} and {@code codes}. */
    public static Set<SystemId> packs(Path mappingsRoot) {
        if (!Files.isDirectory(mappingsRoot)) {
            return Set.of();
        }
        Set<SystemId> packs = new java.util.TreeSet<>();
        try (Stream<Path> folders = Files.list(mappingsRoot)) {
            folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("canonical") && !name.equals("codes"))
                    .filter(name -> name.matches("[a-z][a-z0-9-]{0,30}"))
                    .forEach(name -> packs.add(new SystemId(name)));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return packs;
    }
}
