package vn.lienthong.hub.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.hub.exchange.Story.CARRIER;
import static vn.lienthong.hub.exchange.Story.LAND;
import static vn.lienthong.hub.exchange.Story.ONESTOP;
import static vn.lienthong.hub.exchange.Story.PORTAL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.dossier.Status;

/** Who is told what of one dossier, row by row of the table in docs/contracts/README.md, and what comes late. */
class PlanTest {
    private static Story accepted() {
        return new Story().onestop(0, 1, f -> {}).onestop(10, 2, PlanTest::known);
    }

    private static ObjectNode known(ObjectNode fact) {
        return fact.withObject("dossier")
                .put("acceptedAt", Story.minute(10).toString())
                .put("dueAt", Story.minute(9000).toString());
    }

    private static ObjectNode fee(String id, boolean paid) {
        ObjectNode fee = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        fee.put("id", id).put("name", "Lệ phí").put("amount", 50_000).put("paid", paid);
        if (paid) {
            fee.put("receipt", "BL-" + id).put("paidAt", Story.minute(40).toString());
        }
        return fee;
    }

    private static Consumer<ObjectNode> fees(ObjectNode... fees) {
        return fact -> known(fact).putArray("fees").addAll(List.of(fees));
    }

    private static ObjectNode paper(String code, String url) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("id", code)
                .put("code", code)
                .put("name", "Giấy tờ " + code)
                .put("url", url);
    }

    // ---- the table

    @Test
    void aCounterDossierIsAnnouncedAndGivenToLandOnceAccepted() {
        Desk desk = new Desk().knows(accepted());
        assertThat(desk.toldTo(PORTAL)).containsExactly("announce onestop 1*", "tell onestop 2*");
        assertThat(desk.toldTo(LAND)).containsExactly("register onestop 2*");
        assertThat(desk.toldTo(ONESTOP)).isEmpty();
    }

    @Test
    void papersGivenAtTheCounterGoToLandAndThePortal() {
        Story story = accepted()
                .papersAsked(30)
                .onestop(30, 5, f -> known(f).set("supplement", Story.minuteSupplement(30)))
                .onestop(40, 4, f -> known(f).putArray("papers").add(paper("BV", "https://x/bv")));
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(LAND)).containsExactly("register onestop 2*", "papers onestop 4*");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 5*", "tell onestop 4*");
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 5*");
    }

    @Test
    void papersTakenInAVersionThatStillAsksForThemAnswerTheRequest() {
        Story story = accepted()
                .papersAsked(30)
                .onestop(30, 5, f -> known(f).set("supplement", Story.minuteSupplement(30)))
                .onestop(30, 5, f -> {
                    f.put("recordedAt", Story.minute(40).toString());
                    known(f).set("supplement", Story.minuteSupplement(30));
                    f.withObject("dossier").putArray("papers").add(paper("BV", "https://x/bv"));
                });
        Desk desk = new Desk().knows(story);
        assertThat(desk.history().status()).isEqualTo(Status.PROCESSING);
        assertThat(desk.toldTo(LAND)).endsWith("papers onestop 4*");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 5*", "tell onestop 4*");
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 5*", "step onestop 4*");
        assertThat(desk.telling(desk.rows(PORTAL).get(3))
                        .path("event")
                        .path("time")
                        .asText())
                .isEqualTo(Story.minute(40).toString());
    }

    @Test
    void aPaperThatStoodInTheDossierBeforeTheRequestIsNoAnswerToIt() {
        Story story = accepted().papersAsked(30).onestop(30, 5, f -> {
            known(f).set("supplement", Story.minuteSupplement(30));
            f.withObject("dossier").putArray("papers").add(paper("DON", "https://x/don"));
        });
        assertThat(new Desk().knows(story).history().status()).isEqualTo(Status.PAPERS_ASKED);
    }

    @Test
    void aNewFileOfTheSamePaperIsAnAnswer() {
        Story story = accepted()
                .onestop(12, 2, f -> known(f).putArray("papers")
                        .add(paper("BV", "https://x/bv").put("sha256", "aa")))
                .papersAsked(30)
                .onestop(30, 5, f -> {
                    known(f).set("supplement", Story.minuteSupplement(30));
                    f.withObject("dossier")
                            .putArray("papers")
                            .add(paper("BV", "https://x/bv").put("sha256", "aa"));
                })
                .onestop(40, 4, f -> known(f).putArray("papers")
                        .add(paper("BV", "https://x/bv").put("sha256", "bb")));
        Desk desk = new Desk().knows(story);
        assertThat(desk.history().status()).isEqualTo(Status.PROCESSING);
        assertThat(desk.toldTo(LAND)).endsWith("papers onestop 4*");
    }

    @Test
    void feesOfLandPaidOneByOneAtTheCounter() {
        Story story = accepted()
                .add(LAND, "fee-asked", 30, 6, f -> f.putArray("fees")
                        .add(fee("TB1", false))
                        .add(fee("TB2", false)))
                .onestop(30, 6, fees(fee("TB1", false), fee("TB2", false)))
                .onestop(40, 6, fees(fee("TB1", true), fee("TB2", false)))
                .onestop(50, 4, fees(fee("TB1", true), fee("TB2", true)));
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(LAND))
                .containsExactly("register onestop 2*", "paid onestop 6* TB1", "paid onestop 4* TB2");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 6*", "tell onestop 6*", "tell onestop 4*");
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 6*");
    }

    @Test
    void aPaymentCountsAlsoWhereItsVersionSaysAStatusTooEarly() {
        Story story = accepted()
                .add(LAND, "fee-asked", 30, 6, f -> f.putArray("fees")
                        .add(fee("TB1", false))
                        .add(fee("TB2", false)))
                .onestop(30, 6, fees(fee("TB1", false), fee("TB2", false)))
                .onestop(40, 4, fees(fee("TB1", true), fee("TB2", false)))
                .onestop(50, 4, fees(fee("TB1", true), fee("TB2", true)));
        Desk desk = new Desk().knows(story);
        assertThat(desk.history().steps().get(4).effect()).isEqualTo(Step.Effect.CONFLICT);
        assertThat(desk.history().status()).isEqualTo(Status.PROCESSING);
        assertThat(desk.toldTo(LAND))
                .containsExactly("register onestop 2*", "paid onestop 6* TB1", "paid onestop 4* TB2");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 6*", "tell onestop 6", "tell onestop 4*");
    }

    @Test
    void theLastPaymentInAVersionThatStillAsksEndsTheStatusAndTheOneStopIsToldSo() {
        Story story = accepted()
                .add(LAND, "fee-asked", 30, 6, f -> f.putArray("fees").add(fee("TB1", false)))
                .onestop(30, 6, fees(fee("TB1", false)))
                .onestop(30, 6, f -> {
                    f.put("recordedAt", Story.minute(40).toString());
                    fees(fee("TB1", true)).accept(f);
                });
        Desk desk = new Desk().knows(story);
        assertThat(desk.history().status()).isEqualTo(Status.PROCESSING);
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 6*", "step onestop 4*");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell onestop 4*");
        assertThat(desk.telling(desk.rows(PORTAL).get(3))
                        .path("event")
                        .path("time")
                        .asText())
                .isEqualTo(Story.minute(40).toString());
    }

    @Test
    void aFirstFeeOfSeveralPaidWithoutAStepIsDataWithoutALine() {
        Story story = accepted()
                .add(LAND, "fee-asked", 30, 6, f -> f.putArray("fees")
                        .add(fee("TB1", false))
                        .add(fee("TB2", false)))
                .onestop(30, 6, fees(fee("TB1", false), fee("TB2", false)))
                .onestop(30, 6, f -> {
                    f.put("recordedAt", Story.minute(40).toString());
                    fees(fee("TB1", true), fee("TB2", false)).accept(f);
                });
        assertThat(new Desk().knows(story).toldTo(PORTAL)).endsWith("tell land 6*", "tell onestop 6");
    }

    @Test
    void landIsToldOnlyOfFeesThatItAsked() {
        Story story = accepted().onestop(20, 2, fees(fee("LP01", false))).onestop(40, 2, fees(fee("LP01", true)));
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(LAND)).containsExactly("register onestop 2*");
    }

    @Test
    void aWithdrawalAtThePortalGoesToAllAndItsEchoesToNobody() {
        Story story = accepted()
                .say(LAND, "moved", 20, null)
                .say(PORTAL, "withdrawn", 30, 7)
                .onestop(30, 7, PlanTest::known)
                .say(LAND, "withdrawn", 31, 7);
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 4*", "step portal 7*");
        assertThat(desk.toldTo(LAND)).containsExactly("register onestop 2*", "withdraw portal 7*");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 4*", "tell portal 7*");
    }

    @Test
    void aWithdrawalAtLandIsToldToTheOthersOnly() {
        Desk desk = new Desk().knows(accepted().say(LAND, "withdrawn", 30, 7));
        assertThat(desk.toldTo(LAND)).containsExactly("register onestop 2*");
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 7*");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 7*");
    }

    @Test
    void theCounterHandsOver() {
        Desk desk = new Desk().knows(accepted().say(LAND, "ended", 30, 9).onestop(40, 10, PlanTest::known));
        assertThat(desk.toldTo(LAND)).containsExactly("register onestop 2*", "handover onestop 10*");
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 9*");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 9*", "tell onestop 10*");
    }

    @Test
    void withoutASpecialisedSystemTheOneStopSaysEverything() {
        Consumer<ObjectNode> copy = f -> known(f).put("procedure", Story.COPY);
        Story story = new Story()
                .onestop(0, 1, f -> f.withObject("dossier").put("procedure", Story.COPY))
                .onestop(20, 4, copy)
                .onestop(
                        30, 5, copy.andThen(f -> f.withObject("dossier").set("supplement", Story.minuteSupplement(30))))
                .onestop(40, 4, copy)
                .onestop(50, 9, copy)
                .onestop(60, 10, copy);
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(PORTAL))
                .containsExactly(
                        "announce onestop 1*",
                        "tell onestop 4*",
                        "tell onestop 5*",
                        "tell onestop 4*",
                        "tell onestop 9*",
                        "tell onestop 10*");
        assertThat(desk.toldTo(ONESTOP)).isEmpty();
        assertThat(desk.toldTo(LAND)).isEmpty();
    }

    @Test
    void aCorrectionIsDataWithoutALine() {
        Story story = accepted().onestop(10, 2, f -> {
            f.put("recordedAt", Story.minute(25).toString());
            known(f).withObject("applicant").put("phone", "0900000000");
        });
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(PORTAL)).endsWith("tell onestop 2*", "tell onestop 2");
        assertThat(desk.toldTo(LAND)).containsExactly("register onestop 2*");
    }

    @Test
    void aFractionOfASecondThatTheOneStopCutOffIsNoCorrection() {
        Story story = new Story().bornAt(LAND, 0, 2, fact -> fact.putObject("dossier")
                .put("procedure", Story.LAND_CHANGE)
                .put("channel", "1")
                .put("filedAt", "2026-03-02T01:00:00.518Z")
                .put("acceptedAt", "2026-03-02T01:00:00.518Z")
                .putObject("applicant")
                .put("name", "Đỗ Thị Ước"));
        story.add(ONESTOP, "image", 0, 2, fact -> fact.putObject("dossier")
                .put("procedure", Story.LAND_CHANGE)
                .put("channel", "1")
                .put("filedAt", "2026-03-02T01:00:00Z")
                .put("acceptedAt", "2026-03-02T01:00:00Z")
                .putObject("applicant")
                .put("name", "Đỗ Thị Ước"));
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(PORTAL)).containsExactly("announce land 2*");
        assertThat(desk.history().steps().get(1).effect()).isEqualTo(Step.Effect.ECHO);
    }

    @Test
    void aVersionWithoutAStepOfItsOwnIsNoStep() {
        Consumer<ObjectNode> noStep = f -> {
            f.remove("step");
            f.put("recordedAt", f.path("time").asText());
        };
        Story story = new Story()
                .onestop(0, 1, noStep)
                .say(PORTAL, "withdrawn", 5, 7)
                .onestop(8, 1, noStep.andThen(f -> f.withObject("dossier")
                        .withObject("applicant")
                        .put("phone", "09")));
        Desk desk = new Desk().knows(story);
        assertThat(desk.history().steps()).noneMatch(s -> s.effect() == Step.Effect.CONFLICT);
        assertThat(desk.toldTo(PORTAL)).containsExactly("announce onestop 1*", "tell portal 7*", "tell onestop 7");
    }

    @Test
    void aClockThatIsAheadOfTheStepsTurnsNoVersionsRound() {
        Story story = new Story()
                .onestop(600, 1, f -> {
                    f.remove("step");
                    f.put("recordedAt", f.path("time").asText());
                })
                .onestop(10, 2, f -> known(f).withObject("applicant").put("phone", "01"))
                .onestop(10, 2, f -> {
                    f.put("recordedAt", Story.minute(700).toString());
                    known(f).withObject("applicant").put("phone", "02");
                })
                .say(LAND, "moved", 20, null)
                .say(LAND, "ended", 30, 9)
                .onestop(40, 10, f -> known(f).withObject("applicant").put("phone", "02"));
        Desk desk = new Desk().knows(story);
        assertThat(desk.history().steps()).noneMatch(s -> s.effect() == Step.Effect.CONFLICT);
        assertThat(desk.history().dossier().at("/applicant/phone").asText()).isEqualTo("02");
        assertThat(desk.history().dossier().path("acceptedAt").asText()).isNotEmpty();
        assertThat(desk.toldTo(PORTAL))
                .containsExactly(
                        "announce onestop 1*",
                        "tell onestop 2*",
                        "tell land 4*",
                        "tell land 9*",
                        "tell onestop 9",
                        "tell onestop 10*");
        assertThat(desk.telling(desk.rows(PORTAL).get(0)).at("/event/time").asText())
                .isEqualTo(Story.minute(600).toString());
    }

    // ---- what comes late

    @Test
    void aStepIsNotLateBecauseOfDataThatWereToldMeanwhile() {
        Story story = accepted();
        Desk desk = new Desk().knows(story).tells(PORTAL).tells(LAND);
        story.onestop(10, 2, f -> {
            f.put("recordedAt", Story.minute(90).toString());
            known(f).withObject("applicant").put("phone", "0900000000");
        });
        desk.knows(story).tells(PORTAL);
        story.say(LAND, "moved", 20, null).say(LAND, "ended", 60, 9);
        desk.knows(story);
        assertThat(desk.toldTo(PORTAL))
                .containsExactly(
                        "announce onestop 1*", "tell onestop 2*", "tell onestop 9", "tell land 4*", "tell land 9*");
        assertThat(statusesTold(desk)).as("as the next bodies say it").endsWith(4, 9);
    }

    @Test
    void aStepIsNotLateAtTheOneStopBecauseTheDueDateMovedMeanwhile() {
        Story story = accepted();
        Desk desk = new Desk().knows(story).tells(PORTAL).tells(LAND);
        claimMovesDue(story, 50, 12_000);
        desk.knows(story).tells(ONESTOP).tells(PORTAL);
        story.say(LAND, "ended", 40, 9);
        desk.knows(story);
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 9*", "step land 9*");
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 9", "tell land 9*");
    }

    private static List<Integer> statusesTold(Desk desk) {
        return desk.rows(PORTAL).stream()
                .map(row -> desk.telling(row).path("event").path("status").asInt())
                .toList();
    }

    /** A picture of the specialised system says that the due date moved, and nothing of the status. */
    private static void claimMovesDue(Story story, int minute, int due) {
        story.add(LAND, "image", minute, null, f -> {
            f.remove("step");
            ObjectNode dossier = f.putObject("dossier");
            dossier.put("procedure", Story.LAND_CHANGE).put("channel", "1").put("filedAt", Story.START.toString());
            dossier.put("dueAt", Story.minute(due).toString());
            dossier.putObject("applicant").put("name", "Đỗ Thị Ước");
        });
    }

    @Test
    void aDueDateMovedThereAndBackIsMovedTwice() {
        Story story = accepted();
        claimMovesDue(story, 11, 9000);
        claimMovesDue(story, 20, 12_000);
        claimMovesDue(story, 30, 9000);
        Desk desk = new Desk().knows(story);
        assertThat(desk.history().dossier().path("dueAt").asText())
                .isEqualTo(Story.minute(9000).toString());
        assertThat(desk.toldTo(ONESTOP)).containsExactly("step land 2*", "step land 2*");
    }

    @Test
    void aStepOlderThanTheLastOneToldStaysOutAndIsListed() {
        Story story = accepted();
        Desk desk = new Desk().knows(story);
        story.say(LAND, "moved", 30, null);
        desk.knows(story).tells(PORTAL).tells(ONESTOP).tells(LAND);
        story.say(LAND, "moved", 20, null);
        desk.knows(story);
        assertThat(desk.toldTo(PORTAL)).containsExactly("announce onestop 1*", "tell onestop 2*", "tell land 4*");
        assertThat(desk.note(LAND, "land:4")).startsWith("HUB-EXC-003");
    }

    @Test
    void whatWasToldIsNotFollowedByAStatusThatCannotComeAfterIt() {
        Story story = accepted();
        Desk desk = new Desk().knows(story);
        story.say(LAND, "ended", 60, 9);
        desk.knows(story).tells(PORTAL);
        story.say(PORTAL, "withdrawn", 30, 7);
        desk.knows(story);
        assertThat(desk.history().status()).isEqualTo(Status.WITHDRAWN);
        assertThat(desk.toldTo(PORTAL)).hasSize(3).noneMatch(told -> told.startsWith("tell portal"));
        assertThat(desk.note(PORTAL, "portal:4")).startsWith("HUB-EXC-003");
    }

    @Test
    void aDecisionIsNotToldAfterAWithdrawalThatWasTold() {
        Story story = accepted().say(PORTAL, "withdrawn", 60, 7);
        Desk desk = new Desk().knows(story).tells(PORTAL);
        story.say(LAND, "ended", 30, 9);
        desk.knows(story);
        assertThat(desk.toldTo(PORTAL)).hasSize(3).noneMatch(told -> told.startsWith("tell land"));
        assertThat(desk.note(LAND, "land:4")).startsWith("HUB-EXC-003");
    }

    @Test
    void aLateStepKeepsItsOwnNoteAndWhatAFarSideSaidOfIt() {
        Story story = accepted().feeAsked(20, "TB1", 500).say(LAND, "moved", 60, null);
        Desk desk = new Desk().knows(story).tells(PORTAL).tells(ONESTOP);
        story.add(PORTAL, "fee-paid", 30, null, fact -> fact.putObject("payment")
                .put("fee", "TB1")
                .put("amount", 500)
                .put("paidAt", Story.minute(30).toString()));
        desk.knows(story);
        assertThat(desk.note(PORTAL, "portal:5"))
                .isEqualTo("HUB-EXC-003 came too late to be told to onestop, portal; HUB-EXC-004 paid, no receipt");
        desk.overtaken(PORTAL, "portal:5", "HUB-DEL-002 overtaken at onestop: DA_TRA; see there");
        for (int i = 0; i < 2; i++) {
            story.say(LAND, "aftermath", 70 + i, null);
            desk.knows(story);
            assertThat(desk.note(PORTAL, "portal:5"))
                    .isEqualTo(
                            "HUB-DEL-002 overtaken at onestop: DA_TRA; see there; HUB-EXC-003 came too late to be told to"
                                    + " onestop, portal; HUB-EXC-004 paid, no receipt");
        }
    }

    @Test
    void whatCameTooLateStaysListedAfterItsDataWereTold() {
        Story story = accepted().say(LAND, "ended", 60, 8);
        Desk desk = new Desk().knows(story).tells(PORTAL);
        story.onestop(30, 10, fees(fee("LP", false)));
        desk.knows(story).tells(PORTAL);
        story.say(LAND, "aftermath", 70, null);
        desk.knows(story);
        assertThat(desk.note(ONESTOP, "onestop:4")).startsWith("HUB-EXC-003");
    }

    @Test
    void aPaymentAfterTheEndIsDataWithoutALine() {
        Story story = new Story()
                .onestop(0, 1, fees(fee("LP", false)))
                .onestop(10, 3, fees(fee("LP", false)))
                .feePaid(20, "LP", 50_000);
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(PORTAL)).containsExactly("announce onestop 1*", "tell onestop 3*", "tell portal 3");
    }

    @Test
    void anOfficeThatWasToldOfAnEndIsNotToldOfItAgain() {
        Story story = accepted();
        Desk desk = new Desk().knows(story);
        story.onestop(60, 7, PlanTest::known);
        desk.knows(story).tells(LAND);
        story.say(PORTAL, "withdrawn", 30, 7);
        desk.knows(story);
        assertThat(desk.toldTo(LAND)).hasSize(2);
        assertThat(desk.rows(LAND))
                .filteredOn(row -> row.what().equals("withdraw"))
                .hasSize(1);
    }

    // ---- lost and found

    @Test
    void aLostDossierIsAnnouncedAgainWithAllItsLines() {
        Story story = accepted().say(LAND, "moved", 20, null);
        Desk desk = new Desk().knows(story).loses(PORTAL);
        assertThat(desk.toldTo(PORTAL).subList(3, 6))
                .containsExactly("announce onestop 1*", "tell onestop 2*", "tell land 4*");
    }

    @Test
    void aDossierFiledAtThePortalIsAnnouncedToItWhenItLostIt() {
        Story story = new Story().online(0).onestop(0, 1, f -> {}).onestop(10, 2, PlanTest::known);
        Desk desk = new Desk().knows(story).loses(PORTAL);
        assertThat(desk.toldTo(PORTAL)).containsExactly("tell onestop 2*", "announce portal 1", "tell onestop 2*");
    }

    @Test
    void aDossierFiledTwiceIsOneDossierAndNoConflict() {
        Story story = new Story()
                .online(0)
                .onestop(0, 1, f -> {})
                .onestop(10, 2, PlanTest::known)
                .online(20);
        Desk desk = new Desk().knows(story);
        assertThat(desk.history().steps()).noneMatch(s -> s.effect() == Step.Effect.CONFLICT);
        assertThat(desk.toldTo(PORTAL)).containsExactly("tell onestop 2*");
    }

    @Test
    void aDossierThatTheOneStopLostIsRegisteredThereAgain() {
        Story story = new Story().online(0);
        Desk desk = new Desk().knows(story).tells(ONESTOP).called(ONESTOP, "H53-1");
        story.onestop(0, 1, f -> {}).onestop(10, 2, PlanTest::known).say(LAND, "moved", 20, null);
        desk.knows(story).loses(ONESTOP);
        assertThat(desk.toldTo(ONESTOP))
                .containsExactly(
                        "register portal 1*", "step land 4*", "register portal 1*", "step onestop 2*", "step land 4*");
    }

    // ---- go-live

    @Test
    void whatEndsWhileItsSourceIsReadForTheFirstTimeStaysQuiet() {
        Story story = accepted();
        Desk desk = new Desk().knows(story.facts(), true);
        assertThat(desk.toldTo(PORTAL)).hasSize(2);
        story.say(LAND, "ended", 30, 9).onestop(40, 10, PlanTest::known);
        desk.knows(story.facts(), true);
        assertThat(desk.toldTo(PORTAL)).isEmpty();
        assertThat(desk.toldTo(LAND)).isEmpty();
    }

    @Test
    void whatWasBegunToBeToldIsToldToItsEnd() {
        Story story = accepted();
        Desk desk = new Desk().knows(story.facts(), true).tells(PORTAL);
        story.say(LAND, "ended", 30, 9).onestop(40, 10, PlanTest::known);
        desk.knows(story.facts(), true);
        assertThat(desk.toldTo(PORTAL)).endsWith("tell land 9*", "tell onestop 10*");
    }

    @Test
    void aFactOfAClaimThatCameFromElsewhereBeginsNoDossier() {
        Story story = new Story();
        claimMovesDue(story, 5, 9000);
        assertThat(story.facts().get(0).canBegin()).isFalse();
    }

    // ---- the carrier

    private static Consumer<ObjectNode> byPost() {
        return fact -> known(fact).put("channel", "3").put("returnBy", "post");
    }

    private static Story filedByPost() {
        return new Story().onestop(0, 1, byPost()).onestop(10, 2, byPost());
    }

    private static Story finished() {
        return filedByPost().say(LAND, "moved", 20, null).say(LAND, "ended", 60, 9);
    }

    @Test
    void theCarrierFetchesPapersFromOneWhoFiledByPostAndBringsTheResult() {
        Story story = filedByPost().papersAsked(30);
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(CARRIER)).containsExactly("collect land 5*");
        desk.tells(CARRIER).knows(story.papersGiven(PORTAL, 40).say(LAND, "ended", 60, 9));
        assertThat(desk.toldTo(CARRIER)).containsExactly("collect land 5*", "bring land 9*");
    }

    @Test
    void theCarrierHearsOfNobodyWhoComesToTheCounter() {
        Story story = accepted().papersAsked(30).papersGiven(PORTAL, 40).say(LAND, "ended", 60, 9);
        assertThat(new Desk().knows(story).toldTo(CARRIER)).isEmpty();
    }

    @Test
    void theCarrierIsNotSentForWhatCameOrWasHandedOver() {
        assertThat(new Desk()
                        .knows(filedByPost().papersAsked(30).papersGiven(PORTAL, 40))
                        .toldTo(CARRIER))
                .isEmpty();
        Desk desk = new Desk().knows(finished());
        assertThat(desk.toldTo(CARRIER)).containsExactly("bring land 9*");
        assertThat(desk.knows(finished().onestop(90, 10, byPost())).toldTo(CARRIER))
                .isEmpty();
    }

    @Test
    void whatTheCarrierNotesIsAStepWhileTheDossierIsOpenAndHistoryAfterwards() {
        Story story = filedByPost()
                .papersAsked(30)
                .onestop(30, 5, byPost())
                .say(CARRIER, "noted", 35, null)
                .onestop(35, 5, byPost())
                .papersGiven(PORTAL, 40)
                .say(LAND, "ended", 60, 9)
                .say(CARRIER, "noted", 70, null);
        Desk desk = new Desk().knows(story);
        assertThat(desk.toldTo(PORTAL)).containsSubsequence("tell land 5*", "tell carrier 5*", "tell portal 4*");
        assertThat(desk.toldTo(PORTAL)).as("the one-stop's version is its echo").doesNotContain("tell onestop 5*");
        assertThat(desk.toldTo(ONESTOP)).contains("step carrier 5*").doesNotContain("step carrier 9*");
        assertThat(desk.history().status()).isEqualTo(Status.FINISHED);
        assertThat(desk.history().steps())
                .filteredOn(step -> step.fact().source().equals(CARRIER))
                .extracting(Step::effect)
                .containsExactly(Step.Effect.STEP, Step.Effect.HISTORY);
        assertThat(desk.toldTo(PORTAL)).last().isEqualTo("tell land 9*");
    }
}
