package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.NearestName;

/** {@code code}, {@code code-or-null} and {@code procedure}: codes come from tables, never from a guess. */
final class TableFunctions {
    private static final FunctionReference CODE = FunctionReference.of(
                    "code(table, key, column?, date?)",
                    "What codes/<table>.csv of the pack, else mappings/codes/<table>.csv, says of a key: the named column,"
                            + " null or none = the second one. A table with the columns `from` and `to` (days, both"
                            + " included, empty = open) is read at a date: an instant, a day, or a month or year that"
                            + " lies in one line.")
            .table("codes/status.csv", "ma;status;ten", "TIEP_NHAN;2;Tiếp nhận", "TRA;9;\"Trả; xong\"")
            .table("codes/office.csv", "ma;ten;from;to", "01;Phòng Lao động;;2025-02-28", "01;Sở Nội vụ;2025-03-01;")
            .gives("code(`status`, `TIEP_NHAN`)", "`2`")
            .gives("code(`status`, `TRA`, `ten`)", "`Trả; xong`")
            .gives("code(`status`, null)", "null")
            .gives("code(`office`, `01`, `ten`, `2025-02-28`)", "`Phòng Lao động`")
            .gives("code(`office`, `01`, null, `2025-02-28T17:00:00Z`)", "`Sở Nội vụ`")
            .gives("code(`office`, `01`, null, `2024`)", "`Phòng Lao động`")
            .refuses("HUB-MAP-004", "the table does not have the key", "code(`status`, `LA`)")
            .refuses("HUB-MAP-004", "... or not at that date", "code(`office`, `02`, `ten`, `2024-01-01`)")
            .refuses("HUB-MAP-016", "a month or year that two lines share", "code(`office`, `01`, `ten`, `2025`)")
            .refuses("HUB-MAP-016", "no date for a dated table", "code(`office`, `01`, `ten`, null)")
            .refuses("HUB-MAP-005", "no such table", "code(`none`, `LA`)")
            .refuses("HUB-MAP-005", "no such column", "code(`status`, `TRA`, `none`)")
            .refuses("HUB-MAP-005", "a dated table is asked without the fourth argument", "code(`office`, `01`)");
    private static final FunctionReference CODE_OR_NULL = FunctionReference.of(
                    "code-or-null(table, key, column?, date?)",
                    "As `code`, but null for a key that the table does not have.")
            .table("codes/status.csv", "ma;status;ten", "TIEP_NHAN;2;Tiếp nhận")
            .gives("code-or-null(`status`, `TIEP_NHAN`)", "`2`")
            .gives("code-or-null(`status`, `LA`)", "null")
            .refuses("HUB-MAP-005", "no such table or column", "code-or-null(`none`, `LA`)");
    private static final FunctionReference PROCEDURE = FunctionReference.of(
                    "procedure(column, value)",
                    "The line of mappings/procedures.csv as an object. Column: national_code, onestop_code or"
                            + " specialised_code; of the last only lines of this system.")
            .gives("procedure(`national_code`, `1.001978`).onestop_code", "`1.001978.000.00.00.H53`")
            .refuses("HUB-MAP-007", "no such line", "procedure(`onestop_code`, `1.001978`)")
            .refuses("HUB-MAP-005", "another column", "procedure(`name`, `Cấp đổi`)");
    static final List<FunctionReference> REFERENCE = List.of(CODE, CODE_OR_NULL, PROCEDURE);

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
                new HubFunction(CODE, 1, true, (arguments, here, run) -> code(arguments, run, true)),
                new HubFunction(CODE_OR_NULL, 1, true, (arguments, here, run) -> code(arguments, run, false)),
                new HubFunction(PROCEDURE, 1, true, (arguments, here, run) -> procedure(arguments, run)));
    }

    private JsonNode code(JsonNode[] arguments, MappingRun run, boolean must) {
        String name = arguments[0].asText();
        CodeTable table = tables.find(name).orElse(null);
        if (table == null) {
            return faulty(
                    run, name, "a file mappings/" + system + "/codes/" + name + ".csv", near(tables.names(), name));
        }
        String column = arguments.length > 2 && !arguments[2].isNull() ? arguments[2].asText() : table.valueColumn();
        if (!table.hasColumn(column)) {
            return faulty(run, name, "a column " + column + " in " + table.name(), near(table.columns(), column));
        }
        if (table.isDated()) {
            return arguments.length < 4
                    ? faulty(run, name, "a date as fourth argument: " + table.name() + " has from and to", "none")
                    : cell(DatedLine.of(table, arguments[1], arguments[3], "code(" + name + ")", must, run), column);
        }
        Optional<Map<String, String>> line = table.line(arguments[1].asText());
        if (line.isEmpty() && must) {
            run.unknownCode(
                    "HUB-MAP-004",
                    arguments[1],
                    "code(" + name + ")",
                    "a key of " + table.name(),
                    MissingRow.of(table.name(), table.columns().get(0), CodeTable.clean(arguments[1].asText())));
        }
        return cell(line, column);
    }

    private static JsonNode cell(Optional<Map<String, String>> line, String column) {
        @Nullable String cell = line.map(cells -> cells.get(column)).orElse(null);
        return cell == null ? NullNode.instance : TextNode.valueOf(cell);
    }

    private static String near(Collection<String> names, String name) {
        return "none" + new NearestName(names).remedy(name, "");
    }

    private static JsonNode faulty(MappingRun run, String table, String expected, String found) {
        run.faultyPack("HUB-MAP-005", "code(" + table + ")", expected, found);
        return NullNode.instance;
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
