package vn.lienthong.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;

class CanonicalRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SystemId ONESTOP = new SystemId("onestop");
    private static final SystemId LAND = new SystemId("land");
    private static final Path ROOT = Path.of("mappings");
    private static final String IMAGE = """
        {"type":"dossier","code":"H53.14-230810-0012","references":{"onestop":"H53.14-230810-0012"},"born":"onestop",
         "fact":{"kind":"image","key":"H53.14-230810-0012:3","number":3,"time":"2023-08-10T01:15:00Z",
          "recordedAt":"2023-08-10T02:00:00.5Z","status":4,
          "step":{"official":"Trần Văn Mẫu","title":"Chuyên viên","department":"Một cửa","text":"Chuyển xử lý"},
          "dossier":{"procedure":"1.001978","agency":{"code":"H53.14","name":"Trung tâm"},"level":"province","channel":"1",
           "typedBy":{"name":"Trần Văn Mẫu","official":true},
           "applicant":{"kind":"1","name":"Nguyễn Thị Thử","cccd":"072080000123","birthDate":"1980","gender":"2",
            "phone":"0900000000","address":"ấp 1","ward":"25522"},
           "filedAt":"2023-08-10T01:00:00Z","acceptedAt":"2023-08-10T01:05:00Z","dueAt":"2023-08-30T10:00:00Z",
           "papers":[{"id":"1","code":"A","name":"Đơn","url":"https://example.invalid/1","sha256":"ab12","digitized":true}],
           "fees":[{"id":"F1","name":"Lệ phí","amount":50000,"paid":false}],
           "returnBy":"counter","postal":false,
           "claim":{"insuranceBook":"7212345678","leftJobOn":"2023-07-01","payBy":"account","monthsPaid":26},
           "parcels":[{"sheet":"34","number":"12","area":"120.5","ward":"25522"}]}}}\
        """;
    private static final String CLAIM = """
        {"type":"claim","key":"HS-1","version":"TCTN_20190201_0800.csv",
         "person":{"name":"Nguyễn Thị Thử","birthDate":"1980-05-01","gender":"2","cmnd":"290123456","insuranceBook":"7212345678"},
         "claim":{"number":"HS-1","registeredOn":"2019-01-15","filedOn":"2019-02-01","monthsPaid":26,
          "months":[{"month":"2018-12","salary":5000000}],"benefit":3000000,"monthsGranted":3,"monthsKept":2,
          "decision":"12/QĐ","decidedOn":"2019-02-20","from":"2019-03-01","to":"2019-05-31","payBy":"cash","status":12}}\
        """;

    private final CanonicalRecords records = CanonicalRecords.read(
            ROOT.resolve("canonical"),
            new PackReader(ROOT, new CsvProcedures(ROOT)),
            new SomeSystems(ONESTOP, LAND, new SystemId("ui-v2")));

    @ParameterizedTest
    @ValueSource(strings = {IMAGE, CLAIM})
    void aGoodRecordHasNoFault(String record) throws IOException {
        assertThat(faults(ONESTOP, JSON.readTree(record))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/code | \"H53 14\" | HUB-VAL-004 /code",
                "/code | \"000.17.22.H56-210531-0001\" |",
                "/code | \"G09.20-20260609-0092637\" |",
                "/fact/time | \"2023-08-10T01:15Z\" | HUB-VAL-004 /fact/time",
                "/fact/time | \"2023-02-30T01:15:00Z\" | HUB-VAL-004 /fact/time",
                "/fact/time | 20230810 | HUB-VAL-003 /fact/time",
                "/fact/time | null | HUB-VAL-001 /fact/time",
                "/fact/status | 11 | HUB-VAL-007 /fact/status",
                "/fact/status | \"4\" | HUB-VAL-003 /fact/status",
                "/fact/kind | \"other\" | HUB-VAL-006 /fact/kind",
                "/fact/dossier | null | HUB-VAL-001 /fact/dossier,HUB-VAL-025 /fact/dossier/acceptedAt",
                "/fact/dossier/procedure | \"1.001978.000.00.00.H53\" | HUB-VAL-004 /fact/dossier/procedure",
                "/fact/dossier/filedAt | null | HUB-VAL-001 /fact/dossier/filedAt",
                "/fact/dossier/acceptedAt | null | HUB-VAL-025 /fact/dossier/acceptedAt",
                "/fact/dossier/agency/code | \"H53.14.15.16.17.18.19.20.21.22.23.24\" | HUB-VAL-004"
                        + " /fact/dossier/agency/code",
                "/fact/dossier/applicant/name | \" \" | HUB-VAL-004 /fact/dossier/applicant/name",
                "/fact/dossier/applicant/name | null | HUB-VAL-001 /fact/dossier/applicant/name",
                "/fact/dossier/applicant/la | 1 | HUB-VAL-002 /fact/dossier/applicant/la",
                "/fact/dossier/applicant/birthDate | \"1980-02-30\" | HUB-VAL-004 /fact/dossier/applicant/birthDate",
                "/fact/dossier/applicant/cccd | \"0790123\" | HUB-VAL-011 /fact/dossier/applicant/cccd",
                "/fact/dossier/applicant/cccd | \"111111111111\" | HUB-VAL-013 /fact/dossier/applicant/cccd",
                "/fact/dossier/applicant/cccd | \"000000000001\" | HUB-VAL-014 /fact/dossier/applicant/cccd",
                "/fact/dossier/applicant/cccd | \"001080000123\" |",
                "/fact/dossier/applicant/cmnd | \"12345678\" | HUB-VAL-012 /fact/dossier/applicant/cmnd",
                "/fact/dossier/applicant/cmnd | \"000000000\" | HUB-VAL-013 /fact/dossier/applicant/cmnd",
                "/fact/dossier/applicant/cmnd | \"000000001\" | HUB-VAL-014 /fact/dossier/applicant/cmnd",
                "/fact/dossier/applicant/cmnd | \"000000999\" | HUB-VAL-014 /fact/dossier/applicant/cmnd",
                "/fact/dossier/applicant/cmnd | \"000001999\" |",
                "/fact/dossier/applicant/cmnd | \"123456789\" | HUB-VAL-015 /fact/dossier/applicant/cmnd",
                "/fact/dossier/fees/0/amount | -1 | HUB-VAL-007 /fact/dossier/fees/0/amount",
                "/fact/status | 5 | HUB-VAL-020 /fact/supplement/papers",
                "/fact/status | 6 |",
                "/fact/status | 3 |",
                "/references/land | \"\" | HUB-VAL-005 /references/land"
            })
    void oneMemberChanged(String pointer, String value, String expected) throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(IMAGE);
        set(record, pointer, value);

        assertThat(String.join(",", faults(ONESTOP, record))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | HUB-VAL-020 /fact/dossier/supplement/papers",
                "{\"note\":\"Thiếu\",\"papers\":[]} | HUB-VAL-020 /fact/dossier/supplement/papers",
                "{\"note\":\"Thiếu\",\"papers\":[{\"name\":\"Đơn\"}]} |",
                "{\"papers\":[{\"name\":\"Đơn\",\"reason\":\"mờ\"}]} |",
                "{\"papers\":[{\"name\":\"Đơn\"}]} | HUB-VAL-022 /fact/dossier/supplement/papers/0/reason",
                "{\"note\":\" \",\"papers\":[{\"name\":\"\",\"reason\":\"mờ\"}]} | HUB-VAL-021"
                        + " /fact/dossier/supplement/papers/0/name"
            })
    void aRequestForPapersNamesThemAndSaysWhy(String supplement, String expected) throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(IMAGE);
        set(record, "/fact/status", "5");
        set(record, "/fact/dossier/supplement", supplement);

        assertThat(String.join(",", faults(ONESTOP, record))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | HUB-VAL-023 /fact/dossier/fees",
                "[{\"id\":\"1\",\"amount\":0}] | HUB-VAL-023 /fact/dossier/fees",
                "[{\"id\":\"1\",\"amount\":5,\"paid\":true}] |", // the last payment has just ended 6
                "[{\"id\":\"1\",\"amount\":5,\"paid\":true},{\"id\":\"2\",\"amount\":5}] |"
            })
    void aDossierThatWaitsForMoneySaysForWhich(String fees, String expected) throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(IMAGE);
        set(record, "/fact/status", "6");
        set(record, "/fact/dossier/fees", fees);

        assertThat(String.join(",", faults(ONESTOP, record))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void aRefusalSaysWhy() throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(IMAGE);
        set(record, "/fact/status", "8");
        set(record, "/fact/step/text", "\" \"");

        assertThat(faults(ONESTOP, record)).containsExactly("HUB-VAL-024 /fact/reason");

        set(record, "/fact/reason", "\"Không đủ điều kiện\"");
        assertThat(faults(ONESTOP, record)).isEmpty();
    }

    @Test
    void anOfficeDoesNotKnowWhenADossierWasAccepted() throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(IMAGE);
        set(record, "/fact/dossier/acceptedAt", "null");
        assertThat(faults(LAND, record)).isEmpty();

        set(record, "/born", "\"ui-v2\"");
        assertThat(faults(ONESTOP, record)).isEmpty();
    }

    @Test
    void aRecordWithoutCodeNorReferenceIsNobodys() throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(IMAGE);
        set(record, "/code", "null");
        assertThat(faults(ONESTOP, record)).isEmpty();

        set(record, "/references", "{}");
        assertThat(faults(ONESTOP, record)).containsExactly("HUB-VAL-028 /code");
    }

    @Test
    void aPersonOfAnOldClaimIsCheckedToo() throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(CLAIM);
        set(record, "/person/cmnd", "\"000000001\"");
        set(record, "/claim/filedOn", "null");

        assertThat(faults(ONESTOP, record))
                .containsExactlyInAnyOrder("HUB-VAL-014 /person/cmnd", "HUB-VAL-001 /claim/filedOn");
    }

    @Test
    void aRecordOfAnotherTypeIsAFaultOfTheMapping() throws IOException {
        assertThat(records.faults(LAND, "mappings/land/from/x.jslt", JSON.readTree("{\"type\":\"news\"}"), List.of()))
                .extracting(Violation::code, Violation::nature)
                .containsExactly(tuple("HUB-MAP-006", Violation.Nature.FAULTY_PACK));
    }

    private List<String> faults(SystemId reporter, JsonNode record) {
        List<String> faults = new ArrayList<>();
        for (Violation fault : records.faults(reporter, "mappings/x/from/y.jslt", record, List.of())) {
            assertThat(fault.toString()).doesNotContain("Nguyễn", "Thử");
            faults.add(fault.code() + " " + fault.path());
        }
        return faults;
    }

    /** {@code null} takes the member away. */
    private static void set(ObjectNode record, String pointer, String value) throws IOException {
        int last = pointer.lastIndexOf('/');
        ObjectNode holder = (ObjectNode) record.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (value.equals("null")) {
            holder.remove(name);
        } else {
            holder.set(name, JSON.readTree(value));
        }
    }
}
