package vn.lienthong.hub.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import vn.lienthong.hub.exchange.Course.Birth;
import vn.lienthong.hub.exchange.Course.Happening;
import vn.lienthong.hub.exchange.Course.Outcome;
import vn.lienthong.hub.exchange.Course.Call;
import vn.lienthong.hub.exchange.Course.Word;
import vn.lienthong.hub.ledger.DossierFile;

/** Facts of a dossier, in any order, in any pages, twice, with calls in between: the same end, and nothing wrong on the way. */
class AnyOrderTest {
    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void factsInAnyOrderGiveTheSameLedger(@ForAll("silent") Course course) {
        check(course);
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void whatWasToldMeanwhileIsAllThatDiffers(@ForAll("courses") Course course) {
        check(course);
    }

    private static void check(Course course) {
        HubInMemory first = new HubInMemory();
        HubInMemory second = new HubInMemory();
        Watch inOrder = new Watch(first).inOrder(course);
        Watch asItCame = new Watch(second).asItCame(course);
        List<String> wrong = new ArrayList<>();
        wrong.addAll(inOrder.wrong().stream().map(w -> "in order: " + w).toList());
        wrong.addAll(asItCame.wrong());
        wrong.addAll(differences(first, second, course.calls().isEmpty()));
        if (wrong.isEmpty()) {
            inOrder.toTheEnd();
            asItCame.toTheEnd();
            wrong.addAll(inOrder.wrong().stream().map(w -> "in order: " + w).toList());
            wrong.addAll(asItCame.wrong());
            wrong.addAll(differences(first, second, false));
        }
        assertThat(wrong).as(course + "What is wrong").isEmpty();
    }

    private static List<String> differences(HubInMemory first, HubInMemory second, boolean nothingTold) {
        DossierFile one = first.file().orElseThrow();
        return second.file()
                .map(other -> Watch.differences(one, other, nothingTold))
                .orElse(List.of("the hub knows no dossier"));
    }

    @Provide
    Arbitrary<Course> silent() {
        return Combinators.combine(births(), happenings()).as((birth, happenings) -> new Course(birth, happenings, List.of()));
    }

    @Provide
    Arbitrary<Course> courses() {
        Arbitrary<Call> call = Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(Story.PORTAL, Story.ONESTOP, Story.LAND, Story.UI_V2),
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just(Outcome.DONE)), Tuple.of(3, Arbitraries.of(Outcome.class))))
                .as(Call::new);
        return Combinators.combine(births(), happenings(), call.list().ofMinSize(1).ofMaxSize(12))
                .as(Course::new);
    }

    private static Arbitrary<Birth> births() {
        return Arbitraries.of(Birth.class);
    }

    private static Arbitrary<List<Happening>> happenings() {
        Arbitrary<Integer> comes = Arbitraries.integers().between(0, 12);
        Arbitrary<Integer> again = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(-1)), Tuple.of(1, Arbitraries.integers().between(0, 12)));
        Arbitrary<Integer> after = Arbitraries.frequency(
                Tuple.of(4, 60), Tuple.of(3, 0), Tuple.of(1, 1), Tuple.of(1, -90));
        return Combinators.combine(Arbitraries.of(Word.class), after, comes, again)
                .as(Happening::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
