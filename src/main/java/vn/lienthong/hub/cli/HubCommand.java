package vn.lienthong.hub.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code hub}: everything an integration engineer does from a terminal, without starting the hub. */
@Command(
        name = "hub",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Checks, tries and writes the packs of far systems: config/systems.yaml, routes/ and mappings/.",
            "check, test, map, new and reference need nothing but these files; trial needs the far system; diff, status,",
            "replay, reconcile and backfill need a running hub (--url or HUB_URL, token in HUB_API_TOKEN)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:faults or differences were found",
            "2:wrong use: an option, a system or a file that is not there",
            "3:something could not be reached",
            "4:the command itself failed; please report what it printed"
        })
public final class HubCommand implements Runnable {
    static final int FINE = 0;
    static final int FAULTS = 1;
    static final int WRONG_USE = 2;
    static final int NOT_REACHED = 3;
    static final int FAILED = 4;

    /** Of a help text that goes into a file. */
    private static final int WIDTH = 110;

    private static final Set<String> OPTIONS = Set.of("--help", "-h", "--version", "-V");

    @Spec
    private CommandSpec spec;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    HubCommand() {}

    /** Whether a first argument of the program is a command, mistyped or not; settings of a hub to start begin with --. */
    public static boolean isCommand(String word) {
        return !word.startsWith("-") || OPTIONS.contains(word);
    }

    /** Runs one command. @return the exit code */
    public static int run(String... arguments) {
        // Nothing of the libraries' logs belongs between the lines of an answer.
        LogManager.getLogManager().reset();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        return line(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    static CommandLine line(PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new HubCommand());
        line.addSubcommand("check", new CheckCommand());
        line.addSubcommand("test", new TestCommand());
        line.addSubcommand("map", new MapCommand());
        line.addSubcommand("new", new NewCommand());
        line.addSubcommand("reference", new ReferenceCommand());
        line.addSubcommand("trial", new TrialCommand());
        line.addSubcommand("diff", new DiffCommand());
        line.addSubcommand("status", new StatusCommand());
        line.addSubcommand("replay", new ReplayCommand());
        line.addSubcommand("reconcile", new ReconcileCommand());
        line.addSubcommand("backfill", new BackfillCommand());
        line.addSubcommand(
                "completion",
                new CommandLine(new AutoComplete.GenerateCompletion()).setExecutionStrategy(new CommandLine.RunLast()));
        line.addSubcommand("help", new CommandLine.HelpCommand());
        line.getSubcommands().values().forEach(HubCommand::flow);
        flow(line);
        line.setUsageHelpWidth(WIDTH);
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(HubCommand::wrongUse);
        line.setExecutionExceptionHandler(HubCommand::failed);
        return line;
    }

    /** A description is one paragraph, as wide as the terminal, wherever its source breaks the line. */
    private static void flow(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.description(String.join(" ", usage.description()));
    }

    private static int wrongUse(ParameterException wrong, String[] arguments) {
        CommandLine line = wrong.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("HUB-CLI-001 " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("\"" + line.getCommandSpec().qualifiedName() + " --help\" shows how it is used.");
        return WRONG_USE;
    }

    private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        if (failure instanceof NotReached away) {
            line.getErr().println(away.getMessage());
            return NOT_REACHED;
        }
        if (failure instanceof Refused refused) {
            line.getErr().println(refused.getMessage());
            return refused.exit();
        }
        line.getErr().println("HUB-CLI-002 " + line.getCommandSpec().qualifiedName() + " failed: " + failure);
        for (StackTraceElement step : failure.getStackTrace()) {
            if (step.getClassName().startsWith("vn.lienthong")) {
                line.getErr().println("    at " + step);
            }
        }
        return FAILED;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
