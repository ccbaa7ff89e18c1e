package vn.lienthong.hub.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class StatusTest {
    private static final Map<Integer, Set<Integer>> MOVES = Map.of(
            1, Set.of(2, 3, 4, 5, 6, 7, 8, 9, 10),
            2, Set.of(4, 5, 6, 7, 8, 9, 10),
            3, Set.of(),
            4, Set.of(5, 6, 7, 8, 9, 10),
            5, Set.of(4, 6, 7, 8, 9, 10),
            6, Set.of(4, 5, 7, 8, 9, 10),
            7, Set.of(),
            8, Set.of(),
            9, Set.of(10),
            10, Set.of());

    @TestFactory
    Stream<DynamicTest> everyStatusMovesWhereTheRulesSayAndNowhereElse() {
        return Stream.of(Status.values())
                .map(from -> DynamicTest.dynamicTest("from " + from.number(), () -> {
                    Set<Integer> goesTo = new TreeSet<>();
                    for (Status to : Status.values()) {
                        if (from.mayMoveTo(to)) {
                            goesTo.add(to.number());
                        }
                    }
                    assertThat(goesTo).isEqualTo(new TreeSet<>(MOVES.get(from.number())));
                }));
    }

    @TestFactory
    Stream<DynamicTest> endsAreToldOnce() {
        return Stream.of(Status.values())
                .map(status ->
                        DynamicTest.dynamicTest("status " + status.number(), () -> assertThat(status.isToldOnce())
                                .isEqualTo(Set.of(3, 7, 8, 9, 10).contains(status.number()))));
    }
}
