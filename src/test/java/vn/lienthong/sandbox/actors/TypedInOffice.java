package vn.lienthong.sandbox.actors;

import vn.lienthong.sandbox.land.LandDossier;
import vn.lienthong.sandbox.uiv2.Claim;
import vn.lienthong.sandbox.uiv2.Decision;
import vn.lienthong.sandbox.world.Result;
import vn.lienthong.sandbox.world.Times;

/** Journey 4: typed in the job centre or in the land office; the hub has to register it in the one-stop. */
final class TypedInOffice {
    private final Stage stage;
    private String reference;
    private long claim;

    private TypedInOffice(Stage stage) {
        this.stage = stage;
    }

    static Story claim(Stage stage) {
        return new TypedInOffice(stage).claim();
    }

    static Story land(Stage stage) {
        return new TypedInOffice(stage).land();
    }

    private Story claim() {
        return new Story("claim typed in the job centre")
                .then("the job centre types a claim", () -> {
                    claim = stage.uiV2.typeIn(Claim.of(stage.people.next(), stage.now()), stage.jobOfficer);
                    reference = stage.known("reference", "ui-v2:" + claim);
                })
                .then(
                        "the claim is completed",
                        () -> stage.uiV2.step(claim, 2, stage.jobOfficer, stage.now(), "Hoàn thiện hồ sơ"))
                .when(
                        this::registered,
                        "the claim is appraised",
                        () -> stage.uiV2.step(claim, 7, stage.jobOfficer, stage.now(), "Đã thẩm định"))
                .then(
                        "the decision is signed",
                        () -> stage.uiV2.decide(
                                claim,
                                stage.jobOfficer,
                                stage.now(),
                                Decision.of(stage.number() + "/QĐ-SNV", Times.dayOf(stage.now()))))
                .then("the job centre hands it over", () -> stage.uiV2.handOver(claim, stage.jobOfficer, stage.now()))
                .when(() -> "DA_TRA".equals(oneStopStatus()), "the one-stop knows", () -> {});
    }

    private Story land() {
        return new Story("dossier typed in the land office")
                .then("the land office types a dossier", () -> {
                    reference = stage.known(
                            "reference", "BN-" + Times.dayOf(stage.now()).getYear() + "-" + stage.number());
                    stage.land.typeIn(LandDossier.of(
                            reference, stage.people.next(), stage.landOfficer, stage.now(), stage.people.parcel()));
                })
                .then(
                        "the land office goes on",
                        () -> stage.land.forward(reference, stage.landOfficer, stage.now(), "Thẩm tra hồ sơ"))
                .when(
                        this::registered,
                        "the land office finishes",
                        () -> stage.land.finish(
                                reference,
                                stage.landOfficer,
                                stage.now(),
                                new Result("KQ01", "Giấy chứng nhận quyền sử dụng đất", "CS " + stage.number(), null)))
                .when(
                        () -> "CO_KET_QUA".equals(oneStopStatus()),
                        "the counter hands the certificate over",
                        () -> stage.oneStop.handOver(
                                stage.oneStop.codeOf(reference).orElseThrow(), stage.clerk, stage.now()));
    }

    private boolean registered() {
        return stage.oneStop.codeOf(reference).isPresent();
    }

    private String oneStopStatus() {
        return stage.oneStop.codeOf(reference).map(stage.oneStop::status).orElse(null);
    }
}
