package vn.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Fee;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

class OneStopTest {
    private static final Instant MORNING = Times.at("2026-09-10 08:00");
    private static final String BODY = """
            {"maThamChieu":"G09.20-20260910-0000001","maThuTuc":"1.004227.000.00.00.H53","kenh":"2",
             "chuHoSo":{"hoTen":"Lữ Thị Ngỡ"},"ngayNop":"2026-09-10T08:00:00+07:00"}""";

    private final People people = new People(1);
    private final Official clerk = people.official("Bộ phận một cửa");
    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start(@TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.anywhere(folder).clock(SandboxClock.story(MORNING)));
        caller = new Caller(sandbox).withToken();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aForgottenTokenIsRefusedUntilANewOneIsTaken() {
        sandbox.oneStop().forgetTokens();
        assertThat(caller.oneStopGet("/api/v1/ho-so/thay-doi").statusCode()).isEqualTo(401);
        assertThat(caller.withToken().oneStopGet("/api/v1/ho-so/thay-doi").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSameKeyRegistersOnceAndAnotherBodyUnderItIsRefused() {
        var first = caller.oneStopPost("/api/v1/ho-so", "k1", BODY);
        var again = caller.oneStopPost("/api/v1/ho-so", "k1", BODY);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(Json.read(again.body())).isEqualTo(Json.read(first.body()));
        assertThat(caller.oneStopPost("/api/v1/ho-so", "k1", BODY.replace("Ngỡ", "Lụa"))
                        .statusCode())
                .isEqualTo(422);
        var known = caller.oneStopPost("/api/v1/ho-so", "k2", BODY);
        assertThat(known.statusCode()).isEqualTo(409);
        assertThat(Json.read(known.body()).path("maHoSo"))
                .isEqualTo(Json.read(first.body()).path("maHoSo"));
        assertThat(sandbox.oneStop().size()).isEqualTo(1);
    }

    @Test
    void everyWrongFieldIsNamed() {
        var answer = caller.oneStopPost(
                "/api/v1/ho-so",
                "k",
                "{\"maThuTuc\":\"1\",\"kenh\":\"9\",\"chuHoSo\":{\"cccd\":\"123\"},\"ngayNop\":\"hôm qua\",\"la\":1}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.read(answer.body()).findValuesAsText("truong"))
                .containsExactlyInAnyOrder("maThamChieu", "kenh", "chuHoSo.hoTen", "chuHoSo.cccd", "ngayNop", "la");
    }

    @Test
    void stepsMergeListsAndAreAppendedOncePerKey() {
        String code = sandbox.oneStop().enter(OneStopDossier.claim(people.next(), MORNING));
        sandbox.oneStop().accept(code, clerk, MORNING.plusSeconds(60));
        sandbox.oneStop().askForFees(code, clerk, MORNING.plusSeconds(90), new Fee("P1", "Phí", 50_000));
        String paid = step("DANG_XU_LY", ",\"lePhi\":[{\"ma\":\"P1\",\"daNop\":true,\"soBienLai\":\"BL7\"}]");
        assertThat(tell(code, "s1", paid).statusCode()).isEqualTo(200);
        assertThat(tell(code, "s1", paid).statusCode()).isEqualTo(200);
        assertThat(tell(code, "s1", step("DANG_XU_LY", "")).statusCode()).isEqualTo(422);
        JsonNode dossier = sandbox.oneStop().dossier(code).orElseThrow();
        assertThat(dossier.path("phienBan").asInt()).isEqualTo(4);
        assertThat(dossier.path("capNhatBoi").asText()).isEqualTo("hub");
        assertThat(dossier.path("lePhi")).hasSize(1);
        assertThat(dossier.path("lePhi").get(0).path("soTien").asInt()).isEqualTo(50_000);
        assertThat(dossier.path("lePhi").get(0).path("soBienLai").asText()).isEqualTo("BL7");
    }

    @Test
    void aStepThatThePresentStatusForbidsIsAnswered409WithThatStatus() {
        String code = sandbox.oneStop().enter(OneStopDossier.claim(people.next(), MORNING));
        sandbox.oneStop().accept(code, clerk, MORNING);
        assertThat(tell(code, "a", step("CHO_BO_SUNG", "")).statusCode()).isEqualTo(200);
        assertThat(tell(code, "b", step("DA_TIEP_NHAN", "")).statusCode()).isEqualTo(409);
        assertThat(tell(code, "c", step("CO_KET_QUA", "")).statusCode()).isEqualTo(200);
        assertThat(tell(code, "d", step("RUT", "")).statusCode()).isEqualTo(409);
        assertThat(tell(code, "e", step("DA_TRA", "")).statusCode()).isEqualTo(200);
        var end = tell(code, "f", step("DANG_XU_LY", ""));
        assertThat(end.statusCode()).isEqualTo(409);
        assertThat(Json.read(end.body()).path("trangThai").asText()).isEqualTo("DA_TRA");
        assertThat(tell("H53.14-000000-0000", "g", step("RUT", "")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theFeedShowsEveryVersionOrOnlyTheNewest() {
        String one = sandbox.oneStop().enter(OneStopDossier.claim(people.next(), MORNING));
        String two = sandbox.oneStop().enter(OneStopDossier.claim(people.next(), MORNING));
        sandbox.oneStop().accept(one, clerk, MORNING.plusSeconds(5));
        JsonNode first = caller.page("", 2);
        assertThat(first.path("duLieu").findValuesAsText("maHoSo")).containsExactly(one, two);
        assertThat(first.path("conNua").asBoolean()).isTrue();
        JsonNode second = caller.page(first.path("tiepTheo").asText(), 2);
        assertThat(second.path("duLieu").findValuesAsText("phienBan")).containsExactly("2");
        assertThat(second.path("conNua").asBoolean()).isFalse();
        sandbox.oneStop().showsNewestOnly(true);
        assertThat(caller.page("", 9).path("duLieu").findValuesAsText("maHoSo")).containsExactly(two, one);
    }

    @Test
    void aPageIsServedTwiceOnDemandAndAForgottenCursorIsUnknown() {
        sandbox.oneStop().enter(OneStopDossier.claim(people.next(), MORNING));
        sandbox.oneStop().faults().next("thay-doi", Fault.pageAgain());
        JsonNode page = caller.page("", 5);
        JsonNode again = caller.page(page.path("tiepTheo").asText(), 5);
        assertThat(again.path("duLieu")).isEqualTo(page.path("duLieu"));
        sandbox.oneStop().forgetCursors();
        String old = again.path("tiepTheo").asText();
        assertThat(caller.oneStopGet("/api/v1/ho-so/thay-doi?sau=" + old).statusCode())
                .isEqualTo(422);
    }

    private HttpResponse<byte[]> tell(String code, String key, String body) {
        return caller.oneStopPost("/api/v1/ho-so/" + code + "/tien-trinh", key, body);
    }

    private static String step(String status, String more) {
        return "{\"trangThai\":\"" + status + "\",\"thoiDiem\":\"2026-09-10T09:00:00+07:00\",\"nguoiXuLy\":\"Tạ Ẩn\""
                + more + "}";
    }
}
