package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.lienthong.hub.camel.PackFault;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SettingsFile;

/** {@code hub new}: a working pack from a contract or a sample. */
@Command(
        name = "new",
        header = "Writes the pack of a new system from a contract or a sample.",
        description = {
            "Writes the pack of a new system: its block in config/systems.yaml (mode off), its route, mappings, codes",
            "and examples, derived from a contract or a sample with composed values. What it writes passes",
            "\"hub check\". It overwrites nothing, and writes all of it or nothing."
        },
        footer = {
            "",
            "Examples:",
            "  hub new post --kind rest --openapi post.yaml",
            "  hub new construction --kind soap --wsdl construction.wsdl --operation LayHoSo",
            "  hub new tax --kind sql --jdbc jdbc:postgresql://10.0.0.5/tax --user hub --table tbl_to_khai",
            "  hub new archive --kind files --sample TCTN_20180401.csv"
        })
class NewCommand implements Callable<Integer> {
    /** How a system is met. */
    enum Kind {
        REST,
        SOAP,
        SQL,
        FILES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private Project project;

    @Parameters(paramLabel = "ID", description = "Id of the system: small letters, digits, hyphens.")
    private String id;

    @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}")
    private Kind kind;

    @Option(names = "--openapi", paramLabel = "FILE", description = "rest: its OpenAPI description, JSON or YAML.")
    private @Nullable Path openapi;

    @Option(names = "--wsdl", paramLabel = "FILE", description = "soap: its WSDL; what it imports must lie beside it.")
    private @Nullable Path wsdl;

    @Option(
            names = "--operation",
            paramLabel = "NAME",
            description = "Which path or operation lists the records; soap also PORT/OPERATION.")
    private @Nullable String operation;

    @Option(names = "--jdbc", paramLabel = "URL", description = "sql: the database; its password in HUB_JDBC_PASSWORD.")
    private @Nullable String jdbc;

    @Option(names = "--user", paramLabel = "NAME", description = "sql: the account.")
    private @Nullable String user;

    @Option(names = "--table", paramLabel = "NAME", description = "sql: the table or view to read.")
    private @Nullable String table;

    @Option(names = "--sample", paramLabel = "FILE", description = "rest: an answer (JSON); files: a file (CSV, JSON).")
    private @Nullable Path sample;

    @Option(names = "--key", paramLabel = "FIELD", description = "Field that names a record.")
    private @Nullable String key;

    @Option(names = "--time", paramLabel = "FIELD", description = "Field with the time of its last change.")
    private @Nullable String time;

    @Option(names = "--state", paramLabel = "FIELD", description = "Field with its state.")
    private @Nullable String state;

    @Option(names = "--code", paramLabel = "FIELD", description = "Field with the dossier's code.")
    private @Nullable String code;

    @Option(names = "--zone", paramLabel = "ZONE", defaultValue = "Asia/Ho_Chi_Minh", description = "Its time zone.")
    private String zone;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    NewCommand() {}

    @Override
    public Integer call() throws IOException {
        SystemId system = system();
        refuseToOverwrite(system);
        Contract contract;
        Roles roles;
        try {
            contract = contract(system);
            roles = roles(contract);
            if (kind == Kind.SQL) {
                contract = TableContract.asStatement(contract, roles);
            }
        } catch (Contract.Unusable unusable) {
            throw project.wrong(String.valueOf(unusable.getMessage()));
        } catch (NoSuchFileException missing) {
            throw project.wrong("there is no file " + missing.getMessage());
        }
        Map<String, String> files = new LinkedHashMap<>(PackText.of(system, contract, roles));
        Map<String, byte[]> copied = new LinkedHashMap<>();
        if (wsdl != null) {
            copied.putAll(contractFiles(system, wsdl));
        }
        WritePack write = new WritePack(project.root(), system);
        List<PackFault> faults;
        try {
            faults = write.tried(block(system, contract), files, copied);
        } catch (Contract.Unusable noPlace) {
            throw project.wrong(String.valueOf(noPlace.getMessage()));
        }
        if (!faults.isEmpty()) {
            faults.forEach(fault -> project.spec.commandLine().getErr().println(fault));
            project.spec.commandLine().getErr().println("HUB-CLI-006 nothing was written: the pack would have faults");
            return HubCommand.FAULTS;
        }
        List<String> written = write.keep();
        tell(system, contract, roles, written);
        return HubCommand.FINE;
    }

    private Roles roles(Contract contract) {
        try {
            return Roles.of(contract.fields(), new Roles.Given(key, time, state, code));
        } catch (Roles.Missing missing) {
            String lists = contract.fields().stream().anyMatch(field -> field.entry() != null)
                    ? "; what stands within a list is written afterwards, in pages/" + contract.stream()
                            + ".jslt and from/" + contract.stream() + ".jslt: name another field now"
                    : "";
            throw project.wrong(missing.getMessage()
                    + lists
                    + contract.notes().stream()
                            .map(note -> System.lineSeparator() + note)
                            .collect(Collectors.joining()));
        }
    }

    private SystemId system() {
        try {
            SystemId system = new SystemId(id);
            if (id.equals("canonical") || id.equals("codes")) {
                throw project.wrong("mappings/" + id + " belongs to all systems; take another id");
            }
            return system;
        } catch (IllegalArgumentException noId) {
            throw project.wrong(String.valueOf(noId.getMessage()));
        }
    }

    private void refuseToOverwrite(SystemId system) {
        List<String> there = new ArrayList<>();
        for (String place : List.of("routes/systems/" + system + ".camel.yaml", "mappings/" + system)) {
            if (Files.exists(project.root().resolve(place))) {
                there.add(place);
            }
        }
        if (SettingsFile.read(project.root(), Map.of()).names(system)) {
            there.add("hub.systems." + system + " in config/systems.yaml");
        }
        if (!there.isEmpty()) {
            throw project.wrong("there is already " + String.join(", ", there)
                    + "; take another id, or remove them first: nothing is overwritten");
        }
        project.check();
    }

    private Contract contract(SystemId system) throws IOException {
        return switch (kind) {
            case REST -> {
                if (openapi != null) {
                    yield OpenApiContract.read(openapi, operation);
                }
                yield SampleContract.answer(
                        needed(sample, "rest needs --openapi FILE, or --sample FILE with an answer"));
            }
            case SOAP -> WsdlContract.read(needed(wsdl, "soap needs --wsdl FILE"), system, operation);
            case SQL ->
                TableContract.read(
                        needed(jdbc, "sql needs --jdbc URL and --table NAME"),
                        user,
                        System.getenv("HUB_JDBC_PASSWORD"),
                        needed(table, "sql needs --table NAME"));
            case FILES -> SampleContract.file(needed(sample, "files needs --sample FILE, a file as it will arrive"));
        };
    }

    private <T> T needed(@Nullable T given, String otherwise) {
        if (given == null) {
            throw project.wrong(otherwise);
        }
        return given;
    }

    /** The WSDL and the schemas beside it: a contract is often several files. */
    private static Map<String, byte[]> contractFiles(SystemId system, Path wsdl) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("mappings/" + system + "/" + wsdl.getFileName(), Files.readAllBytes(wsdl));
        Path folder = wsdl.toAbsolutePath().normalize().getParent();
        if (folder != null) {
            for (String imported : WritePack.importedBy(wsdl)) {
                Path file = folder.resolve(imported).normalize();
                if (file.startsWith(folder) && Files.isRegularFile(file)) {
                    files.put("mappings/" + system + "/" + folder.relativize(file), Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    private List<String> block(SystemId system, Contract contract) {
        String variable = "HUB_" + id.toUpperCase(Locale.ROOT).replace('-', '_');
        List<String> block = new ArrayList<>();
        block.add(system + ":");
        block.add("  role: archive");
        block.add("  mode: off");
        block.add("  zone: " + zone);
        if (kind == Kind.FILES) {
            block.add("  directory: ${" + variable + "_DIR:data/" + system + "}");
            block.add("  charset: UTF-8");
        } else {
            block.add("  url: ${" + variable + "_URL:"
                    + (jdbc == null ? "" : jdbc.replaceFirst("\\?.*", "").replaceFirst(";.*", "")) + "}");
        }
        for (String line : contract.settings()) {
            if (line.startsWith("auth: ")) {
                block.add("  auth:");
                block.add("    kind: " + line.substring("auth: ".length()));
                if (!line.endsWith("api-key")) {
                    block.add("    username: ${" + variable + "_USERNAME:}");
                }
                block.add("    password: ${" + variable + "_PASSWORD:}");
            } else if (line.startsWith("token-path: ")) {
                block.add("    " + line);
            } else {
                block.add("  " + line);
            }
        }
        if (kind != Kind.FILES) {
            block.add("  page-size: " + Contract.PAGE_SIZE);
        }
        return block;
    }

    private void tell(SystemId system, Contract contract, Roles roles, List<String> written) {
        Field state = roles.state();
        Field dossier = roles.code();
        if (project.json) {
            ObjectNode tree = JsonNodeFactory.instance.objectNode().put("system", system.value());
            tree.put("origin", contract.origin()).put("template", contract.template());
            tree.putObject("guessed")
                    .put("key", roles.key().dotted())
                    .put("time", roles.time().dotted())
                    .put("state", state == null ? null : state.dotted())
                    .put("code", dossier == null ? null : dossier.dotted());
            ArrayNode notes = tree.putArray("notes");
            contract.notes().forEach(notes::add);
            ArrayNode steps = tree.putArray("steps");
            contract.steps().forEach(steps::add);
            ArrayNode files = tree.putArray("written");
            written.forEach(files::add);
            project.print(tree);
            return;
        }
        written.forEach(file -> project.say("@|bold written:|@ " + file));
        project.say("");
        project.say(system + " is read from " + contract.origin() + " by the template " + contract.template() + ".");
        contract.notes().forEach(note -> project.say(Project.plain(note)));
        project.say("Guessed: key " + roles.key().dotted() + ", time "
                + roles.time().dotted() + ", state "
                + (state == null ? "none (--state names it)" : state.dotted()) + ", dossier code "
                + (dossier == null ? "none (--code names it)" : dossier.dotted()) + ".");
        project.say("");
        project.say("@|bold Next steps|@");
        List<String> steps = new ArrayList<>(contract.steps());
        steps.add("mappings/" + system + "/from/" + contract.stream() + ".jslt: what a record says of a dossier;"
                + " its head lists what nothing reads yet."
                + (dossier == null && PackText.reference(contract, roles).isEmpty()
                        ? " It does not say yet of which dossier: code, or references."
                        : ""));
        if (state != null) {
            steps.add("mappings/" + system + "/codes/state.csv: kind and status of each state; as written all are"
                    + " history only.");
        }
        steps.add("hub test " + system + " --accept   shows what the examples become, then keeps it.");
        steps.add("hub map " + system + " FILE        tries a record of your own.");
        steps.add("hub check " + system);
        steps.add(
                "config/systems.yaml: the variables of the block, auth if the far side asks who calls; then mode: shadow"
                        + " (read, nobody is told), and at last on. The role archive is only read; to tell it something: role, told, to/*.jslt and a route of"
                        + " a *-deliver template.");
        for (int i = 0; i < steps.size(); i++) {
            project.say("  " + (i + 1) + ". " + steps.get(i));
        }
    }
}
