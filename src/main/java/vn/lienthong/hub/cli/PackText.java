package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.RunExamples;

/** The files of a new pack, as text by path from the project's root; examples have their first halves only. */
final class PackText {
    private final SystemId system;
    private final Contract contract;
    private final Roles roles;
    private final Map<String, String> files = new LinkedHashMap<>();

    private PackText(SystemId system, Contract contract, Roles roles) {
        this.system = system;
        this.contract = contract;
        this.roles = roles;
    }

    static Map<String, String> of(SystemId system, Contract contract, Roles roles) {
        PackText text = new PackText(system, contract, roles);
        text.route();
        if (contract.list() != null) {
            text.page();
        }
        text.from();
        text.codes();
        text.examples();
        contract.files().forEach((path, content) -> text.files.put("mappings/" + system + "/" + path, content));
        return text.files;
    }

    private void add(String path, String... lines) {
        files.put("mappings/" + system + "/" + path, String.join("\n", lines) + "\n");
    }

    private void route() {
        StringBuilder route = new StringBuilder();
        route.append("# ").append(system).append(": ").append(contract.origin()).append('\n');
        route.append("- templatedRoute:\n");
        route.append("    routeTemplateRef: ").append(contract.template()).append('\n');
        route.append("    routeId: ").append(system).append("-pull\n");
        route.append("    parameters:\n");
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("system", system.value());
        parameters.put("stream", contract.stream());
        parameters.putAll(contract.parameters());
        parameters.forEach((name, value) -> route.append("      - {name: ")
                .append(name)
                .append(", value: ")
                .append(scalar(value))
                .append("}\n"));
        files.put("routes/systems/" + system + ".camel.yaml", route.toString());
    }

    private static String scalar(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9_./-]*")
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void page() {
        List<String> path = java.util.Objects.requireNonNull(contract.list());
        String list = new Field(path, Field.Sort.LIST, List.of()).jslt();
        boolean numbered = contract.template().endsWith("-log");
        List<String> lines = new ArrayList<>();
        lines.add(
                "// An answer -> its records. It sees the answer with what the call was filled with: .after, .pageSize, ..");
        lines.add("let rows = if (is-array(" + list + ")) " + list + " else if (" + list
                + " == null) [] else error(\"the" + " answer has no list " + String.join(".", path) + "\")");
        lines.add("");
        lines.add("{");
        lines.add("  \"records\": if ($rows) [for ($rows) {");
        lines.add("    \"key\": string(" + roles.key().jslt() + "),");
        if (numbered
                || contract.template().equals("sql-pull-since") && roles.key().sort() == Field.Sort.NUMBER) {
            lines.add("    \"number\": number(" + roles.key().jslt() + "),");
        }
        if (contract.template().endsWith("-since")) {
            lines.add("    \"time\": " + roles.time().jslt() + ",");
        }
        lines.add("    \"tree\": .");
        lines.add("  }] else [],");
        if (contract.next() != null) {
            lines.add("  \"next\": string(" + new Field(contract.next(), Field.Sort.TEXT, List.of()).jslt() + "),");
        }
        boolean single = contract.template().endsWith("-page")
                && contract.parameters().values().stream().noneMatch(value -> value.contains("{page}"))
                && !contract.template().startsWith("soap");
        List<String> more = contract.more();
        lines.add("  \"more\": "
                + (single
                        ? "false"
                        : more == null
                                ? "size($rows) >= .pageSize"
                                : new Field(more, Field.Sort.FLAG, List.of()).jslt() + " == true"));
        lines.add("}");
        add("pages/" + contract.stream() + ".jslt", lines.toArray(String[]::new));
    }

    private void from() {
        String key = "string(" + roles.key().jslt() + ")";
        Field state = roles.state();
        Field code = roles.code();
        List<String> lines = new ArrayList<>();
        lines.add("// One record of " + contract.origin()
                + " -> canonical record (docs/architecture.md, \"Canonical record\").");
        lines.add("// Guessed by \"hub new\", look it over: key " + roles.key().dotted() + ", time "
                + roles.time().dotted() + ", state "
                + (state == null ? "none" : state.dotted()) + ", dossier code "
                + (code == null ? "none" : code.dotted()) + ".");
        if (state != null) {
            lines.add(
                    "// What a state does stands in codes/state.csv; as written every one is history only (\"aftermath\").");
        } else {
            lines.add("// Without a state every record is history only (\"aftermath\").");
        }
        Optional<Field> reference = reference(contract, roles);
        if (code == null && reference.isEmpty()) {
            lines.add("// Nothing says yet of which dossier a record is: write \"code\", or \"references\": {\""
                    + system + "\": a number that names ONE dossier for ever}.");
        }
        List<Field> unread = contract.fields().stream()
                .filter(field -> !field.equals(roles.key()) && !field.equals(roles.time()))
                .filter(field -> !field.equals(state) && !field.equals(code))
                .filter(field -> !reference.filter(field::equals).isPresent())
                .toList();
        if (!unread.isEmpty()) {
            lines.add("// Nothing reads yet:");
            unread.forEach(field -> lines.add("//   " + field.jslt() + "  " + field.words()));
        }
        lines.add("");
        lines.add("def text(value)");
        lines.add("  let clean = nfc(string($value))");
        lines.add("  if ($value != null and $clean != \"\") $clean");
        lines.add("");
        lines.add("{");
        lines.add("  \"type\": \"dossier\",");
        if (code != null) {
            lines.add("  \"code\": text(" + code.jslt() + "),");
        }
        reference.ifPresent(field -> lines.add("  \"references\": {\"" + system + "\": text(" + field.jslt() + ")},"));
        lines.add("  \"fact\": {");
        lines.add("    \"kind\": "
                + (state == null ? "\"aftermath\"" : "code(\"state\", " + state(state) + ", \"kind\")") + ",");
        lines.add("    \"key\": " + key + " + \":\" + string(" + roles.time().jslt() + "),");
        lines.add("    \"time\": " + roles.time().instant() + (state == null ? "" : ","));
        if (state != null) {
            lines.add("    \"status\": number(code-or-null(\"state\", " + state(state) + ", \"status\")),");
            lines.add("    \"step\": {\"text\": code-or-null(\"state\", " + state(state) + ", \"name\")}");
        }
        lines.add("  }");
        lines.add("}");
        add("from/" + contract.stream() + ".jslt", lines.toArray(String[]::new));
    }

    /**
     * What names the dossier at this system, if anything does. The key of a record does so only if its name says it: an
     * event's or a document's number names no dossier.
     */
    static Optional<Field> reference(Contract contract, Roles roles) {
        Field code = roles.code();
        if (code != null) {
            return Optional.of(roles.key()).filter(code::equals);
        }
        return Stream.concat(Stream.of(roles.key()), contract.fields().stream())
                .filter(Roles::namesADossier)
                .findFirst();
    }

    private static String state(Field state) {
        return state.sort() == Field.Sort.TEXT ? state.jslt() : "string(" + state.jslt() + ")";
    }

    private void codes() {
        Field state = roles.state();
        if (state == null) {
            return;
        }
        List<String> known = state.codes().isEmpty() ? List.of(state.composed().asText()) : state.codes();
        String rows = known.stream()
                .distinct()
                .map(value -> cell(value) + ";aftermath;;" + cell(value))
                .collect(Collectors.joining("\n"));
        add("codes/state.csv", cell(state.name()) + ";kind;status;name", rows);
    }

    private static String cell(String value) {
        return value.matches("[^;\"\\n]*") ? value.strip() : "\"" + value.replace("\"", "\"\"") + "\"";
    }

    private void examples() {
        ObjectNode record = contract.record();
        example("a-record", "from", record);
        ObjectNode untimed = record.deepCopy();
        roles.time().remove(untimed);
        example("without-its-time", "from", untimed);
        Field state = roles.state();
        if (state != null) {
            ObjectNode unknown = record.deepCopy();
            state.put(
                    unknown,
                    state.sort() == Field.Sort.NUMBER
                            ? JsonNodeFactory.instance.numberNode(987654)
                            : TextNode.valueOf("a state that nobody knows"));
            example("unknown-state", "from", unknown);
        }
        if (contract.list() != null) {
            example("a-page", "page", contract.answer(List.of(record)));
            example("an-empty-page", "page", contract.answer(List.of()));
        } else {
            ObjectNode bare = JsonNodeFactory.instance.objectNode();
            roles.key().put(bare, roles.key().composed());
            roles.time().put(bare, roles.time().composed());
            if (state != null) {
                state.put(bare, state.composed());
            }
            example("only-what-must-be", "from", bare);
        }
    }

    private void example(String situation, String half, JsonNode tree) {
        add("examples/" + situation + "/" + half + "." + contract.stream() + ".json", RunExamples.text(tree));
    }

    /** Members of a list that are objects. */
    static List<ObjectNode> objects(ArrayNode list) {
        List<ObjectNode> objects = new ArrayList<>();
        list.forEach(each -> {
            if (each instanceof ObjectNode object) {
                objects.add(object);
            }
        });
        return objects;
    }
}
