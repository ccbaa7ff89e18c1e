package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a far side offers for one stream, however it says so: the base of a new pack.
 *
 * @param stream its name in the pack
 * @param origin where this was read, for people: {@code GET /api/parcels of post.yaml}
 * @param template the route template, {@code parameters} of it beside system and stream
 * @param fields of one record
 * @param list where the records stand in an answer, names from its root, {@code [body, items]}; null = files
 * @param next where an answer names the next place, for a cursor
 * @param files further files of the pack, by path below its folder
 * @param settings further lines of the settings' block
 * @param more where an answer says by a flag that more follows; null = it does not
 * @param notes what else was guessed, one sentence each, for people
 * @param steps what a person must do about it, before all else
 */
record Contract(
        String stream,
        String origin,
        String template,
        Map<String, String> parameters,
        List<Field> fields,
        @Nullable List<String> list,
        @Nullable List<String> next,
        Map<String, String> files,
        List<String> settings,
        @Nullable List<String> more,
        List<String> notes,
        List<String> steps) {
    /** Of a block that was just written, and of composed answers. */
    static final int PAGE_SIZE = 500;

    private static final int DEEPEST = 4;

    /** Something that a contract does not have, or that cannot be read. The message says what to do. */
    static class Unusable extends RuntimeException {
        Unusable(String message) {
            super(message);
        }
    }

    /** The same read by another template. */
    Contract with(String otherTemplate, Map<String, String> otherParameters, Map<String, String> otherFiles) {
        return new Contract(
                stream,
                origin,
                otherTemplate,
                otherParameters,
                fields,
                list,
                next,
                otherFiles,
                settings,
                more,
                notes,
                steps);
    }

    /** Whether a flag of this name beside a list says that more follows, {@code hasMoreItems}. */
    static boolean saysMore(String word) {
        return word.matches("((has|is|are|there)?(more|next)(items|pages|page|results|records|data|rows|available)?"
                + "|con(nua|tiep|them|dulieu)|cotiep|moreitemsavailable)");
    }

    /** What is said of a guess among several. */
    static List<String> guessed(String what, List<String> all) {
        return all.size() < 2
                ? List.of()
                : List.of("Guessed " + what + " among " + all.size() + " that answer with a list; --operation names"
                        + " another: " + String.join(", ", all) + ".");
    }

    /** A record with a composed value in every field. */
    ObjectNode record() {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> field.put(record, field.composed()));
        return record;
    }

    /** A whole answer with these records, as {@code pages/<stream>.jslt} sees it. */
    ObjectNode answer(List<ObjectNode> records) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", 200);
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        records.forEach(all::add);
        put(answer, list == null ? List.of("body") : list, all);
        if (next != null) {
            put(answer, next, JsonNodeFactory.instance.textNode("2"));
        }
        if (more != null) {
            put(answer, more, JsonNodeFactory.instance.booleanNode(false));
        }
        return answer.put("after", "").put("pageSize", PAGE_SIZE);
    }

    private static void put(ObjectNode tree, List<String> path, JsonNode value) {
        new Field(path, Field.Sort.LIST, List.of()).put(tree, value);
    }

    /** The fields of sample records: scalars at any depth, lists as they are. Texts that repeat like codes keep them. */
    static List<Field> fieldsOf(List<? extends JsonNode> records) {
        Map<List<String>, List<JsonNode>> values = new java.util.LinkedHashMap<>();
        records.forEach(record -> collect(record, List.of(), values));
        List<Field> fields = new ArrayList<>();
        values.forEach((path, found) -> {
            Field plain = new Field(path, Field.sortOf(first(found)), List.of());
            boolean state = plain.word().matches(".*(status|state|trangthai|tinhtrang).*")
                    && plain.sort() != Field.Sort.LIST
                    && !plain.sort().isTime();
            fields.add(
                    state
                            ? new Field(
                                    path,
                                    plain.sort(),
                                    found.stream()
                                            .map(value -> value.asText(""))
                                            .filter(text -> !text.isBlank())
                                            .distinct()
                                            .sorted()
                                            .toList())
                            : plain);
        });
        return fields;
    }

    private static JsonNode first(List<JsonNode> values) {
        return values.stream()
                .filter(value -> !value.isNull() && !value.asText("x").isBlank())
                .findFirst()
                .orElse(values.get(0));
    }

    private static void collect(JsonNode node, List<String> path, Map<List<String>, List<JsonNode>> values) {
        node.properties().forEach(member -> {
            List<String> inner = new ArrayList<>(path);
            inner.add(member.getKey());
            if (member.getValue().isObject() && inner.size() < DEEPEST) {
                collect(member.getValue(), inner, values);
            } else {
                values.computeIfAbsent(List.copyOf(inner), key -> new ArrayList<>())
                        .add(member.getValue());
            }
        });
    }
}
