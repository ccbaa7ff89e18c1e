package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.world.Person;

/** The one-stop changes what it sends: the hub says so before anybody complains, and keeps nothing of the people. */
abstract class ContractWatchJourney {
    private static final String TOKEN = "Bearer " + RunningHub.TOKEN;

    private final List<Person> people = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private Instant filed = at("2026-09-10 08:00");
    private Scene scene;

    /** Settings of the ledger. */
    abstract Map<String, String> database() throws IOException;

    /** The ledger itself, while no hub runs on it that keeps others out. */
    abstract DataSource ledger(Path data);

    /** What happens in the middle of it to the process that reads. */
    abstract void interrupt(Scene scene, Map<String, String> settings, Path folder);

    @AfterEach
    void close() throws IOException {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void aFieldThatIsRenamedOrDroppedOrGetsAnotherTypeOrANewCodeIsFound(@TempDir Path folder) throws IOException {
        ProjectCopy files = ProjectCopy.in(folder.resolve("home"));
        Map<String, String> settings = new HashMap<>(database());
        settings.putAll(Map.of(
                "HUB_HOME", files.home().toString(),
                "HUB_ENABLED_SYSTEMS", "onestop",
                "HUB_READ_TOKEN", "reader",
                "hub.watch", "200ms",
                "hub.contract-watch", "200ms"));
        scene = Scene.open(folder, settings);
        enter(230, dossier -> {});
        scene.until("the base is known", Scene.MUCH, () -> records() >= 200 && loaded());
        JsonNode phone = field("/chuHoSo/dienThoai");
        assertThat(phone.path("share").asDouble()).isEqualTo(1.0);
        assertThat(phone.path("types").path("text").asLong()).isEqualTo(records());
        assertThat(phone.path("codes").isEmpty()).as("no table is asked for it").isTrue();
        assertThat(field("/traQua").path("codes").toString()).matches("\\{\"QUAY\":\\d+}");
        assertThat(field("/thanhPhan/*/ten").path("filled").asLong()).isEqualTo(records());
        assertThat(findings("")).isEmpty();

        Consumer<ObjectNode> changed = dossier -> {
            ObjectNode applicant = (ObjectNode) dossier.path("chuHoSo");
            applicant.set("soDienThoai", applicant.remove("dienThoai"));
            applicant.put("maXa", Integer.parseInt(applicant.path("maXa").asText()));
            dossier.remove("tenDonVi");
        };
        enter(30, changed);
        long before = records();
        scene.until("they were read", () -> codesRead() == codes.size());
        interrupt(scene, settings, folder);
        scene.until("the shape is there still", () -> records() >= before);
        enterUntil(changed, "vanished /chuHoSo/dienThoai ", "vanished /tenDonVi ", "new-field /chuHoSo/soDienThoai ");
        scene.until("all is found", () -> open().containsAll(List.of(
                "vanished /chuHoSo/dienThoai ",
                "vanished /tenDonVi ",
                "new-field /chuHoSo/soDienThoai ",
                "type-changed /chuHoSo/maXa text -> number")));
        assertThat(open()).hasSize(4);

        enter(3, changed.andThen(dossier -> dossier.put("traQua", "TAI_NHA")));
        String code = "new-code /traQua mappings/onestop/codes/return-by.csv#traQua=TAI_NHA";
        scene.until("the code is found", () -> open().contains(code));
        scene.until(
                "in each record that is held",
                () -> finding(code).path("records").asInt() == 3);
        isShown();
        files.append("mappings/onestop/codes/return-by.csv", "TAI_NHA;post");
        scene.until(
                "it is over when the table has it",
                () -> finding(code).path("state").asText().equals("closed"));

        HttpResponse<String> refused =
                scene.api().ask("POST", acknowledge("vanished /tenDonVi "), "Bearer reader", "{\"reason\":\"x\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
        scene.api().post(acknowledge("vanished /tenDonVi "), "{\"reason\":\"Đã thống nhất với một cửa\"}");
        scene.api().post(acknowledge("new-field /chuHoSo/soDienThoai "));
        scene.api().post(acknowledge("type-changed /chuHoSo/maXa text -> number"));
        assertThat(finding("vanished /tenDonVi ").path("closedBy").asText()).isEqualTo("api-token");
        assertThat(open()).containsExactly("vanished /chuHoSo/dienThoai ");
        enter(2, dossier -> dossier.remove("tenDonVi"));
        scene.until("the field is back", () -> open().isEmpty());
        assertThat(finding("vanished /chuHoSo/dienThoai ").path("closedBy").asText())
                .isEqualTo("hub");
        nothingIsKeptOfThePeople(folder.resolve("data"));
    }

    private void isShown() {
        JsonNode overview =
                scene.api().get("/api/v1/overview").path("contracts").path(0);
        assertThat(overview.path("system").asText()).isEqualTo("onestop");
        assertThat(overview.path("open").asInt()).isEqualTo(5);
        assertThat(scene.api().ask("GET", "/", TOKEN).body())
                .contains("Bản ghi không còn như trước", "mất trường: /chuHoSo/dienThoai");
        assertThat(scene.api()
                        .get("/actuator/health")
                        .path("components")
                        .path("contracts")
                        .path("details")
                        .path("onestop")
                        .asText())
                .contains("vanished changes /chuHoSo/dienThoai since");
        scene.until("it is counted", () -> scene.api()
                .ask("GET", "/actuator/prometheus", TOKEN)
                .body()
                .contains("hub_contract_findings{system=\"onestop\"} 5.0"));
    }

    private void nothingIsKeptOfThePeople(Path data) {
        scene.hub.stop();
        JdbcTemplate jdbc = new JdbcTemplate(ledger(data));
        StringBuilder kept = new StringBuilder();
        jdbc.queryForList("select shape from contract_shape", byte[].class)
                .forEach(shape -> kept.append(new String(shape, StandardCharsets.UTF_8)));
        jdbc.queryForList("select * from contract_finding").forEach(kept::append);
        assertThat(kept).contains("/chuHoSo/cccd");
        scene.hub.start();
        for (Person person : people) {
            assertThat(kept)
                    .doesNotContain(
                            person.name(),
                            person.cccd(),
                            person.phone(),
                            person.address(),
                            person.socialBook(),
                            person.bornOn().toString(),
                            "nguoidan");
        }
        assertThat(kept).doesNotContain("Nguyễn Thị Một Cửa", "17/04/1988");
        codes.forEach(code -> assertThat(kept).doesNotContain(code));
    }

    private void enter(int count, Consumer<ObjectNode> change) {
        for (int i = 0; i < count; i++) {
            filed = filed.plusSeconds(60);
            Person person = scene.person();
            people.add(person);
            codes.add(scene.sandbox
                    .oneStop()
                    .enter(OneStopDossier.claim(person, filed).change(change)));
        }
    }

    /** Some at a time: of a large page the hub looks at a part only. */
    private void enterUntil(Consumer<ObjectNode> change, String... found) {
        scene.until(String.join(" and ", found), Scene.MUCH, () -> {
            if (open().containsAll(List.of(found))) {
                return true;
            }
            if (codesRead() == codes.size()) {
                enter(10, change);
            }
            return false;
        });
    }

    private int codesRead() {
        return scene.api().all("/api/v1/dossiers").size();
    }

    private boolean loaded() {
        return codesRead() == codes.size();
    }

    private JsonNode stream() {
        return scene.api()
                .get("/api/v1/systems/onestop/contract")
                .path("streams")
                .path(0);
    }

    private long records() {
        return stream().path("records").asLong();
    }

    private JsonNode field(String path) {
        return StreamSupport.stream(stream().path("fields").spliterator(), false)
                .filter(field -> field.path("path").asText().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not in " + stream()));
    }

    private List<JsonNode> findings(String query) {
        return scene.api().all("/api/v1/contract-findings" + query);
    }

    private List<String> open() {
        return findings("?system=onestop&state=open").stream()
                .map(ContractWatchJourney::words)
                .toList();
    }

    private JsonNode finding(String words) {
        return findings("").stream()
                .filter(one -> words(one).equals(words))
                .findFirst()
                .orElseThrow();
    }

    private String acknowledge(String words) {
        return "/api/v1/contract-findings/" + finding(words).path("id").asText() + "/acknowledge";
    }

    private static String words(JsonNode finding) {
        return finding.path("kind").asText() + " " + finding.path("path").asText() + " "
                + finding.path("detail").asText();
    }
}
