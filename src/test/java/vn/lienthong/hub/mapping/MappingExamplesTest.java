package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.RunExamples.Pair;
import vn.lienthong.hub.mapping.RunExamples.Situation;

/**
 * Every example of every pack, found by folder (docs/architecture.md, Examples).
 *
 * <p>{@code -Dpack=land} runs one pack, {@code -Dsituation=tax} those situations whose name holds the word,
 * {@code -Dpropose=true} writes the missing second half of each pair, to be read and kept or mended.
 */
class MappingExamplesTest {
    private static final Path HOME = Path.of(System.getProperty("home", "."));
    private static final Path ROOT = HOME.resolve("mappings");
    private static final int FEWEST_SITUATIONS = 4;

    private final JsltMappings mappings = new JsltMappings(ROOT, ExampleSystems.in(HOME), new CsvProcedures(ROOT));
    private final RunExamples examples = new RunExamples(ROOT, mappings);

    @TestFactory
    List<DynamicNode> everyPackDoesWhatItsExamplesSay() {
        List<DynamicNode> packs = new ArrayList<>();
        for (SystemId system : ExampleSystems.packs(ROOT)) {
            if (System.getProperty("pack", system.value()).equals(system.value())) {
                packs.add(dynamicContainer(system.value(), tests(system)));
            }
        }
        return packs;
    }

    private List<DynamicNode> tests(SystemId system) {
        List<DynamicNode> tests = new ArrayList<>();
        tests.add(
                dynamicTest("compiles", () -> assertThat(mappings.faultyPacks().getOrDefault(system, List.of()))
                        .as("faults of mappings/%s", system)
                        .isEmpty()));
        List<Situation> situations = examples.of(system);
        tests.add(dynamicTest("has situations", () -> assertThat(situations)
                .as("situations in mappings/%s/examples", system)
                .hasSizeGreaterThanOrEqualTo(FEWEST_SITUATIONS)));
        for (Situation situation : situations) {
            if (situation.name().contains(System.getProperty("situation", ""))) {
                tests.add(dynamicTest(situation.name(), () -> check(situation)));
            }
        }
        return tests;
    }

    private void check(Situation situation) throws IOException {
        assumeThat(mappings.faultyPacks())
                .as("mappings/%s compiles", situation.system())
                .doesNotContainKey(situation.system());
        List<Pair> pairs = examples.run(situation);
        assertThat(pairs)
                .as(
                        "pairs in %s: from.<stream>.json, to.<what>.json, call.json, answer.json, page.<stream>.json,"
                                + " holds.<stream>.json",
                        situation.folder())
                .isNotEmpty();
        for (Pair pair : pairs) {
            if (pair.wanted() == null && pair.made() != null && Boolean.getBoolean("propose")) {
                Files.writeString(pair.expected(), RunExamples.text(pair.made()) + "\n", UTF_8);
                continue;
            }
            assertThat(pair.differences())
                    .as(
                            "%s: %s -> %s, faults %s; made was %s",
                            situation.folder(),
                            pair.given(),
                            pair.expected().getFileName(),
                            pair.faults(),
                            pair.made() == null ? "nothing" : RunExamples.text(pair.made()))
                    .isEmpty();
        }
    }
}
