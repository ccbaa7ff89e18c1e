package vn.lienthong.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Each function by an expression over the value {@code .v} (` for a quote), in a system that lives in Vietnam. */
class HubFunctionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path root;

    @BeforeAll
    static void tables() throws IOException {
        Files.createDirectories(root.resolve("land/codes"));
        Files.createDirectories(root.resolve("codes"));
        Files.createDirectories(root.resolve("land/to"));
        Files.writeString(
                root.resolve("land/codes/status.csv"), "\uFEFFma;status;ten\nTIEP_NHAN;2;Tiếp nhận\n7;;\"a;b\"\n");
        Files.writeString(root.resolve("codes/common.csv"), "k,v\nTiền mặt,cash\n");
        Files.copy(Path.of("mappings/procedures.csv"), root.resolve("procedures.csv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code(`status`, .v) | \"TIEP_NHAN\" | \"2\"",
                "code(`status`, .v, `ten`) | \"TIEP_NHAN\" | \"Tiếp nhận\"",
                "code(`status`, .v, `ten`) | 7 | \"a;b\"",
                "code(`status`, .v) | 7 | null",
                "code(`common`, .v) | \"Ti\\u00EA\\u0300n m\\u0103\\u0323t \" | \"cash\"",
                "code-or-null(`status`, .v) | \"LA\" | null",
                "procedure(`specialised_code`, .v).national_code | \"DD-BD-02\" | \"1.004227\"",
                "procedure(`onestop_code`, .v).specialised_system | \"2.000815.000.00.00.H53\" | null",
                "procedure(`national_code`, .v).onestop_code | \"1.001978\" | \"1.001978.000.00.00.H53\"",
                "instant(.v) | \"2023-08-10T08:15:00+07:00\" | \"2023-08-10T01:15:00Z\"",
                "instant(.v) | \"2023-08-10T01:15:00Z\" | \"2023-08-10T01:15:00Z\"",
                "instant(.v) | \"2023-08-10T08:15:00+0700\" | \"2023-08-10T01:15:00Z\"",
                "instant(.v) | \"2023-08-10 08:15:00.0\" | \"2023-08-10T01:15:00Z\"",
                "instant(.v) | \"2023-08-10T08:15:00.25\" | \"2023-08-10T01:15:00.250Z\"",
                "instant(.v) | \"2023-08-10 08:15\" | \"2023-08-10T01:15:00Z\"",
                "instant(.v) | \"20230810081500\" | \"2023-08-10T01:15:00Z\"",
                "instant(.v) | 20230810081500 | \"2023-08-10T01:15:00Z\"",
                "instant(.v, `UTC`) | \"2023-08-10T08:15:00\" | \"2023-08-10T08:15:00Z\"",
                "instant(.v) | \" \" | null",
                "time(.v, `yyyyMMddHHmmss`) | \"2023-08-10T01:15:00.999Z\" | \"20230810081500\"",
                "time(.v, `yyyy-MM-dd'T'HH:mm:ssXXX`) | \"2023-08-10T01:15:00Z\" | \"2023-08-10T08:15:00+07:00\"",
                "time(.v, `yyyy-MM-dd'T'HH:mm:ss`, `UTC`) | \"2023-08-10T01:15:00Z\" | \"2023-08-10T01:15:00\"",
                "seconds(.v) | \"2023-08-10T01:15:00.999Z\" | \"2023-08-10T01:15:00Z\"",
                "date(.v) | \"01/05/1980\" | \"1980-05-01\"",
                "date(.v) | \"05/1980\" | \"1980-05\"",
                "date(.v) | \"1980\" | \"1980\"",
                "date(.v) | \"1980-05-01\" | \"1980-05-01\"",
                "date(.v) | \"29/02/2020\" | \"2020-02-29\"",
                "vn-date(.v) | \"1980-05-01\" | \"01/05/1980\"",
                "vn-date(.v) | \"1980-05\" | \"05/1980\"",
                "vn-date(.v) | \"1980\" | \"1980\"",
                "money(.v) | \"1.250.000\" | 1250000",
                "money(.v) | \"1250000\" | 1250000",
                "money(.v) | \"0\" | 0",
                "money(.v) | 50000.00 | 50000",
                "money(.v) | 1.25E+6 | 1250000",
                "area(.v) | \"120,5\" | \"120.5\"",
                "area(.v) | \"120.50\" | \"120.50\"",
                "area(.v) | \"1.234,5\" | \"1234.5\"",
                "area(.v) | 120.5 | \"120.5\"",
                "area-comma(.v) | \"120.5\" | \"120,5\"",
                "person-id(.v) | \"001080000123\" | {\"cccd\":\"001080000123\"}",
                "person-id(.v) | \"024000123\" | {\"cmnd\":\"024000123\"}",
                "person-id(.v) | \"3901234567-001\" | {\"taxNumber\":\"3901234567-001\"}",
                "person-id(.v) | \"3901234567\" | {\"taxNumber\":\"3901234567\"}",
                "nfc(.v) | \" \\u00A0Nguye\\u0302\\u0303n  A \" | \"Nguyễn  A\"",
                "cut-at-word(.v, 12) | \"Nguyễn Thị Thử\" | \"Nguyễn Thị\"",
                "cut-at-word(.v, 10) | \"Nguyễn Thị Thử\" | \"Nguyễn Thị\"",
                "cut-at-word(.v, 14) | \"Nguyễn Thị Thử\" | \"Nguyễn Thị Thử\"",
                "cut-at-word(.v, 3) | \"Nguyễn Thị\" | \"Ngu\"",
                "cut-at-word(.v, 2) | \"😀😀😀\" | \"😀😀\"",
                "hash(.v) | \"x\" | \"2d711642b726b044\"",
                "hash(.v) | null | null",
                "person-id(.v) | null | null"
            })
    void gives(String expression, String value, String expected) throws IOException {
        Pack.Result result = run(expression, value);

        assertThat(result.faults()).as(expression).isEmpty();
        assertThat(String.valueOf(result.tree()))
                .isEqualTo(JSON.readTree(expected).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code(`status`, .v) | \"LA\" | HUB-MAP-004",
                "code(`status`, .v) | 99 | HUB-MAP-004",
                "procedure(`specialised_code`, .v) | \"TCTN_MOI\" | HUB-MAP-007",
                "procedure(`onestop_code`, .v) | \"1.001978\" | HUB-MAP-007",
                "instant(.v) | \"2023-02-30T08:15:00\" | HUB-MAP-010",
                "instant(.v) | \"2023-08-10T24:00:00\" | HUB-MAP-010",
                "instant(.v) | \"20231310081500\" | HUB-MAP-010",
                "instant(.v) | \"0001-01-01T00:00:00\" | HUB-MAP-010",
                "instant(.v) | \"10/08/2023\" | HUB-MAP-010",
                "seconds(.v) | \"2023-08-10\" | HUB-MAP-010",
                "date(.v) | \"31/02/1980\" | HUB-MAP-011",
                "date(.v) | \"00/00/1980\" | HUB-MAP-011",
                "date(.v) | \"13/1980\" | HUB-MAP-011",
                "date(.v) | \"1/5/1980\" | HUB-MAP-011",
                "date(.v) | \"0980\" | HUB-MAP-011",
                "vn-date(.v) | \"01/05/1980\" | HUB-MAP-011",
                "money(.v) | \"1.25\" | HUB-MAP-012",
                "money(.v) | \"-5\" | HUB-MAP-012",
                "money(.v) | 0.5 | HUB-MAP-012",
                "money(.v) | \"1,250,000\" | HUB-MAP-012",
                "area(.v) | \"120 m2\" | HUB-MAP-013",
                "area(.v) | \"1,234.5\" | HUB-MAP-013",
                "person-id(.v) | \"0790123\" | HUB-MAP-014",
                "fault(`HUB-LAND-003`, `one or two`, .v) | \"LA\" | HUB-LAND-003"
            })
    void refuses(String expression, String value, String code) throws IOException {
        Pack.Result result = run(expression, value);

        assertThat(result.tree()).isEqualTo(JSON.nullNode());
        assertThat(result.faults()).extracting(Violation::code, Violation::path).containsExactly(tuple(code, "/v"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code(string(`none`), .v)",
                "code(`status`, .v, string(`none`))",
                "procedure(string(`name`), .v)",
                "time(`2023-08-10T01:15:00Z`, `what`)",
                "instant(`20230810081500`, .v)"
            })
    void aMappingThatAsksForWhatItsPackDoesNotHaveIsFaulty(String expression) throws IOException {
        assertThat(run(expression, "\"x\"").faults())
                .hasSize(1)
                .allMatch(fault -> fault.nature() == Violation.Nature.FAULTY_PACK);
    }

    @Test
    void aFaultNeverShowsAPersonalValue() throws IOException {
        String faults = run("[person-id(.v), date(.v), money(.v)]", "\"Nguyễn Thị Thử\"")
                .faults()
                .toString();

        assertThat(faults).contains("a text of 14 characters").doesNotContain("Thử");
    }

    @Test
    void aNumberOfAPersonThatIsTakenForACodeIsNotShown() throws IOException {
        Violation fault = run("code(`status`, .v)", "\"072080000123\"").faults().get(0);

        assertThat(fault.toString()).contains("12 digits").doesNotContain("072080000123");
        assertThat(String.valueOf(fault.missing())).doesNotContain("072080000123");
    }

    @Test
    void aValueThatStandsTwiceIsNamedByItsFunction() throws IOException {
        assertThat(run("[for (.v) date(.)]", "[\"x\",\"x\"]").faults())
                .extracting(Violation::path)
                .containsExactly("/v/0", "/v/1");
        assertThat(run("date(`y` + .v.a)", "{\"a\":\"x\"}").faults())
                .extracting(Violation::path)
                .containsExactly("date()");
    }

    private static Pack.Result run(String expression, String value) throws IOException {
        Files.writeString(root.resolve("land/to/x.jslt"), expression.replace('`', '"'));
        PackReader reader = new PackReader(root, new CsvProcedures(root));
        Pack pack = reader.read(
                SomeSystems.system("land", Role.SPECIALISED, "Asia/Ho_Chi_Minh"),
                CanonicalRecords.read(root.resolve("canonical"), reader, new SomeSystems()));
        assertThat(pack.faults()).isEqualTo(List.of());
        JsonNode record = JSON.createObjectNode().set("v", JSON.readTree(value));
        return pack.run("to/x", record);
    }
}
