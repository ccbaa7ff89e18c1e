package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;

/**
 * One reading of a system's mapping files; never changed, only replaced.
 *
 * @param variables what every mapping sees ({@code $system})
 * @param mappings compiled files by name without ending: {@code from/ho-so}
 * @param records what a canonical record must be
 * @param tables the code tables that the mappings read
 * @param version short hash of the mapping and code files
 * @param faults why the pack cannot be used; empty = usable
 */
record Pack(
        SystemId id,
        Map<String, JsonNode> variables,
        Map<String, Expression> mappings,
        Map<String, RecordSchema> schemas,
        CanonicalRecords records,
        CodeTables tables,
        String version,
        List<Violation> faults) {

    static Pack faulty(SystemId id, CanonicalRecords records, List<Violation> faults) {
        return new Pack(id, Map.of(), Map.of(), Map.of(), records, CodeTables.NONE, "", List.copyOf(faults));
    }

    /** What a mapping made; {@code tree} is absent when it broke off. */
    record Result(@Nullable JsonNode tree, List<Violation> faults) {}

    /** @throws MappingFailed if there is no such file */
    Result run(String name, JsonNode input) {
        Expression mapping = mappings.get(name);
        if (mapping == null) {
            throw new MappingFailed(List.of(Violation.faultyPack(
                    "HUB-MAP-003", "mappings/" + id + "/" + name + ".jslt", "this file", "none; write it")));
        }
        try (MappingRun run = MappingRun.start(input)) {
            try {
                JsonNode tree = mapping.apply(variables, input);
                return new Result(tree, run.faults());
            } catch (JsltException failed) {
                run.faultyPack("HUB-MAP-002", place(failed, name), "a mapping that can read this record", said(failed));
            } catch (RuntimeException | StackOverflowError failed) {
                run.faultyPack(
                        "HUB-MAP-002",
                        "mappings/" + id + "/" + name + ".jslt",
                        "a mapping that can read this record",
                        failed.getClass().getSimpleName());
            }
            return new Result(null, run.faults());
        }
    }

    private String place(JsltException failed, String name) {
        String file = failed.getSource() == null ? "mappings/" + id + "/" + name + ".jslt" : failed.getSource();
        return failed.getLine() > 0 ? file + ":" + failed.getLine() + ":" + failed.getColumn() : file;
    }

    /** The message up to the first value: values may be personal. */
    private static String said(JsltException failed) {
        String message = failed.getMessageWithoutLocation();
        int value = 0;
        while (value < message.length() && "\"'{[:0123456789".indexOf(message.charAt(value)) < 0) {
            value++;
        }
        return message.substring(0, value).strip();
    }
}
