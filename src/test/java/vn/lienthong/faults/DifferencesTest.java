package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final String PLACE = "portal lines";
    private static final String ACCEPTED = "20260601080000 2 accepted";
    private static final String ASKED = "20260601080700 5 papers asked";
    private static final String GIVEN = "20260601081400 4 papers given";

    @Test
    void equalEndsHaveNoDifference() {
        assertThat(between(state(ACCEPTED, ASKED), state(ACCEPTED, ASKED)).words())
                .isEmpty();
    }

    @Test
    void whatIsMissingIsLost() {
        Differences found = between(state(ACCEPTED, ASKED, GIVEN), state(ACCEPTED, GIVEN));
        assertThat(found.lost()).containsExactly(7);
        assertThat(found.words()).containsExactly("lost: story 7, portal lines: [" + ASKED + "]");
    }

    @Test
    void whatIsThereTwiceIsDoubled() {
        Differences found = between(state(ACCEPTED), state(ACCEPTED, ACCEPTED));
        assertThat(found.doubled()).containsExactly(7);
        assertThat(found.words()).containsExactly("doubled: story 7, portal lines: [" + ACCEPTED + "]");
    }

    @Test
    void theSameInAnotherOrderIsOutOfOrder() {
        Differences found = between(state(ACCEPTED, ASKED), state(ASKED, ACCEPTED));
        assertThat(found.outOfOrder()).containsExactly(7);
        assertThat(found.words().get(0)).contains("expected " + ACCEPTED + ", found " + ASKED);
    }

    @Test
    void anotherValueIsNamedWithBoth() {
        Differences found = between(state(ACCEPTED), state("20260601080000 3 refused"));
        assertThat(found.changed()).containsExactly(7);
        assertThat(found.words().get(0)).contains("was " + ACCEPTED + ", is 20260601080000 3 refused");
    }

    @Test
    void aStepListedAsTooLateIsExceptedAndCounted() {
        EndState with = state(ACCEPTED, GIVEN);
        with.late().put(7, Set.of("20260601080700"));
        Differences found = between(state(ACCEPTED, ASKED, GIVEN), with);
        assertThat(found.words()).isEmpty();
        assertThat(found.late()).isEqualTo(1);
    }

    @Test
    void aFactThatIsNotInTheLedgerIsLostAlsoWhenBothRunsLackIt() {
        EndState with = state(ACCEPTED);
        with.missing().put(7, List.of("land 1005 of story 7 is not in the ledger"));
        assertThat(between(state(ACCEPTED), with).lost()).containsExactly(7);
    }

    @Test
    void aClockThatIsAheadIsSetRightWhereItWroteTheTime() {
        EndState without = state("20260601080002 4 received");
        EndState with = state("20260601080502 4 received");
        assertThat(between(without, with).changed()).containsExactly(7);
        assertThat(Differences.between(without, with, Duration.ofMinutes(5)).words())
                .isEmpty();
    }

    private static Differences between(EndState without, EndState with) {
        return Differences.between(without, with, Duration.ZERO);
    }

    private static EndState state(String... lines) {
        EndState state = EndState.empty();
        state.stories().put(7, Map.of(PLACE, List.of(lines)));
        state.late().put(7, Set.of());
        state.missing().put(7, List.of());
        state.outOfOrder().put(7, List.of());
        return state;
    }
}
