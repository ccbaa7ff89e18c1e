package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.construction.Construction;
import vn.lienthong.sandbox.construction.PermitFile;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.post.Post;
import vn.lienthong.sandbox.post.Post.Errand;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Result;

/** The systems that came by files alone, each met through its own protocol; one hub for all cases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the far systems' story clock does not go back
class PostAndConstructionTest {
    private static final Official BUILDER =
            new Official("CB07", "Trịnh Thị Thẳm", "Chuyên viên", "Phòng Quản lý xây dựng");
    private static final Official POSTMAN = new Official("BT01", "Phan Văn Khởi", "Bưu tá", "Bưu cục Tây Ninh");

    private Scene scene;
    private Post post;
    private Construction construction;

    @BeforeAll
    void open(@TempDir Path folder) {
        scene = Scene.openWithAll(folder);
        post = scene.sandbox.post();
        construction = scene.sandbox.construction();
    }

    @AfterAll
    void close() {
        scene.close();
    }

    @Test
    @Order(1)
    void aPermitFiledByPostGoesThroughPapersAndAFeeAndComesBackByPost() {
        var oneStop = scene.sandbox.oneStop();
        Person person = scene.person();

        String first = post.takesADossier(at("2026-09-10 07:30"), POSTMAN);
        scene.until(
                "a parcel of no dossier is held", () -> scene.api().held("post").size() == 1);
        String code = oneStop.enter(OneStopDossier.permitByPost(person, at("2026-09-10 08:05")));
        scene.reachesPortal(code, "1", 1);
        post.isOf(first, code);
        post.happens(first, "DA_PHAT", at("2026-09-10 08:06"), POSTMAN);
        scene.until(
                "the code of the later event frees the earlier one",
                () -> fromPost(code).size() == 2);
        oneStop.accept(code, CLERK, at("2026-09-10 08:20"), at("2026-09-30 17:00"));
        scene.until("the department has it", () -> construction.numberOf(code).isPresent());
        String number = construction.numberOf(code).orElseThrow();
        construction.step(number, "THAM_DINH", BUILDER, at("2026-09-10 09:00"), "Thẩm định thiết kế");
        scene.reachesPortal(code, "4", 3);
        construction.askForPapers(
                number,
                BUILDER,
                at("2026-09-10 10:00"),
                at("2026-09-20 17:00"),
                "Bản vẽ thiếu mặt cắt móng",
                Paper.of("BV03", "Mặt cắt móng").because("Chưa có"));
        scene.until("the post is sent for them", () -> post.parcel(code, Errand.THU_GOM)
                .filter(parcel -> !parcel.equals(first))
                .isPresent());
        String fetched = post.parcel(code, Errand.THU_GOM).orElseThrow();
        post.happens(fetched, "DA_LAY", at("2026-09-10 11:00"), POSTMAN);
        scene.until("the citizen sees that the post has them", () -> scene.lines(code).stream()
                .anyMatch(line -> line.status().equals("5") && line.text().contains("Bưu điện đã nhận bưu gửi")));
        scene.until("so does the counter", () -> oneStop.status(code).equals("CHO_BO_SUNG"));
        oneStop.receivePapers(
                code,
                CLERK,
                at("2026-09-10 13:00"),
                Paper.of("BV03", "Mặt cắt móng").at("https://motcua.example.vn/tep/bv03.pdf"));
        scene.until(
                "the department has the paper",
                () -> file(number).papersReceived().equals(List.of("BV03")));
        construction.askForFee(number, BUILDER, at("2026-09-10 14:00"), 1, "PXD-12", "Lệ phí cấp phép", 150_000);
        scene.until("the counter sees the fee", () -> oneStop.status(code).equals("CHO_NOP_PHI"));
        oneStop.takeFee(code, CLERK, at("2026-09-10 15:00"), "PXD-12", "BL-0012");
        scene.until("the department has the receipt", () -> "BL-0012"
                .equals(file(number).payments().get("PXD-12")));
        construction.permit(
                number,
                BUILDER,
                at("2026-09-11 09:00"),
                new Result(null, "Giấy phép xây dựng", "120/GPXD", "https://soxaydung.example.vn/gp/120.pdf"));
        scene.until("the post is to bring it", () -> post.parcel(code, Errand.TRA_KET_QUA)
                .isPresent());
        String brought = post.parcel(code, Errand.TRA_KET_QUA).orElseThrow();
        post.happens(brought, "DA_LAY", at("2026-09-11 10:00"), POSTMAN);
        post.happens(brought, "PHAT_KHONG_DUOC", at("2026-09-11 15:00"), POSTMAN, "VANG_NHA", null);
        post.happens(brought, "DA_PHAT", at("2026-09-12 09:00"), POSTMAN);
        scene.until("the hub has read them", () -> texts(code).stream()
                .anyMatch(text -> text.contains(brought) && text.contains("Đã phát tận nơi")));
        int linesBefore = scene.lines(code).size();
        scene.until("the result is at the counter", () -> oneStop.status(code).equals("CO_KET_QUA"));
        oneStop.handOver(code, CLERK, at("2026-09-12 10:00"));
        scene.reachesPortal(code, "10", linesBefore + 1);
        scene.until("the department knows", () -> file(number).handedOver());
        scene.settled();

        assertThat(scene.lines(code))
                .extracting(Line::status)
                .as("what happened to the parcel after 9 is history and no second line of an end")
                .startsWith("1", "2", "4", "5", "5")
                .endsWith("6", "4", "9", "10");
        JsonNode order = post.order(brought);
        assertThat(order.path("nguoiNhan").path("hoTen").asText()).isEqualTo(person.name());
        assertThat(order.path("giayTo").path(0).path("soHieu").asText()).isEqualTo("120/GPXD");
        assertThat(order.path("nguoiGui").path("ma").asText()).isEqualTo("H53.08");
        assertThat(scene.api().dossier(code).path("references").toString()).contains(brought, number);
        assertThat(texts(code)).anyMatch(text -> text.contains("người nhận vắng nhà"));
        assertThat(page(code)).contains("Đã phát tận nơi", brought);
        JsonNode paid = scene.portalDossier(code).path("DanhSachLePhi").path(0);
        assertThat(paid.toString()).contains("Công trình chính");
        assertThat(calls("POST don-hang")).hasSize(2);
        assertThat(construction.journal().entries().stream()
                        .map(Journal.Entry::call)
                        .filter(call -> !call.equals("LayThayDoi"))
                        .toList())
                .containsExactly("TiepNhanHoSo", "BoSungGiayTo", "XacNhanNopPhi", "XacNhanTraKetQua");
        scene.nothingWentWrong(code);
    }

    @Test
    @Order(5)
    void anEventThatComesAfterTheNextOrderStillFindsItsDossier() {
        var oneStop = scene.sandbox.oneStop();
        post.faults().always("GET su-kien", Fault.rubbish());
        String first = post.takesADossier(at("2026-09-20 07:30"), POSTMAN);
        String code = oneStop.enter(OneStopDossier.permitByPost(scene.person(), at("2026-09-20 08:05")));
        post.isOf(first, code);
        post.happens(first, "DA_PHAT", at("2026-09-20 08:06"), POSTMAN);
        oneStop.accept(code, CLERK, at("2026-09-20 08:20"), at("2026-09-30 17:00"));
        scene.until("the department has it", () -> construction.numberOf(code).isPresent());
        construction.askForPapers(
                construction.numberOf(code).orElseThrow(),
                BUILDER,
                at("2026-09-20 10:00"),
                at("2026-09-28 17:00"),
                "Thiếu mặt bằng",
                Paper.of("BV01", "Mặt bằng").because("Chưa có"));
        scene.until("the hub knows the parcel that it ordered", () -> post.parcel(code, Errand.THU_GOM)
                .filter(ordered -> !ordered.equals(first)
                        && scene.api()
                                .dossier(code)
                                .path("references")
                                .toString()
                                .contains(ordered))
                .isPresent());
        post.faults().clear();
        scene.until(
                "its events and that of the order stand in the history",
                () -> fromPost(code).size() == 3);

        assertThat(scene.api().held("post"))
                .noneMatch(it -> first.equals(it.path("waitsFor").asText()));
        assertThat(scene.api().dossier(code).path("references").toString())
                .contains(post.parcel(code, Errand.THU_GOM).orElseThrow())
                .doesNotContain(first);
    }

    @Test
    @Order(2)
    void aDossierTypedAtTheDepartmentIsRegisteredWithItsNestedWorks() {
        var oneStop = scene.sandbox.oneStop();
        Person owner = scene.person();

        String number = construction.typeIn(owner, BUILDER, at("2026-09-14 08:00"));
        construction.step(number, "THUC_DIA", BUILDER, at("2026-09-14 09:00"), "Kiểm tra thực địa");
        scene.until("the one-stop has it", () -> oneStop.codeOf("construction:" + number)
                .isPresent());
        String code = oneStop.codeOf("construction:" + number).orElseThrow();
        scene.reachesPortal(code, "4", 2);
        construction.refuse(number, BUILDER, at("2026-09-14 10:00"), "Không phù hợp quy hoạch");
        scene.reachesPortal(code, "8", 3);
        scene.settled();

        JsonNode registered = oneStop.dossier(code).orElseThrow();
        assertThat(registered.path("thanhPhan").findValuesAsText("ten"))
                .containsExactly("Bản vẽ thiết kế nhà chính (Nhà chính)", "Bản vẽ hàng rào (Hàng rào)");
        assertThat(registered.path("chuHoSo").path("cccd").asText()).isEqualTo(owner.cccd());
        assertThat(scene.lines(code).get(2).text()).isEqualTo("Không phù hợp quy hoạch");
        scene.nothingWentWrong(code);
    }

    @Test
    @Order(3)
    void whatThePostSaysTwiceLateOrOfNobodyDisturbsNothing() {
        String code =
                scene.sandbox.oneStop().enter(OneStopDossier.permitByPost(scene.person(), at("2026-09-15 08:00")));
        scene.sandbox.oneStop().accept(code, CLERK, at("2026-09-15 08:20"));
        scene.until("the department has it", () -> construction.numberOf(code).isPresent());
        String parcel = post.takesADossier(at("2026-09-15 07:00"), POSTMAN);
        post.isOf(parcel, code);
        post.faults().next("GET su-kien", Fault.pageAgain(), Fault.halfBody(), Fault.status(503), Fault.rubbish());
        post.happens(parcel, "DA_PHAT", at("2026-09-15 09:00"), POSTMAN);
        post.happens(parcel, "DEN_BUU_CUC", at("2026-09-15 07:30"), POSTMAN); // older than what was told before
        post.forgetCursors();
        post.happens("EB000000000VN", "DA_PHAT", at("2026-09-15 09:10"), POSTMAN);
        post.happens(parcel, "MAT_BUU_GUI", at("2026-09-15 09:20"), POSTMAN);
        scene.until(
                "all is read",
                () -> fromPost(code).size() == 3 && scene.api().held("post").size() == 2);
        scene.settled();

        assertThat(scene.api().held("post").toString())
                .as("of no dossier; an event that the table lacks")
                .contains("HUB-INT-012", "HUB-MAP-004", "MAT_BUU_GUI");
        assertThat(fromPost(code).stream()
                        .map(event -> event.path("key").asText())
                        .toList())
                .doesNotHaveDuplicates();
        assertThat(scene.api().status(code)).isEqualTo(2);
        assertThat(scene.api().conflicts(code)).isEmpty();
        assertThat(post.faults().waiting()).isZero();
    }

    @Test
    @Order(4)
    void aFaultOfTheDepartmentIsTriedAgainAndARefusalIsParked() {
        var oneStop = scene.sandbox.oneStop();
        construction
                .faults()
                .next("TiepNhanHoSo", Fault.soapFault("soap:Server.Busy", "tạm ngưng"), Fault.actThenClose());
        String code = oneStop.enter(OneStopDossier.permitByPost(scene.person(), at("2026-09-16 08:00")));
        oneStop.accept(code, CLERK, at("2026-09-16 08:20"));
        scene.until("the department has it", () -> construction.numberOf(code).isPresent());
        scene.settled();
        assertThat(construction.faults().waiting()).isZero();
        assertThat(scene.api().dossier(code).path("references").toString())
                .contains(construction.numberOf(code).orElseThrow());

        construction.faults().next("TiepNhanHoSo", Fault.soapFault("soap:Client", "cvc-complex-type.2.4"));
        String other = oneStop.enter(OneStopDossier.permitByPost(scene.person(), at("2026-09-16 09:00")));
        oneStop.accept(other, CLERK, at("2026-09-16 09:20"));
        scene.until("the refusal is parked", () -> scene.api().parked().stream()
                .anyMatch(row -> row.path("code").asText().equals(other)));
        construction.faults().next("LayThayDoi", Fault.soapFault("wsse:FailedAuthentication", "wrong password"));
        String third = oneStop.enter(OneStopDossier.permitByPost(scene.person(), at("2026-09-16 10:00")));
        oneStop.accept(third, CLERK, at("2026-09-16 10:20"));
        scene.until("others go on", () -> construction.numberOf(third).isPresent());
        assertThat(construction.numberOf(other)).isEmpty();
    }

    private PermitFile file(String number) {
        return construction.file(number).orElseThrow();
    }

    private List<JsonNode> fromPost(String code) {
        List<JsonNode> events = new ArrayList<>();
        scene.api().dossier(code).path("events").forEach(event -> {
            if (event.path("source").asText().equals("post")) {
                events.add(event);
            }
        });
        return events;
    }

    private List<String> texts(String code) {
        return fromPost(code).stream().map(JsonNode::toString).toList();
    }

    private String page(String code) {
        return scene.api()
                .ask(
                        "GET",
                        "/dossier?code=" + code,
                        "Basic "
                                + java.util.Base64.getEncoder()
                                        .encodeToString("admin:test-admin-password"
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .body();
    }

    private List<Journal.Entry> calls(String name) {
        return post.journal().entries(name);
    }
}
