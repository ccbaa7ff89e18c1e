package vn.lienthong.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.dossier.Violation.Nature;
import vn.lienthong.hub.mapping.Mappings.Mapped;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;

class JsltMappingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SystemId LAND = new SystemId("land");
    private static final SystemId OTHER = new SystemId("other");

    @TempDir
    Path root;

    @BeforeEach
    void aRootWithTheRealSchemas() throws IOException {
        Files.createDirectories(root.resolve("canonical"));
        for (String name : List.of("canonical/dossier.schema.json", "canonical/claim.schema.json", "procedures.csv")) {
            Files.copy(Path.of("mappings").resolve(name), root.resolve(name));
        }
        write("land/codes/status.csv", "loai;status;name\nTIEP_NHAN;2;Được tiếp nhận\nKET_THUC;9;\n");
        write("other/to/x.jslt", ".");
    }

    @Test
    void aMappingSeesItsSystem() throws IOException {
        write("land/to/x.jslt", "[$system.id, $system.zone, $system.settings, $system.unit]");

        assertThat(mappings().body(LAND, "x", tree("{}"))).isEqualTo(tree("['land','UTC',{},null]"));
    }

    @Test
    void nullsAreDroppedButEmptyTextsAndListsStay() throws IOException {
        write("land/to/x.jslt", "{\"a\": .none, \"b\": \"\", \"c\": [], \"d\": {}, \"copied\": .whole}");

        assertThat(mappings().body(LAND, "x", tree("{'whole':{'n':null,'list':[{'m':null,'k':1}]}}")))
                .isEqualTo(tree("{'b':'','c':[],'d':{},'copied':{'list':[{'k':1}]}}"));
    }

    @Test
    void numbersSurviveExactly() throws IOException {
        write("land/to/x.jslt", "{\"a\": .a, \"b\": .b}");

        JsonNode exact = new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree("{\"a\":12345678901234567890.123456789012345,\"b\":9007199254740993}");
        assertThat(mappings().body(LAND, "x", exact).toString())
                .isEqualTo("{\"a\":12345678901234567890.123456789012345,\"b\":9007199254740993}");
    }

    @Test
    void aFunctionIsCalledAtEveryRunEvenWithConstants() throws IOException {
        write("land/to/x.jslt", "if (.bad) fault(\"HUB-LAND-001\", \"a good one\") else hash(\"x\")");
        JsltMappings mappings = mappings();

        assertThat(mappings.body(LAND, "x", tree("{}")).textValue()).isEqualTo("2d711642b726b044");
        assertThatThrownBy(() -> mappings.body(LAND, "x", tree("{'bad':true}")))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("HUB-LAND-001");
    }

    @Test
    void oneRunNamesAllFaultsWithTheirPlace() throws IOException {
        write("land/from/s.jslt", """
            {"type": "dossier", "code": .ma, "fact": {"kind": "status", "key": "1",
             "time": instant(.luc), "status": number(code("status", .loai)),
             "papers": [for (.giay) {"name": .ten, "id": date(.ngay)}]}}\
            """);

        Mapped mapped = mappings()
                .from(
                        LAND,
                        "s",
                        tree("{'ma':'A-1','luc':'2023-02-30T01:00:00','loai':'X9','giay':[{'ngay':'32/01/2020'}]}"));

        assertThat(mapped.faults())
                .extracting(Violation::code, Violation::path, Violation::nature)
                .containsExactly(
                        tuple("HUB-MAP-010", "/luc", Nature.MALFORMED),
                        tuple("HUB-MAP-004", "/loai", Nature.UNKNOWN_CODE),
                        tuple("HUB-MAP-011", "/giay/0/ngay", Nature.MALFORMED));
        assertThat(mapped.canonical()).isNotNull();
    }

    @Test
    void anUnknownCodeAloneStaysAnUnknownCode() throws IOException {
        write("land/from/s.jslt", """
            {"type": "dossier", "code": .ma, "fact": {"kind": "image", "key": "1", "time": instant(.luc),
             "dossier": {"procedure": procedure("specialised_code", .qt).national_code, "channel": "1",
               "filedAt": instant(.luc), "applicant": {"name": .ten}}}}\
            """);
        String record = "{'ma':'A-1','luc':'2023-02-20T01:00:00','qt':'%s','ten':'Nguyễn Thị Thử'}";

        assertThat(mappings()
                        .from(LAND, "s", tree(record.formatted("DD-CN-01")))
                        .faults())
                .isEmpty();
        assertThat(mappings()
                        .from(LAND, "s", tree(record.formatted("TCTN_MOI")))
                        .faults())
                .extracting(Violation::toString)
                .containsExactly(
                        "HUB-MAP-007 /qt: expected a line of mappings/procedures.csv with this specialised_code"
                                + " for land, found \"TCTN_MOI\" (mappings/land/from/s.jslt:2)");
    }

    @Test
    void aFaultNamesTheLineOfTheMappingAlsoInFunctionsAndImportedFiles() throws IOException {
        write("land/lib/days.jslt", "let zone = \"UTC\"\n\ndef day(value)\n  let when = date($value)\n  $when\n");
        write("land/from/s.jslt", """
            import "lib/days.jslt" as days
            def code(value)
              $value
            def sum(value)
              if ($value)
                [for ([1]) money($value)]
            {"type": "claim", "a": days:day(.ngay), "b": sum(.tien), "c": code(.ngay),
             "d": {for (.giay) .ma : area(.dt)}}
            """);

        assertThat(mappings()
                        .from(LAND, "s", tree("{'ngay':'31/02/1980','tien':'1,5','giay':[{'ma':'m','dt':'2 m'}]}"))
                        .faults())
                .filteredOn(fault -> fault.code().startsWith("HUB-MAP"))
                .extracting(Violation::path, Violation::mapping)
                .containsExactlyInAnyOrder(
                        tuple("/ngay", "mappings/land/lib/days.jslt:4"),
                        tuple("/tien", "mappings/land/from/s.jslt:6"),
                        tuple("/giay/0/dt", "mappings/land/from/s.jslt:8"));
    }

    @Test
    void aFaultThatTwoLinesFindIsOneFault() throws IOException {
        write("land/to/x.jslt", "{\"a\": date(.d),\n \"b\": date(.d)}");

        assertThatThrownBy(() -> mappings().body(LAND, "x", tree("{'d':'x'}")))
                .isInstanceOfSatisfying(MappingFailed.class, failed -> assertThat(failed.faults())
                        .extracting(Violation::mapping)
                        .containsExactly("mappings/land/to/x.jslt:1"));
    }

    @Test
    void aMistypedNameIsToldTheNearestOne() throws IOException {
        write("land/from/s.jslt", "{\"a\": instnat(.a)}");
        assertThat(mappings().faults(LAND)).extracting(Violation::expected).containsExactly("the function instant");

        write("land/from/s.jslt", "code(\"staus\", .a)");
        write("land/codes/status.csv", "ma;ten\n1;x\n");
        assertThat(mappings().faults(LAND).get(0).toString())
                .contains("code(\"staus\", ..)", "write \"status\"", "mappings/land/from/s.jslt:1");
    }

    @Test
    void aFaultInAnImportedFileIsNamedByItsFile() throws IOException {
        write("land/lib/days.jslt", "def day(value)\n  knot($value)\n");
        write("land/from/s.jslt", "import \"lib/days.jslt\" as days\n{\"a\": days:day(.a)}");

        assertThat(mappings().faults(LAND))
                .extracting(Violation::path)
                .containsExactly("mappings/land/lib/days.jslt:2:3");
    }

    @Test
    void aMissingProcedureIsAFaultOfTheRecord() throws IOException {
        write("land/from/s.jslt", """
            {"type": "dossier", "code": "A", "fact": {"kind": "image", "key": "1", "time": "2023-02-20T01:00:00Z",
             "dossier": {"procedure": procedure("specialised_code", .qt).national_code, "channel": "1",
               "filedAt": "2023-02-20T01:00:00Z", "applicant": {"name": " "}}}}\
            """);

        assertThat(mappings().from(LAND, "s", tree("{}")).faults())
                .extracting(Violation::code, Violation::path)
                .containsExactlyInAnyOrder(
                        tuple("HUB-VAL-001", "/fact/dossier/procedure"),
                        tuple("HUB-VAL-004", "/fact/dossier/applicant/name"));
        assertThat(mappings().from(LAND, "s", tree("{}")).faults())
                .allSatisfy(fault -> assertThat(fault.mapping()).isEqualTo("mappings/land/from/s.jslt"));
    }

    @Test
    void aFileThatDoesNotCompileIsNamedWithLineAndColumn() throws IOException {
        write("land/from/s.jslt", "{\n  \"a\": .a,\n  \"b\": knot(.b)\n}");
        write("land/to/x.jslt", "{\n  \"a\": .a,,\n}");
        write("land/to/y.jslt", "let a = 1\n{\"a\": $b §}");
        JsltMappings mappings = mappings();

        assertThat(mappings.faultyPacks()).containsOnlyKeys(LAND);
        List<Violation> faults = mappings.faultyPacks().get(LAND);
        assertThat(faults)
                .extracting(Violation::path)
                .containsExactly(
                        "mappings/land/from/s.jslt:3:8",
                        "mappings/land/to/x.jslt:2:11",
                        "mappings/land/to/y.jslt:2:10");
        assertThat(faults.get(0).found()).contains("knot");
        assertThat(faults.get(0).expected()).contains("area, area-comma, base64");
        assertThat(faults)
                .allMatch(fault ->
                        fault.nature() == Nature.FAULTY_PACK && fault.code().equals("HUB-MAP-001"));
        assertThatThrownBy(() -> mappings.from(LAND, "s", tree("{}"))).isInstanceOf(MappingFailed.class);
        assertThat(mappings.body(OTHER, "x", tree("{'a':1}"))).isEqualTo(tree("{'a':1}"));
    }

    @Test
    void aVariableThatIsNotSetIsNamedWhenItIsReached() throws IOException {
        write("land/to/x.jslt", "{\"a\":\n  $sytem.id}");

        assertThatThrownBy(() -> mappings().body(LAND, "x", tree("{}")))
                .hasMessageContaining("mappings/land/to/x.jslt:2:3");
    }

    @Test
    void aFaultyTableIsNamedWithItsLine() throws IOException {
        write("land/codes/status.csv", "loai;status\nA;1\nB;2;3\nA;3\n");

        assertThat(mappings().faultyPacks().get(LAND))
                .extracting(Violation::path, Violation::found)
                .containsExactly(
                        tuple("mappings/land/codes/status.csv:3", "3 fields"),
                        tuple("mappings/land/codes/status.csv:4", "the key \"A\" again"));
    }

    @Test
    void aFaultyProcedureTableStopsEveryPack() throws IOException {
        write("procedures.csv", "national_code;name\n1.001978;Giải quyết\n");

        assertThat(mappings().faultyPacks()).containsOnlyKeys(LAND, OTHER);
    }

    @Test
    void aRowAddedToATableIsSeenAfterReload() throws IOException {
        write("land/to/x.jslt", "code(\"status\", .)");
        JsltMappings mappings = mappings();
        assertThatThrownBy(() -> mappings.body(LAND, "x", tree("'MOI'"))).hasMessageContaining("HUB-MAP-004");

        write("land/codes/status.csv", "loai;status;name\nMOI;1;x\n");

        assertThat(reload(mappings)).isEmpty();
        assertThat(mappings.body(LAND, "x", tree("'MOI'")).asText()).isEqualTo("1");
    }

    @Test
    void aReloadWithAFaultKeepsTheFilesInUse() throws IOException {
        write("land/to/x.jslt", "1");
        JsltMappings mappings = mappings();
        write("land/to/x.jslt", "1 +");

        assertThat(reload(mappings)).hasSize(1);
        assertThat(mappings.faultyPacks()).isEmpty();
        assertThat(mappings.body(LAND, "x", tree("{}")).asInt()).isEqualTo(1);

        write("land/to/x.jslt", "2");
        assertThat(reload(mappings)).isEmpty();
        assertThat(mappings.body(LAND, "x", tree("{}")).asInt()).isEqualTo(2);
    }

    @Test
    void theVersionFollowsMappingAndCodeFiles() throws IOException {
        write("land/from/s.jslt", "{\"type\":\"dossier\"}");
        JsltMappings mappings = mappings();
        String before = mappings.from(LAND, "s", tree("{}")).version();

        write("land/examples/a/from.s.json", "{}");
        reload(mappings);
        assertThat(mappings.from(LAND, "s", tree("{}")).version())
                .isEqualTo(before)
                .hasSize(12);

        write("land/codes/status.csv", "loai;status;name\nMOI;1;x\n");
        reload(mappings);
        assertThat(mappings.from(LAND, "s", tree("{}")).version()).isNotEqualTo(before);
    }

    @Test
    void aMappingThatFailsSaysWhereAndNoValue() throws IOException {
        write("land/from/s.jslt", "{\n  \"type\": \"dossier\",\n  \"code\": round(.ten)\n}");

        Mapped mapped = mappings().from(LAND, "s", tree("{'ten':'Nguyễn Thị Thử'}"));

        assertThat(mapped.canonical()).isNull();
        assertThat(mapped.faults()).hasSize(1);
        assertThat(mapped.faults().get(0).path()).startsWith("mappings/land/from/s.jslt");
        assertThat(mapped.faults().get(0).toString()).contains("HUB-MAP-002").doesNotContain("Thử");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> mappings().from(LAND, "none", tree("{}")))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("mappings/land/from/none.jslt");
        assertThatThrownBy(() -> mappings().from(new SystemId("nobody"), "none", tree("{}")))
                .isInstanceOf(MappingFailed.class);
    }

    @Test
    void aFileMayImportAnother() throws IOException {
        write("land/lib/names.jslt", "def small(x) uppercase($x) + code(\"status\", \"KET_THUC\")");
        write("land/to/x.jslt", "import \"lib/names.jslt\" as names names:small(.)");

        assertThat(mappings().body(LAND, "x", tree("'a'")).asText()).isEqualTo("A9");
    }

    @Test
    void aPageIsReadIntoRecords() throws IOException {
        write(
                "land/pages/s.jslt",
                "{\"records\": [for (.d) {\"key\": .k, \"number\": .n, \"tree\": .}], \"next\": .t}");

        Page page = mappings().page(LAND, "s", tree("{'d':[{'k':'a','n':7,'z':null},{'k':'b'}],'t':12}"));

        assertThat(page.records()).extracting(PageRecord::key).containsExactly("a", "b");
        assertThat(page.records()).extracting(PageRecord::number).containsExactly(7L, null);
        assertThat(page.records().get(0).tree().has("z")).isTrue();
        assertThat(page.next()).isEqualTo("12");
        assertThat(page.more()).isFalse();
        assertThatThrownBy(() -> mappings().page(LAND, "s", tree("{'d':[{}]}")))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("/records/0/key");
        write("land/pages/s.jslt", ".");
        assertThatThrownBy(() -> mappings().page(LAND, "s", tree("'<html>'"))).isInstanceOf(MappingFailed.class);
    }

    @Test
    void everyRowHasAnOutcome() throws IOException {
        write("land/to/answer.jslt", "[for (.rows) {\"outcome\": .o}]");

        assertThat(mappings().outcomes(LAND, tree("{'rows':[{'o':'done'},{'o':'later'}]}")))
                .hasSize(2);
        assertThatThrownBy(() -> mappings().outcomes(LAND, tree("{'rows':[{'o':'maybe'}]}")))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("HUB-MAP-006");
    }

    @Test
    void anInboundCallIsToldAllItsFaultsAtOnce() throws IOException {
        write("land/schemas/nhan.schema.json", """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "required": ["MaGiaoDich", "ThoiDiem"], "additionalProperties": false,
             "properties": {"MaGiaoDich": {"type": "string", "minLength": 1},
               "ThoiDiem": {"type": "string", "format": "yyyyMMddHHmmss"},
               "NgaySinh": {"type": "string", "format": "vn-date"}, "Kenh": {"enum": ["1", "2"]}}}\
            """);
        JsltMappings mappings = mappings();

        assertThat(mappings.serves(LAND, "nhan")).isTrue();
        assertThat(mappings.serves(LAND, "khac")).isFalse();
        assertThat(mappings.inbound(
                        LAND, "nhan", tree("{'MaGiaoDich':'1','ThoiDiem':'20230810081500','NgaySinh':'1980'}")))
                .isEmpty();
        assertThat(mappings.inbound(
                        LAND, "nhan", tree("{'ThoiDiem':'20230230081500','NgaySinh':'31/02/1980','Kenh':7,'La':1}")))
                .extracting(Violation::toString)
                .containsExactlyInAnyOrder(
                        "HUB-VAL-001 /MaGiaoDich: expected a value, found nothing",
                        "HUB-VAL-002 /La: expected no member of this name, found an unknown member",
                        "HUB-VAL-004 /ThoiDiem: expected a real time in 14 digits: yyyyMMddHHmmss, found 14 digits",
                        "HUB-VAL-004 /NgaySinh: expected a real date: dd/MM/yyyy or yyyy, found a text of 10"
                                + " characters",
                        "HUB-VAL-006 /Kenh: expected one of [\"1\",\"2\"], found a whole number");
    }

    @Test
    void runsAtTheSameTimeKeepTheirFaultsApart() throws Exception {
        write("land/to/x.jslt", "[for (.) date(.)]");
        JsltMappings mappings = mappings();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int wrong = i % 5;
                runs.add(() -> faults(mappings, wrong));
            }
            List<Future<Integer>> done = threads.invokeAll(runs);
            for (int i = 0; i < done.size(); i++) {
                assertThat(done.get(i).get()).isEqualTo(i % 5);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int faults(JsltMappings mappings, int wrong) {
        ArrayNode list = JSON.createArrayNode().add("01/01/2020");
        for (int i = 0; i < wrong; i++) {
            list.add("40/01/20" + (10 + i));
        }
        try {
            mappings.body(LAND, "x", list);
            return 0;
        } catch (MappingFailed failed) {
            return failed.faults().size();
        }
    }

    /** As the hub does it: with a fault the files in use stay. */
    private static List<Violation> reload(JsltMappings mappings) {
        JsltMappings.Prepared read = mappings.prepare(new SomeSystems(LAND).get(LAND));
        if (read.faults().isEmpty()) {
            read.use();
        }
        return read.faults();
    }

    private JsltMappings mappings() {
        return new JsltMappings(root, new SomeSystems(LAND, OTHER), new CsvProcedures(root));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private static JsonNode tree(String json) throws IOException {
        return JSON.readTree(json.replace('\'', '"'));
    }
}
