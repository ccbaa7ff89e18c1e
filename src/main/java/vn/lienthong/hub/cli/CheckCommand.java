package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import vn.lienthong.hub.camel.CheckPack;
import vn.lienthong.hub.camel.PackFault;
import vn.lienthong.hub.dossier.SystemId;

/** {@code hub check}: every fault of every pack in one run. */
@Command(
        name = "check",
        header = "Names everything wrong with the files of a system, or of all.",
        description = {
            "Names everything wrong with the files of one system, or of all: settings, routes and their templates,",
            "mappings, code tables, schemas, examples, secrets. Each line says file, line, and what to write."
        })
class CheckCommand implements Callable<Integer> {
    @Mixin
    private Project project;

    @Parameters(arity = "0..1", paramLabel = "SYSTEM", description = "Only this system.")
    private @Nullable String system;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    CheckCommand() {}

    @Override
    public Integer call() {
        CheckPack check = project.check();
        Set<SystemId> systems = project.systems(system);
        List<PackFault> faults = system == null ? check.all() : check.of(project.system(system));
        if (project.json) {
            project.print(tree(systems, faults));
        } else {
            faults.forEach(fault -> project.say("@|bold " + fault.file() + (fault.line() > 0 ? ":" + fault.line() : "")
                    + "|@ @|red " + fault.code() + "|@ " + plain(fault.message())));
            project.say(
                    faults.isEmpty()
                            ? "@|green fine|@: " + Project.count(systems.size(), "pack", "packs") + " " + systems
                            : Project.count(faults.size(), "fault", "faults") + " in "
                                    + Project.count(systems.size(), "pack", "packs"));
        }
        return faults.isEmpty() ? HubCommand.FINE : HubCommand.FAULTS;
    }

    /** A message must not be read as colours. */
    private static String plain(String message) {
        return Project.plain(message);
    }

    private static ObjectNode tree(Set<SystemId> systems, List<PackFault> faults) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ArrayNode names = tree.putArray("systems");
        systems.forEach(id -> names.add(id.value()));
        ArrayNode list = tree.putArray("faults");
        faults.forEach(fault -> list.addObject()
                .put("code", fault.code())
                .put("system", fault.system())
                .put("file", fault.file())
                .put("line", fault.line())
                .put("message", fault.message()));
        return tree;
    }
}
