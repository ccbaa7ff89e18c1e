package vn.lienthong.sandbox.actors;

import java.time.Duration;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.uiv2.Decision;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Times;

/** Journey 1: entered at the counter once; ui-v2 asks for a paper, gets it, decides; the counter hands over. */
final class CounterClaim {
    private final Stage stage;
    private String code;
    private long claim;

    private CounterClaim(Stage stage) {
        this.stage = stage;
    }

    static Story of(Stage stage) {
        return new CounterClaim(stage).story();
    }

    private Story story() {
        Story story = new Story("claim at the counter")
                .then(
                        "a clerk enters a claim",
                        () -> code = stage.known(
                                "code", stage.oneStop.enter(OneStopDossier.claim(stage.people.next(), stage.now()))))
                .then("a clerk accepts it", () -> stage.oneStop.accept(code, stage.clerk, stage.now()))
                .when(() -> stage.uiV2.claimOf(code).isPresent(), "the job centre opens it", () -> {
                    claim = stage.uiV2.claimOf(code).orElseThrow();
                    step(2, "Hoàn thiện hồ sơ");
                });
        if (stage.chance(60)) {
            story.then("the job centre asks for a paper", this::ask)
                    .when(
                            () -> "5".equals(stage.portal.status(code)),
                            "the worker brings it",
                            () -> stage.uiV2.receivePapers(claim, stage.jobOfficer, stage.now()));
        }
        story.then("the claim is calculated", () -> step(3, "Đã tính hưởng"))
                .then("the claim is appraised", () -> step(4, "Đã thẩm định"));
        if (stage.chance(10)) {
            return story.then(
                    "the claim is refused",
                    () -> stage.uiV2.refuse(
                            claim, stage.jobOfficer, stage.now(), "Không đủ 12 tháng đóng bảo hiểm thất nghiệp"));
        }
        return story.then("the decision is signed", this::decide)
                .when(
                        () -> "CO_KET_QUA".equals(stage.oneStop.status(code)),
                        "the counter hands the decision over",
                        () -> stage.oneStop.handOver(code, stage.clerk, stage.now()))
                .when(() -> stage.uiV2.status(claim) == 12, "ui-v2 knows that it was handed over", () -> {});
    }

    private void ask() {
        stage.uiV2.askForPapers(
                claim,
                stage.jobOfficer,
                stage.now(),
                "Sổ bảo hiểm xã hội thiếu tờ rời xác nhận thời gian đóng",
                stage.now().plus(Duration.ofDays(3)),
                Paper.of("TP02", "Tờ rời sổ bảo hiểm xã hội").because("Chưa xác nhận đến tháng cuối"));
    }

    private void decide() {
        Decision decision = Decision.of(stage.number() + "/QĐ-SNV", Times.dayOf(stage.now()));
        stage.uiV2.decide(claim, stage.jobOfficer, stage.now(), decision);
    }

    private void step(int status, String text) {
        stage.uiV2.step(claim, status, stage.jobOfficer, stage.now(), text);
    }
}
