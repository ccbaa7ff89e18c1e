package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.Mappings.Mapped;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;

/**
 * Which fields of source records make no difference to what a mapping makes of them: each is taken away in turn. Names
 * only, no values.
 */
public final class UnreadFields {
    /** Records in which a field is tried. */
    private static final int MOST_TRIES = 20;

    private UnreadFields() {}

    /** JSON pointers with {@code *} for the places of lists; of fields that some record fills. */
    public static Set<String> of(Mappings mappings, SystemId system, String stream, List<JsonNode> records) {
        Map<String, List<JsonNode>> filled = new LinkedHashMap<>();
        for (JsonNode record : records) {
            for (String path : Leaves.of(record)) {
                List<JsonNode> some = filled.computeIfAbsent(path, first -> new ArrayList<>());
                if (some.size() < MOST_TRIES) {
                    some.add(record);
                }
            }
        }
        Set<String> unread = new TreeSet<>();
        filled.forEach((path, some) -> {
            if (some.stream().noneMatch(record -> counts(mappings, system, stream, record, path))) {
                unread.add(path);
            }
        });
        return unread;
    }

    private static boolean counts(Mappings mappings, SystemId system, String stream, JsonNode record, String path) {
        JsonNode without = record.deepCopy();
        remove(without, path.substring(1).split("/"), 0);
        return !made(mappings, system, stream, record).equals(made(mappings, system, stream, without));
    }

    private static List<Object> made(Mappings mappings, SystemId system, String stream, JsonNode record) {
        try {
            Mapped mapped = mappings.from(system, stream, record);
            return List.of(mapped.canonical() == null ? "" : mapped.canonical(), mapped.faults());
        } catch (MappingFailed failed) {
            return List.of("", failed.faults());
        }
    }

    private static void remove(JsonNode tree, String[] steps, int at) {
        if (tree.isArray()) {
            tree.forEach(entry -> remove(entry, steps, at + 1));
        } else if (tree instanceof ObjectNode object) {
            String name = Leaves.name(steps[at]);
            if (at == steps.length - 1 || steps[at + 1].equals("*") && at + 2 == steps.length) {
                object.remove(name);
            } else {
                remove(object.path(name), steps, at + 1);
            }
        }
    }
}
