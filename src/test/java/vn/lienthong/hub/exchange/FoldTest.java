package vn.lienthong.hub.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.hub.exchange.Story.CARRIER;
import static vn.lienthong.hub.exchange.Story.LAND;
import static vn.lienthong.hub.exchange.Story.ONESTOP;
import static vn.lienthong.hub.exchange.Story.PORTAL;
import static vn.lienthong.hub.exchange.Story.UI_V2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.exchange.Step.Change;
import vn.lienthong.hub.exchange.Step.Effect;

class FoldTest {
    private static Story accepted() {
        return new Story().onestop(0, 1, f -> {}).onestop(10, 2, f -> f.withObject("dossier")
                .put("acceptedAt", Story.minute(10).toString())
                .put("dueAt", Story.minute(9000).toString()));
    }

    private static ObjectNode known(ObjectNode fact) {
        return fact.withObject("dossier")
                .put("acceptedAt", Story.minute(10).toString())
                .put("dueAt", Story.minute(9000).toString());
    }

    private static List<String> told(History history) {
        return history.steps().stream()
                .map(s -> s.fact().source() + " " + s.effect().word() + " "
                        + (s.after() == null ? "-" : s.after().number()))
                .toList();
    }

    @Test
    void whatTheHubWroteTooLateUnderTheStatusOfThatTimeIsItsEcho() {
        History history = accepted()
                .say(LAND, "moved", 20, null)
                .onestop(20, 4, f -> known(f))
                .onestop(60, 10, f -> known(f))
                // land's result became visible after the hand-over: the one-stop, at 10 already, was given the papers
                .onestop(
                        40, 10, f -> known(f).put("recordedAt", Story.minute(61).toString()))
                .say(LAND, "ended", 40, 9)
                .history();
        assertThat(told(history))
                .endsWith("land status 9", "onestop status 10", "onestop echo 10")
                .hasSize(7);
    }

    @Test
    void aLandDossierGoesThroughAllItsStages() {
        History history = accepted()
                .say(LAND, "accepted", 11, 2)
                .say(LAND, "moved", 20, null)
                .papersAsked(30)
                .papersGiven(PORTAL, 40)
                .say(LAND, "papers-received", 41, null)
                .feeAsked(50, "TB1", 1_250_000)
                .feePaid(60, "TB1", 1_250_000)
                .say(LAND, "ended", 70, 9)
                .onestop(80, 10, f -> {})
                .history();
        assertThat(told(history))
                .containsExactly(
                        "onestop birth 1",
                        "onestop status 2",
                        "land echo 2",
                        "land status 4",
                        "land status 5",
                        "portal status 4",
                        "land echo 4",
                        "land status 6",
                        "portal status 4",
                        "land status 9",
                        "onestop status 10");
        assertThat(history.dossier().path("fees").path(0).path("receipt").asText())
                .isEqualTo("BL-TB1");
        assertThat(history.dossier().path("supplements").path(0).path("askedAt").asText())
                .isEqualTo(Story.minute(30).toString());
    }

    @Test
    void aFilingComesFirstAlsoWhenItsRegistrationBearsTheSameSecond() {
        History history = new Story()
                .online(0)
                .onestop(0, 1, f -> {})
                .onestop(10, 2, f -> {})
                .history();
        assertThat(told(history)).containsExactly("portal birth 1", "onestop echo 1", "onestop status 2");
    }

    @Test
    void anAcceptanceThatIsDatedBackStillFollowsTheTyping() {
        History history = new Story()
                .onestop(60, 1, f -> f.remove("step"))
                .onestop(61, 1, f -> f.remove("step"))
                .onestop(10, 2, f -> known(f))
                .history();
        assertThat(told(history)).containsExactly("onestop birth 1", "onestop history 1", "onestop status 2");
        assertThat(history.dossier().path("acceptedAt").asText())
                .isEqualTo(Story.minute(10).toString());
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, s -> s + 1).limit(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderOfArrivalGivesTheSameHistory(long seed) {
        List<Fact> facts = new ArrayList<>(accepted()
                .say(LAND, "moved", 20, null)
                .papersAsked(30)
                .papersGiven(PORTAL, 40)
                .feeAsked(50, "TB1", 1_250_000)
                .feePaid(60, "TB1", 1_250_000)
                .say(PORTAL, "withdrawn", 65, 7)
                .say(LAND, "ended", 70, 9)
                .facts());
        History inOrder = new Fold(Story.parties()).of(facts);
        Collections.shuffle(facts, new Random(seed));
        History shuffled = new Fold(Story.parties()).of(facts);
        assertThat(told(shuffled)).isEqualTo(told(inOrder));
        assertThat(shuffled.dossier()).isEqualTo(inOrder.dossier());
        assertThat(shuffled.status()).isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void aWithdrawnDossierIsNeverFinishedAndTheAttemptIsListed() {
        History history = accepted()
                .say(LAND, "moved", 20, null)
                .say(PORTAL, "withdrawn", 30, 7)
                .say(LAND, "ended", 40, 9)
                .say(LAND, "withdrawn", 50, 7)
                .history();
        assertThat(history.status()).isEqualTo(Status.WITHDRAWN);
        assertThat(history.steps().get(4).effect()).isEqualTo(Effect.CONFLICT);
        assertThat(history.steps().get(4).note()).startsWith("HUB-EXC-002");
        assertThat(history.steps().get(5).effect()).isEqualTo(Effect.HISTORY);
    }

    @Test
    void aStatusWithoutAuthorityIsListedAndChangesNothing() {
        History history =
                accepted().say(LAND, "moved", 20, null).onestop(30, 9, f -> {}).history();
        assertThat(history.status()).isEqualTo(Status.PROCESSING);
        assertThat(history.steps().get(3).note()).startsWith("HUB-EXC-001");
    }

    @Test
    void theOneStopsVersionOfWhatTheHubWroteThereIsAnEcho() {
        History history = accepted()
                .papersAsked(30)
                .onestop(30, 5, f -> known(f).set("supplement", Story.minuteSupplement(30)))
                .papersGiven(PORTAL, 40)
                .onestop(40, 4, FoldTest::known)
                .history();
        assertThat(told(history))
                .containsExactly(
                        "onestop birth 1",
                        "onestop status 2",
                        "land status 5",
                        "onestop echo 5",
                        "portal status 4",
                        "onestop echo 4");
    }

    @Test
    void aCorrectionAtTheOneStopIsDataNotAStep() {
        History history = accepted()
                .onestop(10, 2, f -> {
                    f.put("recordedAt", Story.minute(25).toString());
                    f.withObject("dossier")
                            .put("acceptedAt", Story.minute(10).toString())
                            .put("dueAt", Story.minute(9000).toString())
                            .withObject("applicant")
                            .put("phone", "0900000000");
                })
                .history();
        assertThat(history.steps().get(2).effect()).isEqualTo(Effect.DATA);
        assertThat(history.steps().get(2).changes()).containsExactly(Change.DATA);
        assertThat(history.status()).isEqualTo(Status.ACCEPTED);
    }

    @Test
    void aDueDateThatIsStillOnItsWayToTheOneStopDoesNotPingPong() {
        History history = accepted()
                .add(
                        LAND,
                        "moved",
                        20,
                        null,
                        f -> f.put("dueAt", Story.minute(12_000).toString()))
                .onestop(10, 2, f -> {
                    f.put("recordedAt", Story.minute(25).toString());
                    f.withObject("dossier")
                            .put("acceptedAt", Story.minute(10).toString())
                            .put("dueAt", Story.minute(9000).toString());
                })
                .history();
        assertThat(history.dossier().path("dueAt").asText())
                .isEqualTo(Story.minute(12_000).toString());
        assertThat(history.steps().get(3).isNews()).isFalse();
    }

    @Test
    void aPaymentForAnotherAmountIsListedAndPaysNothing() {
        History history = accepted()
                .feeAsked(30, "TB1", 1_250_000)
                .feePaid(40, "TB1", 1_000_000)
                .history();
        assertThat(history.status()).isEqualTo(Status.FEE_ASKED);
        assertThat(history.steps().get(3).note()).startsWith("HUB-EXC-006");
    }

    @Test
    void anOnlineDossierRegisteredAtTheOneStopIsNotFiledTwice() {
        History history = new Story()
                .online(0)
                .onestop(2, 1, f -> {})
                .onestop(10, 2, f -> f.withObject("dossier")
                        .put("acceptedAt", Story.minute(10).toString()))
                .history();
        assertThat(told(history)).containsExactly("portal birth 1", "onestop echo 1", "onestop status 2");
        assertThat(history.born()).isEqualTo(PORTAL);
        assertThat(history.dossier().path("acceptedAt").asText())
                .isEqualTo(Story.minute(10).toString());
        assertThat(history.steps().get(0).fact().source()).isNotEqualTo(ONESTOP);
    }

    @Test
    void inOneSecondARequestComesBeforeItsAnswerAndADecisionBeforeItsHandOver() {
        History history = new Story()
                .onestop(10, 1, f -> {})
                .onestop(10, 2, f -> f.withObject("dossier")
                        .put("acceptedAt", Story.minute(10).toString()))
                .papersGiven(PORTAL, 10)
                .feePaid(10, "TB1", 500)
                .onestop(10, 10, f -> f.withObject("dossier")
                        .put("acceptedAt", Story.minute(10).toString()))
                .papersAsked(10)
                .feeAsked(10, "TB1", 500)
                .say(LAND, "ended", 10, 9)
                .history();
        assertThat(told(history))
                .containsExactly(
                        "onestop birth 1",
                        "onestop status 2",
                        "land status 5",
                        "portal status 4",
                        "land status 6",
                        "portal status 4",
                        "land status 9",
                        "onestop status 10");
    }

    @Test
    void inOneSecondARequestComesBeforeTheVersionThatShowsItPaid() {
        for (boolean before : List.of(true, false)) {
            Story story = accepted().say(LAND, "moved", 20, null);
            if (before) {
                story.onestop(20, 4, f -> known(f)); // the version repeats its step then
            }
            History history = story.feeAsked(20, "TB1", 500)
                    .onestop(20, 4, f -> known(f).putArray("fees")
                            .addObject()
                            .put("id", "TB1")
                            .put("amount", 500)
                            .put("paid", true)
                            .put("receipt", "BL-1"))
                    .history();
            assertThat(told(history)).as("repeats: " + before).endsWith("land status 6", "onestop status 4");
            assertThat(history.steps().get(history.steps().size() - 1).changes())
                    .contains(Step.Change.PAYMENT);
        }
    }

    @Test
    void inOneSecondARequestComesBeforeTheVersionThatBringsItsPaper() {
        History history = accepted()
                .say(LAND, "moved", 20, null)
                .onestop(20, 4, f -> known(f))
                .papersAsked(20)
                .onestop(20, 4, f -> known(f).putArray("papers")
                        .addObject()
                        .put("id", "BV-1")
                        .put("code", "BV")
                        .put("url", "https://motcua.example.vn/bv-1"))
                .history();
        assertThat(told(history)).endsWith("land status 5", "onestop status 4");
    }

    @Test
    void aFeeThatWasPaidBeforeItsRequestIsHeardOfIsNotAskedAgain() {
        History history = accepted()
                .say(LAND, "moved", 20, null)
                .onestop(25, 4, f -> known(f).putArray("fees")
                        .addObject()
                        .put("id", "TB1")
                        .put("amount", 500)
                        .put("paid", true)
                        .put("receipt", "BL-1"))
                .feeAsked(30, "TB1", 500)
                .history();
        assertThat(told(history)).endsWith("onestop step 4", "land history 4");
    }

    @Test
    void aNoteThatTheHubWroteUnderAnEarlierStatusIsNoWordOfTheOneStop() {
        History history = accepted()
                .say(LAND, "moved", 20, null)
                .feeAsked(30, "TB1", 500)
                .onestop(30, 6, f -> known(f))
                .onestop(40, 4, f -> known(f).putArray("fees")
                        .addObject()
                        .put("id", "TB1")
                        .put("amount", 500)
                        .put("paid", true)
                        .put("receipt", "BL-1"))
                .say(CARRIER, "noted", 25, null)
                .onestop(25, 6, f -> {
                    f.withObject("step").put("text", "noted 25");
                    known(f).putArray("fees")
                            .addObject()
                            .put("id", "TB1")
                            .put("amount", 500)
                            .put("paid", true)
                            .put("receipt", "BL-1");
                })
                .history();
        assertThat(told(history))
                .containsSubsequence("carrier step 4", "land status 6", "onestop echo 6", "onestop status 4");
        assertThat(history.status()).isEqualTo(Status.PROCESSING);
    }

    @Test
    void versionsOfOneSecondKeepTheirOwnOrderAlsoWhenTheFirstIsAnEcho() {
        History history = new Story()
                .online(0)
                .onestop(0, 1, f -> {})
                .onestop(0, 2, FoldTest::known)
                .say(LAND, "accepted", 0, 2)
                .say(LAND, "moved", 0, null)
                .onestop(0, 4, FoldTest::known)
                .history();
        assertThat(told(history))
                .containsExactly(
                        "portal birth 1",
                        "onestop echo 1",
                        "onestop status 2",
                        "land echo 2",
                        "land status 4",
                        "onestop echo 4");
    }

    // ---- what is taken for an echo in one second

    @Test
    void anOfficesWordWithoutAuthorityMakesNoEchoOfTheOneStopsOwn() {
        History history = accepted()
                .say(LAND, "ended", 40, 9)
                .say(LAND, "handed-over", 50, 10)
                .onestop(50, 10, FoldTest::known)
                .history();
        assertThat(told(history)).endsWith("land conflict 9", "onestop status 10");
    }

    @Test
    void aRowOfTheOfficeThatShowsTheDueDateMakesNoEchoOfTheAcceptance() {
        Consumer<ObjectNode> claim = f -> known(f).put("procedure", Story.CLAIM);
        History history = new Story()
                .onestop(0, 1, claim)
                .onestop(10, 2, claim)
                .add(UI_V2, "image", 10, null, claim)
                .history();
        assertThat(told(history)).containsExactly("onestop birth 1", "ui-v2 history 1", "onestop status 2");
    }

    @Test
    void papersGivenWhereNobodyAskedMakeNoEchoOfWhatTheOneStopDecides() {
        Consumer<ObjectNode> copy = f -> known(f).put("procedure", Story.COPY);
        History history = new Story()
                .onestop(0, 1, copy)
                .onestop(10, 2, copy)
                .papersGiven(PORTAL, 20)
                .onestop(
                        20, 5, f -> known(f).put("procedure", Story.COPY).set("supplement", Story.minuteSupplement(20)))
                .history();
        assertThat(told(history)).endsWith("onestop status 5", "portal status 4");
    }

    @Test
    void papersUnderAnUnchangedStatusAreStillAnEcho() {
        Consumer<ObjectNode> copy = f -> known(f).put("procedure", Story.COPY);
        History history = new Story()
                .onestop(0, 1, copy)
                .onestop(10, 4, copy)
                .papersGiven(PORTAL, 20)
                .onestop(20, 4, copy)
                .history();
        assertThat(told(history)).endsWith("portal data 4", "onestop echo 4");
    }

    @Test
    void aBirthIsNoEchoOfWhatTheOneStopSaysInItsSecond() {
        Consumer<ObjectNode> typed =
                f -> known(f).put("procedure", Story.LAND_CHANGE).put("channel", "1");
        History history = new Story()
                .bornAt(LAND, 10, 2, typed)
                .onestop(10, 1, f -> {})
                .onestop(10, 2, FoldTest::known)
                .history();
        assertThat(history.status()).isEqualTo(Status.ACCEPTED);
        assertThat(told(history)).contains("land status 2");
    }

    @Test
    void aPaymentThatIsRefusedMakesNoEchoOfTheOneStopsOwnWork() {
        Consumer<ObjectNode> copy = f -> known(f).put("procedure", Story.COPY);
        History history = new Story()
                .onestop(0, 1, copy)
                .onestop(10, 6, copy)
                .feePaid(20, "LP", 500)
                .onestop(20, 4, copy)
                .history();
        assertThat(history.status()).isEqualTo(Status.PROCESSING);
    }
}
