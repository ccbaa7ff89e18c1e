package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.lienthong.hub.camel.CheckPack;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.Mask;
import vn.lienthong.hub.mapping.RunExamples;
import vn.lienthong.hub.systems.NearestName;

/** What every command has: the folder of the project, {@code --json}, and how it speaks. */
class Project {
    @Option(
            names = "--home",
            order = 102,
            paramLabel = "DIR",
            defaultValue = "${env:HUB_HOME:-.}",
            description = "The project: the folder of config, routes and mappings (HUB_HOME; default: here).")
    Path home;

    @Option(names = "--json", order = 101, description = "Answer as one JSON document, for programs.")
    boolean json;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    Project() {}

    CheckPack check() {
        if (!Files.isDirectory(root().resolve("mappings")) && !Files.isDirectory(root().resolve("config"))) {
            throw wrong(root() + " is no project of a hub: there is no config/ and no mappings/; name it with --home");
        }
        return new CheckPack(root());
    }

    Path root() {
        return home.toAbsolutePath().normalize();
    }

    /** The systems that a command is about: the named one, else all. */
    Set<SystemId> systems(@Nullable String name) {
        Set<SystemId> all = check().systems();
        if (name == null) {
            return all;
        }
        return new TreeSet<>(Set.of(system(name, all)));
    }

    SystemId system(String name) {
        return system(name, check().systems());
    }

    private SystemId system(String name, Set<SystemId> all) {
        return all.stream()
                .filter(id -> id.value().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("there is no system \""
                        + name + "\""
                        + new NearestName(all.stream().map(SystemId::value).toList())
                                .remedy(
                                        name,
                                        "; there are "
                                                + all.stream()
                                                        .map(SystemId::value)
                                                        .collect(Collectors.joining(", ")))));
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Columns of the terminal; a line that is to change in place must not be longer. */
    int width() {
        return spec.root().usageMessage().width();
    }

    void print(JsonNode answer) {
        out().println(RunExamples.text(answer));
    }

    /** Text with picocli's marks, {@code @|bold ..|@}: colours only on a terminal, and not with NO_COLOR. */
    void say(String marked) {
        out().println(CommandLine.Help.Ansi.AUTO.string(marked));
    }

    /** Words of others between marked text: no marks of ours, and no number of a person. */
    static String plain(String words) {
        return String.valueOf(Mask.text(words)).replace("@|", "@ |");
    }

    /** One of several words for a number of things. */
    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
