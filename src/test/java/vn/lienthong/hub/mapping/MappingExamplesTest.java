package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.javacrumbs.jsonunit.core.Option;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.mapping.Mappings.Mapped;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.mapping.Mappings.Page;

/**
 * Every example of every pack, found by folder (docs/architecture.md, Examples).
 *
 * <p>{@code -Dpack=land} runs one pack, {@code -Dsituation=tax} those situations whose name holds the word,
 * {@code -Dpropose=true} writes the missing second half of each pair, to be read and kept or mended.
 */
class MappingExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("mappings", "mappings"));
    private static final int FEWEST_SITUATIONS = 4;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final JsltMappings mappings = new JsltMappings(
            ROOT, new ConfiguredSystems(ROOT, Path.of("config/systems.yaml")), new CsvProcedures(ROOT));

    @TestFactory
    List<DynamicNode> everyPackDoesWhatItsExamplesSay() throws IOException {
        List<DynamicNode> packs = new ArrayList<>();
        for (Path pack : ConfiguredSystems.packs(ROOT)) {
            String id = pack.getFileName().toString();
            if (System.getProperty("pack", id).equals(id)) {
                packs.add(dynamicContainer(id, tests(new SystemId(id), pack)));
            }
        }
        return packs;
    }

    private List<DynamicNode> tests(SystemId system, Path pack) throws IOException {
        List<DynamicNode> tests = new ArrayList<>();
        tests.add(
                dynamicTest("compiles", () -> assertThat(mappings.faultyPacks().getOrDefault(system, List.of()))
                        .as("faults of mappings/%s", system)
                        .isEmpty()));
        List<Path> situations = folders(pack.resolve("examples"));
        tests.add(dynamicTest("has situations", () -> assertThat(situations)
                .as("situations in mappings/%s/examples", system)
                .hasSizeGreaterThanOrEqualTo(FEWEST_SITUATIONS)));
        for (Path situation : situations) {
            String name = situation.getFileName().toString();
            if (name.contains(System.getProperty("situation", ""))) {
                tests.add(dynamicTest(name, () -> check(system, situation)));
            }
        }
        return tests;
    }

    private void check(SystemId system, Path situation) throws IOException {
        assumeThat(mappings.faultyPacks()).as("mappings/%s compiles", system).doesNotContainKey(system);
        int pairs = 0;
        for (String file : names(situation)) {
            String part = file.substring(0, file.lastIndexOf('.'));
            String what = part.substring(part.indexOf('.') + 1);
            if (part.startsWith("from.")) {
                Mapped mapped = mappings.from(system, what, read(situation, file));
                if (Files.exists(situation.resolve("canonical.json"))
                        || mapped.faults().isEmpty()) {
                    compare(system, situation, file, "canonical.json", mapped.canonical());
                }
                compareFaults(system, situation, file, mapped.faults());
            } else if (part.startsWith("to.")) {
                made(system, situation, file, "body.json", given -> mappings.body(system, what, given));
            } else if (part.startsWith("page.")) {
                made(system, situation, file, "records.json", given -> tree(mappings.page(system, what, given)));
            } else if (part.startsWith("holds.")) {
                made(system, situation, file, "holdings.json", given -> tree(mappings.holdings(system, what, given)));
            } else if (part.equals("call")) {
                made(system, situation, file, "request.json", given -> mappings.call(system, given));
            } else if (part.equals("answer")) {
                made(system, situation, file, "outcomes.json", given -> mappings.outcomes(system, given));
            } else {
                continue;
            }
            pairs++;
        }
        assertThat(pairs)
                .as(
                        "pairs in %s: from.<stream>.json, to.<what>.json, call.json, answer.json, page.<stream>.json,"
                                + " holds.<stream>.json",
                        situation)
                .isPositive();
    }

    /** A mapping outwards gives the expected tree, or exactly the faults of {@code faults.json}. */
    private void made(SystemId system, Path situation, String file, String expected, UnaryOperator<JsonNode> mapping)
            throws IOException {
        try {
            compare(system, situation, file, expected, mapping.apply(read(situation, file)));
        } catch (MappingFailed failed) {
            compareFaults(system, situation, file, failed.faults());
        }
    }

    private void compare(SystemId system, Path situation, String given, String expected, JsonNode made)
            throws IOException {
        if (isProposed(situation.resolve(expected), made)) {
            return;
        }
        assertThatJson(text(made))
                .as("%s, %s: %s -> %s", system, situation.getFileName(), given, expected)
                .isEqualTo(text(read(situation, expected)));
    }

    private void compareFaults(SystemId system, Path situation, String given, List<Violation> faults)
            throws IOException {
        if (faults.isEmpty() && !Files.exists(situation.resolve("faults.json"))) {
            return;
        }
        ArrayNode made = JSON.createArrayNode();
        faults.forEach(fault -> made.addObject().put("code", fault.code()).put("path", fault.path()));
        if (isProposed(situation.resolve("faults.json"), made)) {
            return;
        }
        assertThatJson(text(made))
                .as("%s, %s: %s -> faults.json, found %s", system, situation.getFileName(), given, faults)
                .when(Option.IGNORING_ARRAY_ORDER)
                .isEqualTo(text(read(situation, "faults.json")));
    }

    /** Writes a missing expectation if asked to; without asking a missing one fails. */
    private static boolean isProposed(Path expected, JsonNode made) throws IOException {
        if (Files.exists(expected)) {
            return false;
        }
        if (!Boolean.getBoolean("propose")) {
            fail("%s is missing; -Dpropose=true writes it. Made was:%n%s", expected, text(made));
        }
        Files.writeString(expected, text(made) + "\n", UTF_8);
        return true;
    }

    private static JsonNode tree(Page page) {
        ObjectNode tree = JSON.createObjectNode();
        ArrayNode records = tree.putArray("records");
        page.records().forEach(entry -> {
            ObjectNode one = records.addObject().put("key", entry.key());
            if (entry.number() != null) {
                one.put("number", entry.number());
            }
            one.set("tree", entry.tree());
        });
        if (page.next() != null) {
            tree.put("next", page.next());
        }
        return tree.put("more", page.more());
    }

    private static JsonNode tree(Holdings found) {
        ObjectNode tree = JSON.createObjectNode();
        ArrayNode holdings = tree.putArray("holdings");
        found.holdings().forEach(holding -> {
            ObjectNode one = holdings.addObject();
            Optional.ofNullable(holding.code()).ifPresent(code -> one.put("code", code));
            Optional.ofNullable(holding.reference()).ifPresent(code -> one.put("reference", code));
            one.put("held", holding.held());
            Optional.ofNullable(holding.at()).ifPresent(at -> one.put("at", at.toString()));
            Optional.ofNullable(holding.status()).ifPresent(status -> one.put("status", status));
            if (!holding.fields().isEmpty()) {
                one.set("fields", holding.fields());
            }
            Optional.ofNullable(holding.record()).ifPresent(record -> one.putObject("record")
                    .put("stream", record.stream())
                    .put("key", record.key())
                    .set("tree", record.tree()));
        });
        if (found.next() != null) {
            tree.set("next", found.next());
        }
        return tree.put("more", found.more()).put("busy", found.busy());
    }

    private static JsonNode read(Path situation, String file) throws IOException {
        try {
            return JSON.readTree(Files.readString(situation.resolve(file), UTF_8));
        } catch (JsonProcessingException noJson) {
            throw new IOException(situation.resolve(file) + " is no JSON: " + noJson.getMessage(), noJson);
        }
    }

    private static String text(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            TreeSet<String> names = new TreeSet<>();
            children.map(child -> child.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .forEach(names::add);
            return names;
        }
    }
}
