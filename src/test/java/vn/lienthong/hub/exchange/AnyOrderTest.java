package vn.lienthong.hub.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import vn.lienthong.hub.exchange.Course.Birth;
import vn.lienthong.hub.exchange.Course.Call;
import vn.lienthong.hub.exchange.Course.Happening;
import vn.lienthong.hub.exchange.Course.Outcome;
import vn.lienthong.hub.exchange.Course.Word;
import vn.lienthong.hub.ledger.DossierFile;

/** Facts of a dossier, in any order, in any pages, twice, with calls in between: the same end, and nothing wrong on the way. */
class AnyOrderTest {
    private static JdbcConnectionPool database;
    private static AnnotationConfigApplicationContext parts;

    @BeforeContainer
    static void open() {
        database = JdbcConnectionPool.create("jdbc:h2:mem:any-order;DB_CLOSE_DELAY=-1", "hub", "");
        parts = HubOnLedger.parts(database, "h2");
    }

    @AfterContainer
    static void close() {
        parts.close();
        database.dispose();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void factsInAnyOrderGiveTheSameHistoryAndPlan(@ForAll("silent") Course course) {
        check(course, HubInMemory::new);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void whatWasToldMeanwhileIsAllThatDiffers(@ForAll("courses") Course course) {
        check(course, HubInMemory::new);
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void factsInAnyOrderGiveTheSameLedger(@ForAll("silent") Course course) {
        checkOnLedger(course);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void theLedgerDiffersByWhatWasToldOnly(@ForAll("courses") Course course) {
        checkOnLedger(course);
    }

    /** One at a time: shrinking goes on in a thread of its own after its time is over. */
    private static void checkOnLedger(Course course) {
        // Without a code the ledger cannot know whose facts of the citizen they are: they wait until the one-stop gave
        // one.
        Assume.that(course.birth() != Birth.TYPED_IN_UI_V2);
        synchronized (AnyOrderTest.class) {
            check(course, () -> HubOnLedger.onEmptyLedger(parts));
        }
    }

    private static void check(Course course, Supplier<HubUnderTest> hubs) {
        HubUnderTest first = hubs.get();
        Watch inOrder = new Watch(first).inOrder(course);
        DossierFile one = first.file().orElseThrow();
        HubUnderTest second = hubs.get();
        Watch asItCame = new Watch(second).asItCame(course);
        List<String> wrong = new ArrayList<>();
        inOrder.wrong().forEach(w -> wrong.add("in order: " + w));
        wrong.addAll(asItCame.wrong());
        wrong.addAll(Watch.differences(one, second.file(), course.calls().isEmpty()));
        if (wrong.isEmpty()) {
            wrong.addAll(asItCame.toTheEnd().wrong());
            Optional<DossierFile> end = second.file();
            HubUnderTest third = hubs.get();
            new Watch(third).inOrder(course).toTheEnd().wrong().forEach(w -> wrong.add("in order: " + w));
            wrong.addAll(Watch.differences(third.file().orElseThrow(), end, false));
        }
        assertThat(wrong).as(course + "What is wrong").isEmpty();
    }

    @Provide
    Arbitrary<Course> silent() {
        return Combinators.combine(births(), happenings())
                .as((birth, happenings) -> new Course(birth, happenings, List.of()));
    }

    @Provide
    Arbitrary<Course> courses() {
        Arbitrary<Call> call = Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(Story.PORTAL, Story.ONESTOP, Story.LAND, Story.UI_V2),
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just(Outcome.DONE)),
                                Tuple.of(3, Arbitraries.of(Outcome.class))))
                .as(Call::new);
        return Combinators.combine(
                        births(), happenings(), call.list().ofMinSize(1).ofMaxSize(12))
                .as(Course::new);
    }

    private static Arbitrary<Birth> births() {
        return Arbitraries.of(Birth.class);
    }

    private static Arbitrary<List<Happening>> happenings() {
        Arbitrary<Integer> comes = Arbitraries.integers().between(0, 12);
        Arbitrary<Integer> again = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(-1)),
                Tuple.of(1, Arbitraries.integers().between(0, 12)));
        Arbitrary<Integer> after =
                Arbitraries.frequency(Tuple.of(4, 60), Tuple.of(3, 0), Tuple.of(1, 1), Tuple.of(1, -90));
        return Combinators.combine(Arbitraries.of(Word.class), after, comes, again)
                .as(Happening::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
