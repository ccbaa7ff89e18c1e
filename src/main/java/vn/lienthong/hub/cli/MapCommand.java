package vn.lienthong.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.lienthong.hub.camel.SoapOutline;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.exchange.PlanAlone;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.ExampleSystems;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.Mappings.Mapped;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.mapping.RunExamples;
import vn.lienthong.hub.systems.SettingsFile;

/** {@code hub map}: one record on its way through the mappings, and back again to those who would be told. */
@Command(
        name = "map",
        header = "Shows what the mappings make of one record, and back again.",
        description = {
            "Shows what the mappings make of one source record: the tree as it came, the canonical record, what is",
            "wrong with it, and what each other system would be told of it. Nothing is sent, nothing is kept.",
            "A record that begins no dossier needs one before it: --before SYSTEM=FILE, a canonical record.",
            "XML is read by the WSDL in the pack, as an answer of the far side would be: an envelope, what stands in its",
            "body (both are cut with pages/<stream>.jslt), or one record out of it. The JSON that it becomes is shown."
        })
class MapCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Mixin
    private Project project;

    @Parameters(index = "0", paramLabel = "SYSTEM", description = "The system from which the record comes.")
    private String system;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The record as JSON, or a SOAP answer as XML; - reads what is piped in.")
    private String file;

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description =
                    "Which from/<stream>.jslt reads it (default: the only one, or from.<stream>.json of the name).")
    private @Nullable String stream;

    @Option(
            names = "--page",
            description =
                    "FILE is a whole answer ({\"status\":200,\"body\":..}): cut it with pages/<stream>.jslt first.")
    private boolean page;

    @Option(
            names = "--before",
            paramLabel = "SYSTEM=FILE",
            description = "A canonical record of the same dossier that came before, from SYSTEM.")
    private List<String> before = new ArrayList<>();

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    MapCommand() {}

    @Override
    public Integer call() throws IOException {
        SystemId id = project.system(system);
        Path root = project.root().resolve("mappings");
        SettingsFile systems = ExampleSystems.in(project.root());
        CsvProcedures procedures = new CsvProcedures(root);
        JsltMappings mappings = new JsltMappings(root, systems, procedures);
        List<Violation> faulty = mappings.faults(id);
        if (!faulty.isEmpty()) {
            faulty.forEach(fault -> project.spec.commandLine().getErr().println(fault));
            return HubCommand.FAULTS;
        }
        String name = stream(id, root);
        List<Fact> earlier = earlier();
        boolean fine = true;
        ArrayNode answers = JSON.createArrayNode();
        for (JsonNode record : records(id, name, root, mappings)) {
            ObjectNode one = answers.addObject();
            fine &= show(id, name, record, mappings, new PlanAlone(systems, procedures), earlier, one);
        }
        if (project.json) {
            project.print(page ? answers : answers.get(0));
        }
        return fine ? HubCommand.FINE : HubCommand.FAULTS;
    }

    private List<JsonNode> records(SystemId id, String name, Path root, JsltMappings mappings) throws IOException {
        byte[] bytes = bytes(file);
        JsonNode given = isXml(bytes) ? answer(id, root.resolve(id.value()), bytes) : json(file, bytes);
        if (!page) {
            return List.of(given);
        }
        try {
            return mappings.page(id, name, given).records().stream()
                    .map(record -> record.tree())
                    .toList();
        } catch (MappingFailed failed) {
            throw project.wrong("pages/" + name + ".jslt does not read this answer: " + failed.faults());
        }
    }

    /** A whole answer is a page, as the hub fills it in; an element from within one is a record. */
    private JsonNode answer(SystemId id, Path pack, byte[] xml) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path wsdl : wsdls(pack)) {
            try {
                SoapOutline.Answer answer = SoapOutline.answer(wsdl, xml);
                page = answer.whole();
                if (!page) {
                    return answer.tree();
                }
                ObjectNode whole = JSON.createObjectNode().put("status", 200);
                whole.set("body", answer.tree());
                head("answer of " + id + " as JSON, by " + wsdl.getFileName());
                tree(whole);
                return whole.put("after", "").put("pageSize", Contract.PAGE_SIZE);
            } catch (IllegalArgumentException unfit) {
                faults.add(String.valueOf(unfit.getMessage()));
            }
        }
        throw project.wrong(file + " is XML, and no WSDL in mappings/" + id + " reads it"
                + (faults.isEmpty() ? "" : ": ") + String.join("; ", faults));
    }

    private static List<Path> wsdls(Path pack) throws IOException {
        if (!Files.isDirectory(pack)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(pack)) {
            return files.filter(path -> path.toString().endsWith(".wsdl"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isXml(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 100), StandardCharsets.UTF_8);
        return head.replace("\uFEFF", "").stripLeading().startsWith("<");
    }

    private String stream(SystemId id, Path root) throws IOException {
        List<String> streams = new ArrayList<>();
        Path folder = root.resolve(id.value()).resolve("from");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(path -> path.getFileName().toString())
                        .filter(path -> path.endsWith(".jslt"))
                        .map(path -> path.replace(".jslt", ""))
                        .sorted()
                        .forEach(streams::add);
            }
        }
        String own = Path.of(file).getFileName() == null
                ? ""
                : Path.of(file).getFileName().toString().replaceFirst("^(?:from|page)\\.(.*)\\.json$", "$1");
        String name = stream != null ? stream : streams.contains(own) || streams.size() != 1 ? own : streams.get(0);
        if (!streams.contains(name)) {
            throw project.wrong("--stream must say which mapping reads the record; there are " + streams);
        }
        return name;
    }

    private List<Fact> earlier() throws IOException {
        List<Fact> facts = new ArrayList<>();
        for (String each : before) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw project.wrong("--before " + each + "; write SYSTEM=FILE");
            }
            try {
                facts.add(Fact.of(project.system(each.substring(0, equals)), read(each.substring(equals + 1))));
            } catch (java.time.DateTimeException | IllegalArgumentException noRecord) {
                throw project.wrong("--before " + each + " is no canonical record: " + noRecord.getMessage());
            }
        }
        return facts;
    }

    private JsonNode read(String name) throws IOException {
        return json(name, bytes(name));
    }

    private byte[] bytes(String name) throws IOException {
        try {
            return name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
        } catch (NoSuchFileException missing) {
            throw project.wrong("there is no file " + name);
        }
    }

    private JsonNode json(String name, byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException noJson) {
            throw project.wrong(name + " is no JSON, line "
                    + noJson.getLocation().getLineNr() + ": " + noJson.getOriginalMessage());
        }
    }

    private boolean show(
            SystemId id,
            String name,
            JsonNode record,
            JsltMappings mappings,
            PlanAlone plan,
            List<Fact> earlier,
            ObjectNode answer) {
        Mapped mapped = mappings.from(id, name, record);
        answer.set("source", record);
        answer.set("canonical", mapped.canonical());
        ArrayNode faults = answer.putArray("faults");
        mapped.faults().forEach(fault -> faults.addObject()
                .put("code", fault.code())
                .put("path", fault.path())
                .put("expected", fault.expected())
                .put("found", fault.found()));
        head("source record of " + id + ", stream " + name);
        tree(record);
        head("canonical record, made by mappings/" + id + "/from/" + name + ".jslt");
        tree(mapped.canonical());
        if (!project.json) {
            head(mapped.faults().isEmpty() ? "no fault" : "faults: the hub would hold this record");
            mapped.faults().forEach(fault -> project.out().println(fault));
        }
        ArrayNode told = answer.putArray("told");
        boolean fine = mapped.faults().isEmpty();
        JsonNode canonical = mapped.canonical();
        if (fine && canonical != null && canonical.path("type").asText().equals("dossier")) {
            fine = back(Fact.of(id, canonical), earlier, plan, mappings, told);
        }
        return fine;
    }

    private boolean back(Fact fact, List<Fact> earlier, PlanAlone plan, JsltMappings mappings, ArrayNode told) {
        List<Fact> facts = new ArrayList<>(earlier);
        facts.add(fact);
        List<PlanAlone.Planned> planned = plan.of(facts);
        if (planned.isEmpty()) {
            head(
                    facts.stream().noneMatch(Fact::canBegin)
                            ? "nobody would be told: the record begins no dossier; give one with --before"
                            : "nobody would be told; mind that a system whose mode is off or shadow tells nobody anything");
        }
        boolean fine = true;
        for (PlanAlone.Planned each : planned) {
            ObjectNode one = told.addObject();
            one.put("system", each.system().value()).put("what", each.what());
            one.set("telling", each.telling());
            head("back to " + each.system() + ": " + each.what() + ", made by mappings/" + each.system() + "/to/"
                    + each.what() + ".jslt");
            try {
                JsonNode body = mappings.body(each.system(), each.what(), each.telling());
                one.set("body", body);
                tree(body);
            } catch (MappingFailed failed) {
                fine = false;
                one.put("failed", failed.faults().toString());
                failed.faults().forEach(fault -> head(fault.toString()));
            }
        }
        return fine;
    }

    private void head(String line) {
        if (!project.json) {
            project.say("@|bold ---- " + Project.plain(line) + "|@");
        }
    }

    private void tree(@Nullable JsonNode tree) {
        if (!project.json) {
            project.out().println(tree == null ? "(nothing)" : RunExamples.text(tree));
        }
    }
}
