package vn.lienthong.hub.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a stream whose records change, and of one that only varies. */
class ShapeTest {
    private final OneStream stream = new OneStream();

    @Test
    void aFieldThatIsGoneIsFoundAfterFiftyRecordsAndNotBefore() {
        stream.see(300, 0, "{'a':1,'b':'x'}").see(49, 0, "{'a':1}");
        assertThat(stream.changes()).isEmpty();

        stream.see("{'a':1}");
        assertThat(stream.changes()).containsExactly("vanished /b");
    }

    @Test
    void nullBlankAndEmptyAreNotFilled() {
        stream.see(300, 0, "{'a':1,'b':'x','c':['x'],'d':{'e':1}}");
        stream.see(60, 0, "{'a':1,'b':' ','c':[],'d':{'e':null}}");

        assertThat(stream.changes()).containsExactly("vanished /b", "vanished /c", "vanished /d");
    }

    @Test
    void beforeTheBaseIsKnownNothingIsSaid() {
        stream.see(199, 0, "{'a':1,'b':'x'}").see(120, 0, "{'a':'text','c':1}");

        assertThat(stream.changes()).isEmpty();
    }

    @Test
    void aRenamedFieldIsOneThatIsGoneAndOneThatIsNew() {
        stream.see(300, 0, "{'a':1,'phone':'x'}").see(60, 0, "{'a':1,'telephone':'x'}");

        assertThat(stream.changes()).containsExactly("vanished /phone", "new-field /telephone");
    }

    @Test
    void aNewFieldIsFoundAfterTwentyRecordsThatAllHaveIt() {
        stream.see(300, 0, "{'a':1}").see(19, 0, "{'a':1,'b':1}");
        assertThat(stream.changes()).isEmpty();

        stream.see("{'a':1,'b':1}");
        assertThat(stream.changes()).containsExactly("new-field /b");
        stream.accept();
        assertThat(stream.see(100, 0, "{'a':1,'b':1}").changes()).isEmpty();
    }

    @Test
    void aNumberThatBecameTextIsFoundAndWhatIsAcceptedIsTheBase() {
        stream.see(300, 0, "{'a':1}").see(25, 0, "{'a':'1'}");
        assertThat(stream.changes()).containsExactly("type-changed /a number -> text");

        stream.see(400, 0, "{'a':'1'}").accept();
        assertThat(stream.changes()).isEmpty();
        stream.see(25, 0, "{'a':1}");
        assertThat(stream.changes()).as("back again is a change too").containsExactly("type-changed /a text -> number");
    }

    @Test
    void ofAnObjectThatIsGoneOnlyItselfIsListedAndOfAListOnlyTheFieldOfItsMembers() {
        stream.see(300, 0, "{'a':{'b':1,'c':{'d':1}},'l':[{'n':1,'m':1},{'n':2}]}");
        stream.see(60, 0, "{'l':[{'n':1},{'n':2}]}");

        assertThat(stream.changes()).containsExactly("vanished /a", "vanished /l/*/m");
    }

    @Test
    void anObjectThatBecameTextIsOneChange() {
        stream.see(300, 0, "{'a':{'b':1,'c':2,'d':3}}").see(80, 0, "{'a':'x'}");

        assertThat(stream.changes()).containsExactly("type-changed /a object -> text");
    }

    @Test
    void aFieldOfAnOptionalPartIsMeasuredAgainstThePart() {
        for (int i = 0; i < 3_000; i++) {
            stream.see(i % 10 == 0 ? "{'a':1,'part':{'x':1,'y':1}}" : "{'a':1}");
        }
        for (int i = 0; i < 700; i++) {
            stream.see(i % 10 == 0 ? "{'a':1,'part':{'x':1}}" : "{'a':1}");
        }

        assertThat(stream.changes()).containsExactly("vanished /part/y");
    }

    @Test
    void whatIsRareOrComesInBurstsRaisesNoAlarm() {
        Random dice = new Random(20261123);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder record = new StringBuilder("{'always':1");
            double[] shares = {0.97, 0.9, 0.5, 0.3, 0.1, 0.02, 0.004, 0.001};
            for (int field = 0; field < shares.length; field++) {
                if (dice.nextDouble() < shares[field]) {
                    record.append(",'f").append(field).append("':").append(dice.nextDouble() < 0.01 ? "'t'" : "1");
                }
            }
            if (i / 40 % 3 == 1) {
                record.append(",'burst':{'x':1}");
            }
            stream.see(record.append('}').toString());
            if (i % 97 == 0) {
                assertThat(stream.changes()).as("after %s records", i).isEmpty();
            }
        }
    }

    @Test
    void aRareFieldThatIsGoneIsFoundWhenItWouldHaveBeenSeenManyTimes() {
        for (int i = 0; i < 4_000; i++) {
            stream.see(i % 10 == 0 ? "{'a':1,'rare':1}" : "{'a':1}");
        }
        stream.see(480, 0, "{'a':1}");
        assertThat(stream.changes()).isEmpty();
        stream.see(30, 0, "{'a':1}");
        assertThat(stream.changes()).containsExactly("vanished /rare");
    }

    @Test
    void whatSeveralProcessesSawIsAddedUpAndSurvivesARestart() {
        int second = stream.process();
        for (int i = 0; i < 10; i++) {
            stream.see(20, 0, "{'a':1,'b':'x'}").see(15, second, "{'a':1,'b':'x'}");
            stream.store();
        }
        stream.see(30, 0, "{'a':1}").see(10, second, "{'a':1}");
        stream.restart();
        assertThat(stream.changes()).isEmpty();
        stream.see(10, 0, "{'a':1}");

        assertThat(stream.changes()).containsExactly("vanished /b");
        assertThat(stream.store().records()).isEqualTo(400);
        assertThat(stream.store().fields().get("/b").seen().filled()).isEqualTo(350);
        assertThat(stream.store().fields().get("/a").seen().filled()).isEqualTo(400);
    }

    @Test
    void aFieldThatWasAcceptedAsGoneIsNewWhenItComesBack() {
        stream.see(400, 0, "{'a':1,'b':1}").see(60, 0, "{'a':1}").accept();
        stream.see(40, 0, "{'a':1}");
        assertThat(stream.changes()).isEmpty();
        stream.see(60, 0, "{'a':1,'b':1}");

        assertThat(stream.changes()).containsExactly("new-field /b");
    }

    @Test
    void keysThatAreValuesAreNotKept() {
        for (int i = 0; i < 400; i++) {
            stream.see("{'people':{'0792010012" + (10 + i % 7) + "':{'age':1},'a" + (i % 7)
                    + "@example.vn':{'age':1}},'names':{'Người Số " + i + "':1}}");
        }

        assertThat(stream.text()).contains("/people/{}/age").doesNotContain("07920100", "example.vn", "Người");
    }

    @Test
    void fieldsAmongAFloodOfNamesThatAreValuesAreStillWatched() {
        Random dice = new Random(5);
        for (int i = 0; i < 300; i++) {
            stream.see("{" + rubbish(dice) + ",'a':1,'b':'x'}");
            if (i % 20 == 0) {
                stream.store();
            }
        }
        for (int i = 0; i < 60; i++) {
            stream.see("{" + rubbish(dice) + ",'a':1,'c':'x'}");
        }

        assertThat(stream.changes()).contains("vanished /b").doesNotContain("vanished /a");
        assertThat(stream.store().fields()).containsKeys("/a", "/{}").hasSizeLessThan(20);
        assertThat(stream.store().full()).isFalse();
    }

    @Test
    void namesOfPeopleThatComeAgainAndAgainAreNotKeptWhereThereAreManyOfThem() {
        Random dice = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            stream.see("{'people':{'Nguyễn " + dice.nextInt(400) + "':{'age':1}}}");
            if (i % 100 == 0) {
                stream.store();
            }
        }

        assertThat(stream.text()).doesNotContain("Nguyễn").contains("/people");
    }

    @Test
    void inPathsWithoutEndNothingGrowsWithoutEnd() {
        Random dice = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            stream.see("{'" + (char) ('a' + dice.nextInt(26)) + (char) ('a' + dice.nextInt(7)) + "':{'"
                    + (char) ('a' + dice.nextInt(26)) + "':{'" + (char) ('a' + dice.nextInt(26)) + "':1}}}");
        }

        assertThat(stream.store().fields()).hasSizeLessThanOrEqualTo(Sightings.MOST_PATHS);
        assertThat(stream.store().full()).isTrue();
        assertThat(stream.text().length()).isLessThan(500_000);
    }

    private static String rubbish(Random dice) {
        return IntStream.range(0, 40)
                .mapToObj(field -> "'f" + Integer.toString(dice.nextInt(9_000), 36) + "':1")
                .collect(Collectors.joining(","));
    }

    @Test
    void whatIsGoneStaysGoneHoweverMuchComesAfterwards() {
        stream.see(1_000, 0, "{'a':1,'b':1}");
        for (int i = 0; i < 30; i++) {
            stream.see(10_000, 0, "{'a':1}").store();
        }

        Change gone = new Change(Change.Kind.VANISHED, "/b", "", 0, 0, java.time.Instant.EPOCH);
        assertThat(new JudgeShape(stream.store()).isOver(gone)).isFalse();
    }

    @Test
    void muchIsForgottenByHalvesAndTheSharesStay() {
        for (int i = 0; i < 120_000; i++) {
            stream.see(i % 4 == 0 ? "{'a':1,'b':1}" : "{'a':1}");
            if (i % 5_000 == 0) {
                stream.store();
            }
        }
        Shape shape = stream.store();

        assertThat(shape.records()).isBetween(25_000L, 55_000L);
        assertThat((double) shape.fields().get("/b").seen().filled() / shape.records())
                .isBetween(0.24, 0.26);
        assertThat(stream.changes()).isEmpty();
        stream.see(230, 0, "{'a':1}");
        assertThat(stream.changes()).containsExactly("vanished /b");
    }
}
