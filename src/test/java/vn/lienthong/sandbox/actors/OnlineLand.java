package vn.lienthong.sandbox.actors;

import java.time.Duration;
import vn.lienthong.sandbox.land.TaxNotice;
import vn.lienthong.sandbox.portal.OnlineDossier;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Result;

/** Journeys 2 and 3: a land dossier filed at the portal, to its result or to its withdrawal. */
final class OnlineLand {
    private final Stage stage;
    private String code;
    private String notice;

    private OnlineLand(Stage stage) {
        this.stage = stage;
    }

    static Story toTheResult(Stage stage) {
        return new OnlineLand(stage).story();
    }

    static Story withdrawn(Stage stage) {
        return new OnlineLand(stage).withdrawal();
    }

    private Story begun(String name) {
        return new Story(name)
                .then(
                        "a citizen files at the portal",
                        () -> code = stage.known(
                                "reference",
                                stage.portal.file(
                                        OnlineDossier.land(stage.people.next(), stage.now(), stage.people.parcel()))))
                .when(
                        () -> stage.oneStop.codeOf(code).isPresent(),
                        "a clerk accepts it",
                        () -> stage.oneStop.accept(stage.oneStop.codeOf(code).orElseThrow(), stage.clerk, stage.now()))
                .when(
                        () -> stage.land.knows(code),
                        "the land office begins",
                        () -> stage.land.forward(code, stage.landOfficer, stage.now(), "Chuyển thẩm tra hồ sơ"));
    }

    private Story story() {
        Story story = begun("online land dossier");
        if (stage.chance(60)) {
            story.then("the land office asks for papers", this::ask)
                    .when(() -> "5".equals(stage.portal.status(code)), "the citizen adds papers", this::addPapers)
                    .when(
                            () -> !stage.land
                                    .dossier(code)
                                    .orElseThrow()
                                    .papersReceived()
                                    .isEmpty(),
                            "the land office goes on",
                            () -> stage.land.forward(code, stage.landOfficer, stage.now(), "Đã đủ giấy tờ, đo đạc"));
        }
        return story.then("the tax notice comes", this::tax)
                .when(
                        this::noticeIsShown,
                        "the citizen pays",
                        () -> stage.portal.pay(code, notice, stage.now(), "BL" + stage.number()))
                .when(
                        () -> stage.land.dossier(code).orElseThrow().payments().containsKey(notice),
                        "the land office finishes",
                        () -> stage.land.finish(code, stage.landOfficer, stage.now(), certificate()))
                .when(
                        () -> "CO_KET_QUA".equals(oneStopStatus()),
                        "the counter hands the certificate over",
                        () -> stage.oneStop.handOver(
                                stage.oneStop.codeOf(code).orElseThrow(), stage.clerk, stage.now()))
                .when(() -> "10".equals(stage.portal.status(code)), "the citizen sees that it is done", () -> {});
    }

    private Story withdrawal() {
        Story story = begun("withdrawal")
                .then(
                        "the citizen withdraws",
                        () -> stage.portal.withdraw(
                                code, stage.now(), "Các bên đã thỏa thuận lại, không chuyển nhượng nữa"))
                .when(
                        () -> stage.land.dossier(code).orElseThrow().withdrawn(),
                        "the land office has closed it",
                        () -> {});
        if (stage.chance(40)) {
            // A late line after the end: history, no status.
            story.then(
                    "the land office writes a step afterwards",
                    () -> stage.land.forward(code, stage.landOfficer, stage.now(), "Lưu hồ sơ rút"));
        }
        return story;
    }

    private void ask() {
        stage.land.askForPapers(
                code,
                stage.landOfficer,
                stage.now(),
                "Trích lục bản đồ không khớp diện tích đăng ký",
                stage.now().plus(Duration.ofDays(7)),
                true,
                Paper.of("TP05", "Trích lục bản đồ địa chính").because("Diện tích không khớp"));
    }

    private void addPapers() {
        String file = "https://dvc.example.vn/tep/" + code + "/trich-luc.pdf";
        stage.portal.addPapers(
                code,
                stage.now(),
                Paper.of("TP05", "Trích lục bản đồ địa chính").at(file));
    }

    private void tax() {
        notice = "TB-" + stage.number();
        long dong = 1_000L * (150 + stage.dice.nextInt(9_000));
        stage.land.taxNotice(code, stage.landOfficer, stage.now(), TaxNotice.of(notice, "Lệ phí trước bạ", dong));
    }

    private boolean noticeIsShown() {
        return "6".equals(stage.portal.status(code))
                && stage.portal.fees(code).stream()
                        .anyMatch(fee -> fee.path("MaPhiLePhi").asText().equals(notice));
    }

    private Result certificate() {
        String number = "CS " + stage.number();
        return new Result("KQ01", "Giấy chứng nhận quyền sử dụng đất", number, "https://datdai.example.vn/kq/" + code);
    }

    private String oneStopStatus() {
        return stage.oneStop.codeOf(code).map(stage.oneStop::status).orElse(null);
    }
}
