package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.ExampleSystems;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.RunExamples;
import vn.lienthong.hub.mapping.RunExamples.Pair;
import vn.lienthong.hub.mapping.RunExamples.Situation;

/** {@code hub test}: the examples of the packs. */
@Command(
        name = "test",
        header = "Runs the examples of a system, or of all.",
        description = {
            "Runs the examples: mappings/<system>/examples/<situation>/, each a pair of what comes in and what it",
            "becomes. With --accept what the mapping makes now is shown and then written as the expectation;",
            "read it before you keep it."
        })
class TestCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 20;

    @Mixin
    private Project project;

    @Parameters(arity = "0..1", paramLabel = "SYSTEM", description = "Only this system.")
    private @Nullable String system;

    @Option(names = "--situation", paramLabel = "WORD", description = "Only situations whose name has this word.")
    private @Nullable String word;

    @Option(names = "--accept", description = "Show the differences, then write the expected files.")
    private boolean accept;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    TestCommand() {}

    /** One situation after its run. */
    private record Ran(Situation situation, List<Pair> pairs) {
        boolean holds() {
            return !pairs.isEmpty() && pairs.stream().allMatch(Pair::holds);
        }

        /** Whether something in it ends in faults. */
        boolean isFaulty() {
            return pairs.stream()
                    .anyMatch(pair -> pair.made() != null && pair.expected().endsWith("faults.json"));
        }
    }

    @Override
    public Integer call() throws IOException {
        Set<SystemId> systems = project.systems(system);
        Path root = project.root().resolve("mappings");
        JsltMappings mappings = new JsltMappings(root, ExampleSystems.in(project.root()), new CsvProcedures(root));
        List<Violation> faulty = new ArrayList<>();
        List<Ran> all = new ArrayList<>();
        RunExamples examples = new RunExamples(root, mappings);
        for (SystemId id : systems) {
            List<Violation> faults = mappings.faults(id);
            faulty.addAll(faults);
            if (faults.isEmpty()) {
                all.addAll(examples.of(id).parallelStream()
                        .filter(situation -> word == null || situation.name().contains(word))
                        .map(situation -> new Ran(situation, examples.run(situation)))
                        .toList());
            }
        }
        List<Ran> failed = all.stream().filter(ran -> !ran.holds()).toList();
        List<String> written = new ArrayList<>();
        if (!project.json) {
            faulty.stream().distinct().forEach(fault -> project.say("@|red " + fault + "|@"));
            failed.forEach(this::show);
        }
        List<String> removed = new ArrayList<>();
        if (accept) {
            for (Ran ran : failed) {
                write(ran, written, removed);
            }
        }
        long open = failed.stream()
                .filter(ran ->
                        !accept || ran.pairs().isEmpty() || ran.pairs().stream().anyMatch(Pair::isBroken))
                .count();
        long faults = all.stream().filter(Ran::isFaulty).count();
        if (project.json) {
            project.print(tree(all, faulty, written, removed));
        } else {
            written.forEach(file -> project.say("@|bold written:|@ " + file));
            removed.forEach(file -> project.say("@|bold removed:|@ " + file + ", which nothing makes any more"));
            project.say((open == 0 && faulty.isEmpty() ? "@|green fine|@: " : "")
                    + Project.count(all.size(), "situation", "situations") + ", " + open + " not as expected"
                    + (accept && faults > 0 ? ", " + faults + " expected to end in faults" : "")
                    + (faulty.isEmpty() ? "" : ", packs that do not compile; see \"hub check\""));
        }
        return open == 0 && faulty.isEmpty() ? HubCommand.FINE : HubCommand.FAULTS;
    }

    private void show(Ran ran) {
        project.say("@|bold " + ran.situation().system() + " " + ran.situation().name() + "|@");
        if (ran.pairs().isEmpty()) {
            project.say("  no pair: from.<stream>.json, to.<what>.json, call.json, answer.json, page.<stream>.json,"
                    + " holds.<stream>.json");
        }
        for (Pair pair : ran.pairs()) {
            if (pair.holds()) {
                continue;
            }
            project.say("  " + pair.given() + " -> " + pair.expected().getFileName());
            pair.differences().stream().limit(MOST_SHOWN).forEach(difference -> project.out()
                    .println("    " + difference));
            if (pair.differences().size() > MOST_SHOWN) {
                project.say("    and " + (pair.differences().size() - MOST_SHOWN) + " more");
            }
            pair.faults().forEach(fault -> project.out().println("    " + fault));
            if (pair.wanted() == null && pair.made() != null) {
                project.out().println(RunExamples.text(pair.made()).indent(4).stripTrailing());
            }
        }
    }

    private void write(Ran ran, List<String> written, List<String> removed) throws IOException {
        for (Pair pair : ran.pairs()) {
            String file = project.root().relativize(pair.expected()).toString();
            if (pair.holds() || pair.isBroken()) {
                continue;
            }
            if (pair.made() == null) {
                if (Files.deleteIfExists(pair.expected())) {
                    removed.add(file);
                }
            } else {
                Files.writeString(pair.expected(), RunExamples.text(pair.made()) + "\n", StandardCharsets.UTF_8);
                written.add(file);
            }
        }
    }

    private static ObjectNode tree(List<Ran> all, List<Violation> faulty, List<String> written, List<String> removed) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ArrayNode faults = tree.putArray("faults");
        faulty.stream().distinct().forEach(fault -> faults.add(fault.toString()));
        ArrayNode situations = tree.putArray("situations");
        for (Ran ran : all) {
            ObjectNode one = situations.addObject();
            one.put("system", ran.situation().system().value());
            one.put("situation", ran.situation().name());
            one.put("holds", ran.holds());
            ArrayNode differences = one.putArray("differences");
            ran.pairs().forEach(pair -> pair.differences().forEach(difference -> differences
                    .addObject()
                    .put("given", pair.given())
                    .put("expected", pair.expected().getFileName().toString())
                    .put("path", difference.path())
                    .put("wanted", difference.wanted())
                    .put("made", difference.made())));
        }
        ArrayNode files = tree.putArray("written");
        written.forEach(files::add);
        ArrayNode gone = tree.putArray("removed");
        removed.forEach(gone::add);
        return tree;
    }
}
