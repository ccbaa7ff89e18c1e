package vn.lienthong.hub.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.mapping.Mappings.Mapped;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.mapping.Mappings.Page;

/**
 * Runs the examples of a pack (docs/architecture.md, Examples): what the mappings make of the first half of each pair,
 * beside the second half. Writes nothing. Thread-safe.
 */
public final class RunExamples {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private static final List<String> EXPECTATIONS = List.of(
            "canonical.json",
            "body.json",
            "asked.json",
            "records.json",
            "holdings.json",
            "request.json",
            "outcomes.json",
            "faults.json");

    private final Path root;
    private final Mappings mappings;

    /** @param mappingsRoot the folder with one folder a system */
    public RunExamples(Path mappingsRoot, Mappings mappings) {
        this.root = mappingsRoot;
        this.mappings = mappings;
    }

    /** One situation: a folder of pairs. */
    public record Situation(SystemId system, Path folder) {
        public String name() {
            return folder.getFileName().toString();
        }
    }

    /**
     * One half of an example and what became of it.
     *
     * @param given file name of what is mapped
     * @param expected file of what it must become; need not exist
     * @param made what the mapping made; absent when it broke off or a file cannot be read
     * @param wanted content of the file; absent if there is none
     * @param differences where the two part; empty = as expected
     * @param faults what the mapping said
     */
    public record Pair(
            String given,
            Path expected,
            @Nullable JsonNode made,
            @Nullable JsonNode wanted,
            List<Difference> differences,
            List<Violation> faults) {
        public boolean holds() {
            return differences.isEmpty();
        }

        /** Whether there is neither a result nor an expectation: a file cannot be read, and nothing can be accepted. */
        public boolean isBroken() {
            return made == null && wanted == null;
        }
    }

    /** The situations of a system by name; none if it has no examples. */
    public List<Situation> of(SystemId system) {
        Path folder = root.resolve(system.value()).resolve("examples");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return listed(folder).stream()
                .filter(Files::isDirectory)
                .map(situation -> new Situation(system, situation))
                .toList();
    }

    /**
     * Every pair of a situation; none = the folder has no file with a name that examples have. An expectation that nothing
     * here makes any more is a pair too.
     */
    public List<Pair> run(Situation situation) {
        List<Pair> pairs = new ArrayList<>();
        for (Path file : listed(situation.folder())) {
            if (file.getFileName().toString().endsWith(".json")) {
                run(situation, file.getFileName().toString(), pairs);
            }
        }
        if (!pairs.isEmpty() && pairs.stream().noneMatch(Pair::isBroken)) {
            leftOver(situation, pairs);
        }
        return pairs;
    }

    private static void leftOver(Situation situation, List<Pair> pairs) {
        for (String name : EXPECTATIONS) {
            Path file = situation.folder().resolve(name);
            if (Files.exists(file)
                    && pairs.stream().noneMatch(pair -> pair.expected().equals(file))) {
                new Course(situation, "this example", pairs).compare(name, null, List.of());
            }
        }
    }

    private void run(Situation situation, String given, List<Pair> pairs) {
        SystemId system = situation.system();
        String part = given.substring(0, given.lastIndexOf('.'));
        String what = part.substring(part.indexOf('.') + 1);
        Course course = new Course(situation, given, pairs);
        if (part.startsWith("from.")) {
            course.from(tree -> mappings.from(system, what, tree));
        } else if (part.startsWith("to.")) {
            course.made("body.json", tree -> mappings.body(system, what, tree));
        } else if (part.startsWith("ask.")) {
            course.made("asked.json", tree -> mappings.ask(system, what, tree));
        } else if (part.startsWith("page.")) {
            course.made("records.json", tree -> tree(mappings.page(system, what, tree)));
        } else if (part.startsWith("holds.")) {
            course.made("holdings.json", tree -> tree(mappings.holdings(system, what, tree)));
        } else if (part.equals("call")) {
            course.made("request.json", tree -> mappings.call(system, tree));
        } else if (part.equals("answer")) {
            course.made("outcomes.json", tree -> mappings.outcomes(system, tree));
        }
    }

    /** One given file on its way to its expectations. */
    private record Course(Situation situation, String given, List<Pair> pairs) {
        private interface Reading {
            Mapped of(JsonNode tree);
        }

        /** A record gives {@code canonical.json}, {@code faults.json} or both. */
        void from(Reading mapping) {
            try {
                Mapped mapped = mapping.of(read(situation.folder().resolve(given)));
                if (Files.exists(situation.folder().resolve("canonical.json"))
                        || mapped.faults().isEmpty()) {
                    compare("canonical.json", mapped.canonical(), mapped.faults());
                }
                faults(mapped.faults());
            } catch (MappingFailed failed) {
                faults(failed.faults());
            } catch (IOException unreadable) {
                broken(situation.folder().resolve(given), unreadable);
            }
        }

        /** A mapping outwards gives the expected tree, or exactly the faults of {@code faults.json}. */
        void made(String expected, UnaryOperator<JsonNode> mapping) {
            try {
                compare(expected, mapping.apply(read(situation.folder().resolve(given))), List.of());
            } catch (MappingFailed failed) {
                faults(failed.faults());
            } catch (IOException unreadable) {
                broken(situation.folder().resolve(given), unreadable);
            }
        }

        private void faults(List<Violation> found) {
            if (found.isEmpty()) {
                return;
            }
            ArrayNode made = JSON.createArrayNode();
            found.stream()
                    .map(fault ->
                            JSON.createObjectNode().put("code", fault.code()).put("path", fault.path()))
                    .sorted(java.util.Comparator.comparing(ObjectNode::toString))
                    .forEach(made::add);
            compare("faults.json", made, found);
        }

        private void compare(String expected, @Nullable JsonNode made, List<Violation> faults) {
            Path file = situation.folder().resolve(expected);
            try {
                @Nullable JsonNode wanted = Files.exists(file) ? read(file) : null;
                @Nullable JsonNode plain = made == null ? null : JSON.readTree(text(made));
                pairs.add(new Pair(given, file, plain, wanted, differences(expected, wanted, plain), faults));
            } catch (IOException unreadable) {
                broken(file, unreadable);
            }
        }

        private static List<Difference> differences(
                String expected, @Nullable JsonNode wanted, @Nullable JsonNode made) {
            if (wanted == null) {
                return List.of(
                        made == null
                                ? new Difference("", "a file " + expected, "none")
                                : new Difference("", "nothing, for there is no file " + expected, "a result"));
            }
            if (made == null) {
                return List.of(new Difference("", "a result", "none"));
            }
            return expected.equals("faults.json") ? Difference.ofLists(wanted, made) : Difference.between(wanted, made);
        }

        private void broken(Path file, IOException unreadable) {
            String said = unreadable instanceof JsonProcessingException noJson
                    ? "no JSON at line " + noJson.getLocation().getLineNr() + ": " + noJson.getOriginalMessage()
                    : unreadable.getClass().getSimpleName();
            pairs.add(new Pair(
                    given,
                    file,
                    null,
                    null,
                    List.of(new Difference("", "a file with JSON in UTF-8", said)),
                    List.of()));
        }
    }

    private static JsonNode tree(Page page) {
        ObjectNode tree = JSON.createObjectNode();
        ArrayNode records = tree.putArray("records");
        page.records().forEach(entry -> {
            ObjectNode one = records.addObject().put("key", entry.key());
            if (entry.number() != null) {
                one.put("number", entry.number());
            }
            if (entry.time() != null) {
                one.put("time", entry.time());
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

    /** A tree as examples write it: indented, numbers as they are. */
    public static String text(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readString(file, UTF_8));
    }

    private static List<Path> listed(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
