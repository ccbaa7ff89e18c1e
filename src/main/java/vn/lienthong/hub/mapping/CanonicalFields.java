package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields that a canonical record can have, by its schema. */
public final class CanonicalFields {
    private static final int DEEPEST = 12;

    private final JsonNode schema;
    private final Set<String> all = new TreeSet<>();

    /** @param type {@code dossier} or {@code claim} */
    public CanonicalFields(Path mappingsRoot, String type) {
        this.schema = read(mappingsRoot.resolve("canonical/" + type + ".schema.json"));
        walk("", schema, 0);
    }

    /** A file that cannot be read has no fields: the mappings say so at every call. */
    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException unreadable) {
            return MissingNode.getInstance();
        }
    }

    private void walk(String path, JsonNode written, int depth) {
        JsonNode node =
                written.has("$ref") ? schema.at(written.path("$ref").asText().substring(1)) : written;
        if (node.has("properties") && depth < DEEPEST) {
            node.path("properties")
                    .properties()
                    .forEach(member -> walk(path + "/" + member.getKey(), member.getValue(), depth + 1));
        } else if (node.has("items")) {
            walk(path + "/*", node.path("items"), depth + 1);
        } else if (!path.isEmpty()) {
            all.add(path);
        }
    }

    /** Whether the schema knows the place; {@code *} or a number for the place of a list. */
    public boolean knows(String pointer) {
        String path = pointer.replaceAll("/\\d+(?=/|$)", "/*");
        return path.startsWith("/references/")
                || all.contains(path)
                || all.stream().anyMatch(leaf -> leaf.startsWith(path + "/"));
    }

    /** Fields that no record fills; a branch of which none is filled stands as a whole, {@code /fact/payment/..}. */
    public Set<String> neverFilled(List<JsonNode> records) {
        Set<String> filled = new HashSet<>();
        records.forEach(record -> Leaves.of(record).forEach(leaf -> {
            for (int end = leaf.length(); end > 0; end = leaf.lastIndexOf('/', end - 1)) {
                filled.add(leaf.substring(0, end));
            }
        }));
        Set<String> never = new TreeSet<>();
        for (String leaf : all) {
            if (!filled.contains(leaf)) {
                never.add(highest(leaf, filled));
            }
        }
        return never;
    }

    private static String highest(String leaf, Set<String> filled) {
        for (int end = leaf.indexOf('/', 1); end > 0; end = leaf.indexOf('/', end + 1)) {
            if (!filled.contains(leaf.substring(0, end))) {
                return leaf.substring(0, end) + "/..";
            }
        }
        return leaf;
    }
}
