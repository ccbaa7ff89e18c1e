package vn.lienthong.hub.packs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Mappings.Page;
import vn.lienthong.hub.mapping.Mappings.PageRecord;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings.Agency;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** What the statements of mappings/ui-v2/sql do on a database with the tables of docs/contracts/unemployment-v2.sql. */
abstract class UiV2SqlContract {
    private static final SystemId UI_V2 = new SystemId("ui-v2");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Mappings MAPPINGS = new JsltMappings(
            Path.of("mappings"),
            Settings.systems(Settings.of("ui-v2")
                    .role(Role.SPECIALISED)
                    .agency(new Agency("H53.14", "Trung tâm Dịch vụ việc làm"))
                    .unit(null)
                    .build()),
            new CsvProcedures(Path.of("mappings")));

    private JdbcClient office;

    /** A database without tables. */
    abstract DataSource empty();

    @BeforeEach
    void anOfficeWithOneWorker() {
        office = JdbcClient.create(empty());
        for (String statement : text(Path.of("docs/contracts/unemployment-v2.sql"))
                .replaceAll("--[^\n]*", "")
                .split(";")) {
            if (!statement.isBlank()) {
                office.sql(statement).update();
            }
        }
        office.sql("insert into TBL_NGUOI_LAO_DONG (HO_TEN, NGAY_SINH, GIOI_TINH, SO_CCCD)"
                        + " values ('Trần Thị Mỹ Hạnh', date '1988-11-20', 2, '072188005678')")
                .update();
    }

    @Test
    void aLogRowIsReadWithItsClaimAndItsWorker() {
        claim("H53.14-230810-0012", "2023-08-10 08:05:00", "2023-08-10 09:00:00");
        log(1, 1, "2023-08-10 09:00:00");

        JsonNode canonical = canonical(log("", 500).records().get(0));

        assertThat(canonical.at("/code").asText()).isEqualTo("H53.14-230810-0012");
        assertThat(canonical.at("/fact/kind").asText()).isEqualTo("accepted");
        assertThat(canonical.at("/fact/time").asText()).isEqualTo("2023-08-10T02:00:00Z");
        assertThat(canonical.at("/fact/dossier/filedAt").asText()).isEqualTo("2023-08-10T01:05:00Z");
        assertThat(canonical.at("/fact/dossier/acceptedAt").asText()).isEqualTo("2023-08-10T02:00:00Z");
        assertThat(canonical.at("/fact/dossier/applicant/birthDate").asText()).isEqualTo("1988-11-20");
    }

    @Test
    void aRequestForTwoPapersIsOneRecord() {
        claim("H53.14-230810-0012", "2023-08-10 08:05:00", "2023-08-10 09:00:00");
        log(1, 1, "2023-08-10 09:00:00");
        log(1, 2, "2023-08-11 14:30:05.250");
        paper(1, "GT-02", "2023-08-11 14:30:05", null);
        paper(1, "GT-05", "2023-08-11 14:30:05", null);

        Page page = log("1", 500);

        assertThat(page.records()).hasSize(1);
        JsonNode canonical = canonical(page.records().get(0));
        assertThat(canonical.at("/fact/kind").asText()).isEqualTo("papers-asked");
        assertThat(canonical.at("/fact/supplement/papers")).hasSize(2);
        assertThat(page.records().get(0).tree().path("papersReceived")).isEmpty();
    }

    @Test
    void theReceiptOfPapersIsWorkAgain() {
        claim("H53.14-230810-0012", "2023-08-10 08:05:00", "2023-08-10 09:00:00");
        log(1, 2, "2023-08-11 14:30:05");
        log(1, 2, "2023-08-13 08:00:00");
        paper(1, "GT-02", "2023-08-11 14:30:05", "2023-08-13 08:00:00");

        assertThat(kinds(log("", 500))).containsExactly("papers-asked", "papers-received");
    }

    @Test
    void ofTheLogRowsOfOneSecondTheOngoingOneIsTheRequest() {
        claim(null, "2023-08-11 14:00:00", "2023-08-11 14:30:05");
        log(1, 1, "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        paper(1, "GT-02", "2023-08-11 14:30:05", null);

        assertThat(kinds(log("", 500))).containsExactly("accepted", "papers-asked");
    }

    @Test
    void aRequestAndItsReceiptInOneSecondAreTwoSteps() {
        claim(null, "2023-08-11 14:00:00", "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        paper(1, "GT-02", "2023-08-11 14:30:05", "2023-08-11 14:30:05");

        assertThat(kinds(log("", 500))).containsExactly("papers-asked", "papers-received");
    }

    @Test
    void ofTwoLikeLogRowsOfOneSecondTheLaterOneIsTheRequest() {
        claim(null, "2023-08-11 14:00:00", "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        paper(1, "GT-02", "2023-08-11 14:30:05", null);

        assertThat(kinds(log("", 500))).containsExactly("status", "papers-asked");
    }

    @Test
    void aStepARequestAndItsReceiptInOneSecondAreThreeSteps() {
        claim(null, "2023-08-11 14:00:00", "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        paper(1, "GT-02", "2023-08-11 14:30:05", "2023-08-11 14:30:05");

        assertThat(kinds(log("", 500))).containsExactly("status", "papers-asked", "papers-received");
    }

    @Test
    void aRequestUnderAnotherNumberThanItsReceiptInOneSecondIsTheRequest() {
        claim(null, "2023-08-11 14:00:00", "2023-08-11 14:30:05");
        log(1, 3, "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        paper(1, "GT-02", "2023-08-11 14:30:05", "2023-08-11 14:30:05");

        assertThat(kinds(log("", 500))).containsExactly("papers-asked", "papers-received");
    }

    @Test
    void anEndInTheSecondOfARequestIsNeitherRequestNorReceipt() {
        claim(null, "2023-08-11 14:00:00", "2023-08-11 14:30:05");
        log(1, 1, "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        log(1, 48, "2023-08-11 14:30:05");
        paper(1, "GT-02", "2023-08-11 14:30:05", "2023-08-11 14:30:05");

        assertThat(kinds(log("", 500))).containsExactly("accepted", "papers-asked", "ended");
    }

    @Test
    void aRequestIsReadAlikeWhetherTheStepBeforeItWasReadBeforeItOrWithIt() {
        claim(null, "2023-08-11 14:00:00", "2023-08-11 14:30:05");
        log(1, 2, "2023-08-11 14:30:05");
        assertThat(kinds(log("", 500))).containsExactly("status");
        log(1, 2, "2023-08-11 14:30:05");
        paper(1, "GT-02", "2023-08-11 14:30:05", null);

        assertThat(kinds(log("1", 500))).containsExactly("papers-asked");
        assertThat(kinds(log("", 500))).containsExactly("status", "papers-asked");
    }

    @Test
    void theNearerLogRowOfOneSecondIsTheRequest() {
        claim(null, "2023-08-11 14:00:00", "2023-08-11 14:30:05");
        log(1, 3, "2023-08-11 14:30:05.100");
        log(1, 4, "2023-08-11 14:30:05.200");
        log(1, 11, "2023-08-11 14:30:05.200");
        paper(1, "GT-02", "2023-08-11 14:30:05.200", null);

        assertThat(kinds(log("", 500))).containsExactly("status", "papers-asked", "ended");
    }

    @Test
    void aPageCountsLogRowsAndNotPapers() {
        claim("H53.14-230810-0012", "2023-08-10 08:05:00", "2023-08-10 09:00:00");
        log(1, 2, "2023-08-11 14:30:05");
        log(1, 3, "2023-08-12 08:00:00");
        log(1, 4, "2023-08-12 09:00:00");
        paper(1, "GT-02", "2023-08-11 14:30:05", null);
        paper(1, "GT-03", "2023-08-11 14:30:05", null);
        paper(1, "GT-05", "2023-08-11 14:30:05", null);

        Page first = log("", 2);
        Page second = log("2", 2);

        assertThat(first.records()).extracting(PageRecord::number).containsExactly(1L, 2L);
        assertThat(first.more()).isTrue();
        assertThat(second.records()).extracting(PageRecord::number).containsExactly(3L);
        assertThat(second.more()).isFalse();
    }

    @Test
    void aCancellationIsAWithdrawalOnlyIfTheWorkerAsked() {
        claim("H53.14-230810-0012", "2023-08-10 08:05:00", "2023-08-10 09:00:00");
        claim("H53.14-230810-0013", "2023-08-10 08:06:00", "2023-08-10 09:00:00");
        claim(null, "2023-08-10 08:07:00", "2023-08-10 09:00:00");
        for (int id = 1; id <= 3; id++) {
            log(id, 13, "2023-08-16 09:30:00");
        }
        message("k1", "RUT", "H53.14-230810-0012", "");
        message("k2", "RUT", "H53.14-230810-0013", "");
        office.sql("update TBL_NHAN_LIEN_THONG set DA_XU_LY = 2 where MA_GIAO_DICH = 'k2'")
                .update();
        message("k3", "RUT", "H53.14-230901-0044", "3");

        List<Integer> statuses = log("", 500).records().stream()
                .map(record -> canonical(record).at("/fact/status").asInt())
                .toList();

        assertThat(statuses).containsExactly(7, 8, 7);
    }

    @Test
    void claimsOfOneInstantAreAllReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            claim(null, "2023-08-10 08:05:00", "2023-08-10 09:00:00");
        }

        List<String> keys = new ArrayList<>();
        Page page = claims("1970-01-01 00:00:00", "", 2);
        while (!page.records().isEmpty()) {
            page.records().forEach(record -> keys.add(record.key()));
            PageRecord last = page.records().get(page.records().size() - 1);
            page = claims(last.time(), String.valueOf(last.number()), 2);
        }

        assertThat(keys)
                .containsExactly(
                        "claim:1:2023-08-10 09:00:00",
                        "claim:2:2023-08-10 09:00:00",
                        "claim:3:2023-08-10 09:00:00",
                        "claim:4:2023-08-10 09:00:00",
                        "claim:5:2023-08-10 09:00:00");
    }

    @Test
    void aMovedDueDateIsReadAsAChangeOfTheClaim() {
        claim("H53.14-230810-0012", "2023-08-10 08:05:00", "2023-08-10 09:00:00");
        office.sql("update TBL_TCTN set NGAY_HEN_TRA = timestamp '2023-09-08 17:00:00',"
                        + " EDIT_DAY = timestamp '2023-08-14 10:12:13.5'")
                .update();

        Page page = claims("2023-08-10 09:00:00", "1", 500);

        JsonNode canonical =
                MAPPINGS.from(UI_V2, "claims", page.records().get(0).tree()).canonical();
        assertThat(canonical.at("/fact/dueAt").asText()).isEqualTo("2023-09-08T10:00:00Z");
        assertThat(canonical.at("/fact/status").isMissingNode()).isTrue();
    }

    @Test
    void aMessageIsWrittenOnceUnderItsKey() {
        message("k1", "RUT", "H53.14-230810-0012", "");

        assertThatThrownBy(() -> message("k1", "RUT", "H53.14-230810-0012", ""))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(follow("k1").at("/0/DA_XU_LY").asInt()).isZero();
        assertThat(follow("k2")).isEmpty();
    }

    @Test
    void anEmptyParameterIsWrittenAsNull() {
        message("k1", "HO_SO", "H53.14-230810-0012", "");

        Map<String, Object> row = office.sql("select NGAY_SINH, GIOI_TINH, HO_TEN, ID_TCTN from TBL_NHAN_LIEN_THONG")
                .query()
                .singleRow();

        assertThat(row.values()).containsOnlyNulls();
    }

    @Test
    void aValueThatIsTooLongIsRefusedAndNotCut() {
        Map<String, Object> parameters = parameters("k1", "HO_SO", "H53.14-230810-0012", "");
        parameters.put("DIA_CHI", "Ấp ".repeat(90));

        assertThatThrownBy(
                        () -> office.sql(statement("post")).params(parameters).update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private void claim(@Nullable String code, String filed, String changed) {
        office.sql("insert into TBL_TCTN (ID_NLD, MA_HO_SO, MA_LOAI, NGAY_NOP, ID_TRANG_THAI, LY_DO, EDIT_DAY)"
                        + " values (1, cast(:code as varchar), 'TCTN_MOI', cast(:filed as timestamp), 1, 'Thiếu',"
                        + " cast(:changed as timestamp))")
                .param("code", code)
                .param("filed", filed)
                .param("changed", changed)
                .update();
    }

    private void log(long claim, int number, String time) {
        office.sql("insert into TBL_NHAT_KY (ID_TCTN, ID_TRANG_THAI, THOI_DIEM)"
                        + " values (:claim, :number, cast(:time as timestamp))")
                .param("claim", claim)
                .param("number", number)
                .param("time", time)
                .update();
    }

    private void paper(long claim, String code, String asked, @Nullable String received) {
        office.sql("insert into TBL_GIAY_TO_THIEU"
                        + " (ID_TCTN, MA_GIAY_TO, TEN_GIAY_TO, LY_DO, NGAY_YEU_CAU, NGAY_BO_SUNG)"
                        + " values (:claim, :code, 'Quyết định thôi việc', 'Bản chụp mờ', cast(:asked as timestamp),"
                        + " cast(:received as timestamp))")
                .param("claim", claim)
                .param("code", code)
                .param("asked", asked)
                .param("received", received)
                .update();
    }

    private void message(String key, String kind, String code, String claim) {
        office.sql(statement("post")).params(parameters(key, kind, code, claim)).update();
    }

    /** The parameters that to/call.jslt makes. */
    private static Map<String, Object> parameters(String key, String kind, String code, String claim) {
        ObjectNode batch = JSON.createObjectNode().put("phase", "withdraw");
        ObjectNode body =
                JSON.createObjectNode().put("LOAI", kind).put("MA_HO_SO", code).put("THOI_DIEM", "2023-08-15 10:00:00");
        if (!claim.isEmpty()) {
            body.put("ID_TCTN", claim);
        }
        batch.putArray("rows").addObject().put("key", key).put("code", code).set("body", body);
        Map<String, Object> parameters = new HashMap<>();
        MAPPINGS.call(UI_V2, batch)
                .path("parameters")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        return parameters;
    }

    private Page log(String after, int size) {
        return MAPPINGS.page(UI_V2, "log", pulled("pull-log", after, "", size));
    }

    private Page claims(String after, String afterKey, int size) {
        return MAPPINGS.page(UI_V2, "claims", pulled("pull-claims", after, afterKey, size));
    }

    private ObjectNode pulled(String statement, String after, String afterKey, int size) {
        ObjectNode answer = JSON.createObjectNode().put("status", 200).put("pageSize", size);
        answer.set("rows", rows(statement, Map.of("after", after, "afterKey", afterKey, "pageSize", size)));
        return answer;
    }

    private JsonNode follow(String key) {
        return rows("follow", Map.of("MA_GIAO_DICH", key));
    }

    private ArrayNode rows(String statement, Map<String, Object> parameters) {
        ArrayNode rows = JSON.createArrayNode();
        office.sql(statement(statement)).params(parameters).query().listOfRows().forEach(row -> {
            ObjectNode tree = rows.addObject();
            row.forEach((column, value) -> tree.set(column.toUpperCase(Locale.ROOT), JSON.valueToTree(value)));
        });
        return rows;
    }

    private static List<String> kinds(Page page) {
        return page.records().stream()
                .map(record -> canonical(record).at("/fact/kind").asText())
                .toList();
    }

    private static JsonNode canonical(PageRecord record) {
        Mappings.Mapped mapped = MAPPINGS.from(UI_V2, "log", record.tree());
        assertThat(mapped.faults()).as("faults of log row %s", record.key()).isEmpty();
        return mapped.canonical();
    }

    private static String statement(String name) {
        return text(Path.of("mappings/ui-v2/sql/" + name + ".sql"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
