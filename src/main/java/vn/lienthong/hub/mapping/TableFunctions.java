package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;

/** {@code code}, {@code code-or-null} and {@code procedure}: codes come from tables, never from a guess. */
final class TableFunctions {
    private final SystemId system;
    private final CodeTables tables;
    private final CsvProcedures procedures;

    TableFunctions(SystemId system, CodeTables tables, CsvProcedures procedures) {
        this.system = system;
        this.tables = tables;
        this.procedures = procedures;
    }

    List<HubFunction> all() {
        return List.of(
                new HubFunction("code", 2, 3, 1, true, (arguments, here, run) -> code(arguments, run, true)),
                new HubFunction("code-or-null", 2, 3, 1, true, (arguments, here, run) -> code(arguments, run, false)),
                new HubFunction("procedure", 2, 2, 1, true, (arguments, here, run) -> procedure(arguments, run)));
    }

    private JsonNode code(JsonNode[] arguments, MappingRun run, boolean must) {
        String name = arguments[0].asText();
        Optional<CodeTable> table = tables.find(name);
        if (table.isEmpty()) {
            run.faultyPack(
                    "HUB-MAP-005",
                    "code(" + name + ")",
                    "a file mappings/" + system + "/codes/" + name + ".csv",
                    "none");
            return NullNode.instance;
        }
        String column = arguments.length > 2
                ? arguments[2].asText()
                : table.get().columns().get(1);
        if (!table.get().hasColumn(column)) {
            run.faultyPack(
                    "HUB-MAP-005",
                    "code(" + name + ")",
                    "a column " + column + " in " + table.get().name(),
                    "none");
            return NullNode.instance;
        }
        Optional<Map<String, String>> line = table.get().line(arguments[1].asText());
        run.asked(arguments[1], table.get().name(), table.get().columns().get(0), line.isPresent());
        if (line.isEmpty() && must) {
            run.unknownCode(
                    "HUB-MAP-004",
                    arguments[1],
                    "code(" + name + ")",
                    "a key of " + table.get().name(),
                    MissingRow.of(
                            table.get().name(), table.get().columns().get(0), CodeTable.clean(arguments[1].asText())));
        }
        @Nullable String cell = line.map(cells -> cells.get(column)).orElse(null);
        return cell == null ? NullNode.instance : TextNode.valueOf(cell);
    }

    private JsonNode procedure(JsonNode[] arguments, MappingRun run) {
        String column = arguments[0].asText();
        if (!ProcedureTable.KEYS.contains(column)) {
            run.faultyPack(
                    "HUB-MAP-005", "procedure(" + column + ")", "one of " + ProcedureTable.KEYS, "\"" + column + "\"");
            return NullNode.instance;
        }
        SystemId owner = column.equals("specialised_code") ? system : null;
        Optional<Map<String, String>> line = procedures.table().line(column, arguments[1].asText(), owner);
        run.asked(arguments[1], CsvProcedures.NAME, column, line.isPresent());
        if (line.isEmpty()) {
            run.unknownCode(
                    "HUB-MAP-007",
                    arguments[1],
                    "procedure(" + column + ")",
                    "a line of mappings/procedures.csv with this " + column + (owner == null ? "" : " for " + owner),
                    MissingRow.of(CsvProcedures.NAME, column, CodeTable.clean(arguments[1].asText())));
            return NullNode.instance;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        line.get().forEach(result::put);
        return result;
    }
}
