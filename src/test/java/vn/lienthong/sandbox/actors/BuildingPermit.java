package vn.lienthong.sandbox.actors;

import java.time.Duration;
import vn.lienthong.sandbox.construction.PermitFile;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.post.Post.Errand;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Result;

/** A building permit: filed through the post and brought back by it, or typed at the department. */
final class BuildingPermit {
    private final Stage stage;
    private String code;
    private String parcel;
    private String number;
    private String fee;

    private BuildingPermit(Stage stage) {
        this.stage = stage;
    }

    static Story byPost(Stage stage) {
        return new BuildingPermit(stage).byPost();
    }

    static Story typed(Stage stage) {
        return new BuildingPermit(stage).typed();
    }

    private Story byPost() {
        Story story = new Story("building permit by post")
                .then(
                        "a citizen gives a dossier to the post",
                        () -> parcel = stage.post.takesADossier(stage.now(), stage.postman))
                .then("the counter enters what the post brought", () -> {
                    code = stage.known(
                            "code", stage.oneStop.enter(OneStopDossier.permitByPost(stage.people.next(), stage.now())));
                    stage.post.isOf(parcel, code);
                    stage.post.happens(parcel, "DA_PHAT", stage.now(), stage.postman);
                })
                .then("a clerk accepts it", () -> stage.oneStop.accept(code, stage.clerk, stage.now()))
                .when(
                        () -> stage.construction.numberOf(code).isPresent(),
                        "the department appraises it",
                        () -> stage.construction.step(
                                number(), "THAM_DINH", stage.builder, stage.now(), "Thẩm định hồ sơ"));
        if (stage.chance(60)) {
            story.then("the department asks for a drawing", this::ask)
                    .when(
                            () -> stage.post
                                    .parcel(code, Errand.THU_GOM)
                                    .filter(fetched -> !fetched.equals(parcel))
                                    .isPresent(),
                            "the post fetches it from the citizen",
                            () -> stage.post.happens(parcel(Errand.THU_GOM), "DA_LAY", stage.now(), stage.postman))
                    .then(
                            "the post brings it to the counter",
                            () -> stage.post.happens(parcel(Errand.THU_GOM), "DA_PHAT", stage.now(), stage.postman))
                    .when(
                            () -> "CHO_BO_SUNG".equals(stage.oneStop.status(code)),
                            "the counter takes it in",
                            () -> stage.oneStop.receivePapers(
                                    code,
                                    stage.clerk,
                                    stage.now(),
                                    Paper.of("BV03", "Mặt cắt móng")
                                            .at("https://motcua.example.vn/tep/" + code + "/bv03.pdf")))
                    .when(
                            () -> !file().papersReceived().isEmpty(),
                            "the department goes on",
                            () -> stage.construction.papersComplete(number(), stage.builder, stage.now()));
        }
        story.then("the department asks for the fee", () -> {
                    fee = "PXD-" + stage.number();
                    stage.construction.askForFee(
                            number(), stage.builder, stage.now(), 1, fee, "Lệ phí cấp phép", 75_000L);
                })
                .when(
                        () -> "CHO_NOP_PHI".equals(stage.oneStop.status(code)),
                        "the citizen pays at the counter",
                        () -> stage.oneStop.takeFee(code, stage.clerk, stage.now(), fee, "BL" + stage.number()))
                .when(
                        () -> file().payments().containsKey(fee),
                        "the department gives the permit",
                        () -> stage.construction.permit(number(), stage.builder, stage.now(), permit()))
                .when(
                        () -> stage.post.parcel(code, Errand.TRA_KET_QUA).isPresent(),
                        "the post takes the permit",
                        () -> stage.post.happens(parcel(Errand.TRA_KET_QUA), "DA_LAY", stage.now(), stage.postman));
        if (stage.chance(30)) {
            story.then(
                    "nobody is at home",
                    () -> stage.post.happens(
                            parcel(Errand.TRA_KET_QUA),
                            "PHAT_KHONG_DUOC",
                            stage.now(),
                            stage.postman,
                            "VANG_NHA",
                            "Hẹn phát lại ngày mai"));
        }
        return story.then(
                        "the post brings the permit",
                        () -> stage.post.happens(parcel(Errand.TRA_KET_QUA), "DA_PHAT", stage.now(), stage.postman))
                .when(
                        () -> "CO_KET_QUA".equals(stage.oneStop.status(code)),
                        "the counter notes that it was handed over",
                        () -> stage.oneStop.handOver(code, stage.clerk, stage.now()))
                .when(() -> "10".equals(stage.portal.status(code)), "the citizen sees that it is done", () -> {});
    }

    private Story typed() {
        return new Story("permit typed at the department")
                .then("the department types a dossier", () -> {
                    number = stage.construction.typeIn(stage.people.next(), stage.builder, stage.now());
                    stage.known("reference", "construction:" + number);
                })
                .then(
                        "the department looks at the site",
                        () -> stage.construction.step(
                                number, "THUC_DIA", stage.builder, stage.now(), "Kiểm tra thực địa"))
                .when(
                        () -> stage.oneStop.codeOf("construction:" + number).isPresent(),
                        "the department gives the permit",
                        () -> stage.construction.permit(number, stage.builder, stage.now(), permit()))
                .when(
                        () -> "CO_KET_QUA".equals(stage.oneStop.status(own())),
                        "the counter hands the permit over",
                        () -> stage.oneStop.handOver(own(), stage.clerk, stage.now()))
                .when(
                        () -> stage.construction.file(number).orElseThrow().handedOver(),
                        "the department knows",
                        () -> {});
    }

    private void ask() {
        stage.construction.askForPapers(
                number(),
                stage.builder,
                stage.now(),
                stage.now().plus(Duration.ofDays(7)),
                "Bản vẽ thiếu mặt cắt móng",
                Paper.of("BV03", "Mặt cắt móng").because("Chưa có"));
    }

    private String own() {
        return stage.oneStop.codeOf("construction:" + number).orElseThrow();
    }

    private String number() {
        return stage.construction.numberOf(code).orElseThrow();
    }

    private PermitFile file() {
        return stage.construction.file(number()).orElseThrow();
    }

    private String parcel(Errand errand) {
        return stage.post.parcel(code, errand).orElseThrow();
    }

    private Result permit() {
        return new Result(
                null,
                "Giấy phép xây dựng",
                stage.number() + "/GPXD",
                "https://soxaydung.example.vn/gp/" + stage.number());
    }
}
