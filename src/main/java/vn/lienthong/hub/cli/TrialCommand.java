package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.lienthong.hub.camel.Trial;
import vn.lienthong.hub.camel.Trial.Read;
import vn.lienthong.hub.camel.Trial.Stream;
import vn.lienthong.hub.camel.Trial.Tried;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.dossier.Violation.Nature;
import vn.lienthong.hub.mapping.CanonicalFields;
import vn.lienthong.hub.mapping.UnreadFields;

/** {@code hub trial}: the pack on disk against the real far system. */
@Command(
        name = "trial",
        header = "Tries a pack against the real far system; writes nothing.",
        description = {
            "Connects to the real far system with the pack on this disk, reads the first pages of each of its streams,",
            "maps and checks them, and says what came of it. Writes nothing anywhere: no ledger, no place of a pull, no",
            "delivery, and files stay where they are. Needs no running hub, but the variables of the system's account.",
            "Values of persons are not shown; codes that no table knows are."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that came maps",
            "1:records would be held, or an answer was no page, or the pack cannot be used",
            "2:wrong use",
            "3:the far system cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  set -a; . ./hub.env; ./hub trial land --pages 3", "  ./hub trial ui-v1 --json | jq .streams"})
class TrialCommand implements Callable<Integer> {
    private static final int MOST_KEYS = 10;
    private static final int MOST_PAGES = 1_000;

    @Mixin
    private Project project;

    @Parameters(paramLabel = "SYSTEM", description = "The system.")
    private String system;

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "2",
            description = "Pages of each stream (default: ${DEFAULT-VALUE}).")
    private int pages;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    TrialCommand() {}

    /** Records with one fault. */
    private record Fault(String code, String detail, String words, boolean unknownCode, List<String> keys) {}

    /** One stream, as it is shown. */
    private record Summary(Stream stream, long maps, Map<String, Long> kinds, List<Fault> faults, Set<String> unread) {}

    @Override
    public Integer call() throws IOException {
        if (pages < 1 || pages > MOST_PAGES) {
            throw project.wrong("--pages=" + pages + "; write 1 to " + MOST_PAGES);
        }
        SystemId id = project.system(system);
        Tried tried;
        try {
            tried = new Trial(project.root(), System.getenv(), Clock.systemUTC()).of(id, pages);
        } catch (Trial.Untried cannot) {
            throw new Refused(HubCommand.FAULTS, String.join(System.lineSeparator(), cannot.faults()));
        }
        List<Summary> streams = tried.streams().stream()
                .map(stream -> summary(tried, id, stream))
                .toList();
        Set<String> never = never(tried);
        if (project.json) {
            project.print(tree(tried, streams, never));
        } else {
            show(tried, streams, never);
        }
        if (!tried.reached()) {
            throw new NotReached(
                    Objects.requireNonNullElse(tried.fault(), "HUB-CLI-021 nothing answered") + "; is it up, and is the"
                            + " address of " + system + " in config/systems.yaml, or in its variable, right?",
                    new IOException("not reached"));
        }
        boolean well = tried.fault() == null
                && tried.answers().isEmpty()
                && streams.stream().allMatch(stream -> stream.faults().isEmpty());
        return well ? HubCommand.FINE : HubCommand.FAULTS;
    }

    private static Summary summary(Tried tried, SystemId id, Stream stream) {
        Map<String, Fault> faults = new LinkedHashMap<>();
        Map<String, Long> kinds = new TreeMap<>();
        long maps = 0;
        for (Read read : stream.records()) {
            JsonNode canonical = read.canonical();
            if (read.faults().isEmpty() && canonical != null) {
                maps++;
                kinds.merge(
                        canonical.at("/fact/kind").asText(canonical.path("type").asText()), 1L, Long::sum);
            }
            for (Violation fault : read.faults()) {
                faults.computeIfAbsent(
                                fault.code() + " " + fault.detail(),
                                first -> new Fault(
                                        fault.code(),
                                        fault.detail(),
                                        "expected " + fault.expected() + ", found " + fault.found()
                                                + (fault.mapping() == null ? "" : " (" + fault.mapping() + ")"),
                                        fault.nature() == Nature.UNKNOWN_CODE,
                                        new ArrayList<>()))
                        .keys()
                        .add(read.key());
            }
        }
        Set<String> unread = UnreadFields.of(
                tried.mappings(),
                id,
                stream.name(),
                stream.records().stream().map(Read::source).toList());
        return new Summary(stream, maps, kinds, List.copyOf(faults.values()), unread);
    }

    private Set<String> never(Tried tried) {
        Path root = project.root().resolve("mappings");
        Map<String, List<JsonNode>> types = new TreeMap<>();
        for (Stream stream : tried.streams()) {
            for (Read read : stream.records()) {
                JsonNode canonical = read.canonical();
                if (canonical != null) {
                    types.computeIfAbsent(canonical.path("type").asText(), type -> new ArrayList<>())
                            .add(canonical);
                }
            }
        }
        Set<String> never = new TreeSet<>();
        types.forEach((type, records) -> never.addAll(new CanonicalFields(root, type).neverFilled(records)));
        return never;
    }

    private void show(Tried tried, List<Summary> streams, Set<String> never) {
        for (Summary each : streams) {
            Stream stream = each.stream();
            project.say("@|bold " + stream.name() + "|@: "
                    + Project.count(stream.records().size(), "record", "records") + " in "
                    + Project.count(stream.pages(), "page", "pages")
                    + (stream.end() ? ", to the end" : ", more follows") + ": " + each.maps() + " map, "
                    + (stream.records().size() - each.maps()) + " would be held");
            each.kinds().forEach((kind, count) -> project.out().println(String.format("%8d  %s", count, kind)));
            for (Fault fault : each.faults()) {
                project.say("  @|red " + fault.code() + "|@ " + (fault.unknownCode() ? "unknown code " : "")
                        + Project.plain(fault.detail()) + ": " + Project.plain(fault.words()));
                project.out()
                        .println("      " + Project.count(fault.keys().size(), "record", "records") + ": "
                                + String.join(", ", first(fault.keys()))
                                + (fault.keys().size() > MOST_KEYS ? ", .." : ""));
            }
            if (!each.unread().isEmpty()) {
                project.say("  fields that make no difference to any result:");
                each.unread().forEach(field -> project.out().println("      " + field));
            }
        }
        if (!never.isEmpty()) {
            project.say("canonical fields that no record fills:");
            never.forEach(field -> project.out().println("      " + field));
        }
        tried.answers().forEach(fault -> project.say("@|red no page|@: " + Project.plain(fault.toString())));
        if (tried.fault() != null && tried.reached()) {
            project.say("@|red the far system|@: " + Project.plain(tried.fault())
                    + (tried.fault().startsWith("LOCKED_OUT")
                            ? "; correct the account: the variables that auth of " + system
                                    + " names in config/systems.yaml, in the environment of this command or as"
                                    + " files secrets/<VARIABLE>"
                            : ""));
        }
        if (streams.isEmpty() && tried.reached() && tried.fault() == null) {
            project.say("nothing was there to be read");
        }
        project.say("nothing was written");
    }

    private static List<String> first(List<String> keys) {
        return keys.size() > MOST_KEYS ? keys.subList(0, MOST_KEYS) : keys;
    }

    private static ObjectNode tree(Tried tried, List<Summary> streams, Set<String> never) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("reached", tried.reached());
        if (tried.fault() != null) {
            tree.put("fault", tried.fault());
        }
        ArrayNode answers = tree.putArray("answers");
        tried.answers().forEach(fault -> answers.add(fault.toString()));
        ArrayNode list = tree.putArray("streams");
        for (Summary each : streams) {
            ObjectNode one = list.addObject()
                    .put("stream", each.stream().name())
                    .put("pages", each.stream().pages())
                    .put("end", each.stream().end())
                    .put("records", each.stream().records().size())
                    .put("maps", each.maps());
            ObjectNode kinds = one.putObject("kinds");
            each.kinds().forEach(kinds::put);
            ArrayNode faults = one.putArray("faults");
            for (Fault fault : each.faults()) {
                ArrayNode keys = faults.addObject()
                        .put("code", fault.code())
                        .put("detail", fault.detail())
                        .put("words", fault.words())
                        .put("unknownCode", fault.unknownCode())
                        .put("records", fault.keys().size())
                        .putArray("keys");
                first(fault.keys()).forEach(keys::add);
            }
            ArrayNode unread = one.putArray("unread");
            each.unread().forEach(unread::add);
        }
        ArrayNode fields = tree.putArray("neverFilled");
        never.forEach(fields::add);
        return tree;
    }
}
