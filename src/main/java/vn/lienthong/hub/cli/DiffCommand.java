package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub diff}: what the mapping files on disk would make of what a running hub has read. */
@Command(
        name = "diff",
        header = "Shows what changed mappings would change in a running hub.",
        description = {
            "Sends the mapping files of a system, as they are on this disk, to a running hub, which maps the last records",
            "of its ledger with them and with those it uses, and answers which results would change and where. The records",
            "stay in the hub, nothing is stored; values are shown by their kind, codes and times as they are.",
            "A hub takes a saved file of its own folder into use within seconds: change a copy of the project, and name it",
            "with --home. Settings and canonical schemas are those of the hub."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing would change",
            "1:results would change, or the files cannot be used",
            "2:wrong use, or the token was refused",
            "3:the hub cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./hub diff land --home ../hub-next --last 500",
            "  HUB_ADMIN_PASSWORD=.. ./hub diff land --home ../hub-next --admin --show-values"
        })
class DiffCommand implements Callable<Integer> {
    @Mixin
    private RunningHub hub;

    @Parameters(paramLabel = "SYSTEM", description = "The system.")
    private String system;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "100",
            description = "So many records, the newest (at most 1000; default: ${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--show-values", description = "Show values of persons too; only with --admin, and it is noted.")
    private boolean values;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    DiffCommand() {}

    @Override
    public Integer call() throws IOException {
        if (values && !hub.admin) {
            throw hub.wrong("--show-values needs --admin: a token may not see values of persons");
        }
        hub.system(system);
        hub.enabled(system);
        ObjectNode order =
                JsonNodeFactory.instance.objectNode().put("last", last).put("values", values);
        ObjectNode files = order.putObject("files");
        Path root = hub.root().resolve("mappings");
        for (String folder : List.of(system, "codes", "lib")) {
            add(files, root, root.resolve(folder));
        }
        add(files, root, root.resolve("procedures.csv"));
        JsonNode answer = hub.post("/api/v1/systems/" + RunningHub.encoded(system) + "/mapping-diff", order);
        if (hub.json) {
            hub.print(answer);
        } else {
            show(answer);
        }
        return answer.path("changed").asInt() == 0 && answer.path("faults").isEmpty()
                ? HubCommand.FINE
                : HubCommand.FAULTS;
    }

    /** All files of a folder that a mapping can read, or one file. */
    private static void add(ObjectNode files, Path root, Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        List<Path> wanted;
        try (Stream<Path> all = Files.walk(place)) {
            wanted = all.filter(Files::isRegularFile)
                    .filter(file -> !place.relativize(file).startsWith("examples"))
                    .filter(file -> file.getFileName().toString().matches("[^.].*\\.(jslt|csv|json)"))
                    .sorted()
                    .toList();
        }
        for (Path file : wanted) {
            String name = root.relativize(file).toString().replace('\\', '/');
            try {
                files.put(name, Files.readString(file, StandardCharsets.UTF_8));
            } catch (CharacterCodingException wrong) {
                throw new Refused(
                        HubCommand.FAULTS,
                        "HUB-CLI-024 mappings/" + name + " is not written in UTF-8; save it in UTF-8");
            }
        }
    }

    private void show(JsonNode answer) {
        answer.path("faults").forEach(fault -> hub.say("@|red " + Project.plain(fault.asText()) + "|@"));
        if (!answer.path("faults").isEmpty()) {
            hub.say("the files on disk cannot be used; \"hub check " + system + "\" says more");
            return;
        }
        for (JsonNode record : answer.path("records")) {
            hub.say("@|bold " + record.path("stream").asText() + " "
                    + record.path("key").asText() + "|@" + (record.path("held").asBoolean() ? " (held)" : ""));
            record.path("before").forEach(fault -> hub.out().println("  no longer: " + fault.asText()));
            record.path("after").forEach(fault -> hub.out().println("  would be held: " + fault.asText()));
            record.path("differences").forEach(place -> hub.out()
                    .println("  " + place.path("path").asText() + ": "
                            + place.path("now").asText() + " -> "
                            + place.path("then").asText()));
        }
        int more = answer.path("changed").asInt() - answer.path("records").size();
        if (more > 0) {
            hub.say(".. and " + more + " more; in how many records each place changes:");
        }
        answer.path("places").properties().forEach(place -> hub.out()
                .println(String.format("%8d  %s", place.getValue().asInt(), place.getKey())));
        int changed = answer.path("changed").asInt();
        int compared = answer.path("compared").asInt();
        int skipped = answer.path("skipped").asInt();
        String rest = skipped > 0 ? ", " + skipped + " not compared: no stream of the pack reads them" : "";
        if (compared == 0) {
            hub.say("nothing was compared: the ledger keeps no records of " + system + " to map again" + rest);
        } else {
            hub.say((changed == 0 ? "@|green the same|@: " : "") + changed + " of " + compared + " records would change"
                    + rest);
        }
    }
}
