package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub reconcile}: compares what a system holds with the ledger of a running hub. */
@Command(
        name = "reconcile",
        header = "Compares what a far system holds with a running hub.",
        description = {
            "Asks a far system what it holds and compares it with the ledger of a running hub; mends what the hub may",
            "mend and lists the rest. Stays until the end and prints the record; the run goes on when you stop it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is open",
            "1:differences are open for a person, or the run did not come to its end",
            "2:wrong use, or the token was refused",
            "3:the hub cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./hub reconcile land --from 2026-09-01 --to 2026-09-30 --list-only",
            "  ./hub reconcile portal --no-wait"
        })
class ReconcileCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 50;
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("messages", Locale.ROOT);

    @Mixin
    private RunningHub hub;

    @Parameters(paramLabel = "SYSTEM", description = "The system.")
    private String system;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "A day of the system, 2026-09-01, or an instant, 2026-09-01T00:00:00Z; default: as far as the schedule looks.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The same; a day is the whole day. Default: now.")
    private @Nullable String to;

    @Option(names = "--list-only", description = "Only list the differences, mend nothing.")
    private boolean listOnly;

    @Option(names = "--deep", description = "Ask for every dossier singly: every field, but one call each.")
    private boolean deep;

    @Option(names = "--no-wait", description = "Order the run and end.")
    private boolean noWait;

    @Option(names = "--show", description = "Begin no run: show the record of the last one.")
    private boolean show;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    ReconcileCommand() {}

    @Override
    public Integer call() {
        hub.enabled(system);
        if (show) {
            JsonNode last = hub.get("/api/v1/reconciliations?size=1&system=" + RunningHub.encoded(system))
                    .path("items")
                    .path(0);
            if (last.isMissingNode()) {
                throw new Refused(HubCommand.WRONG_USE, "HUB-CLI-023 " + system + " was never reconciled");
            }
            return record(last);
        }
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("system", system);
        if (from != null) {
            order.put("from", from);
        }
        if (to != null) {
            order.put("to", to);
        }
        if (listOnly) {
            order.put("mend", false);
        }
        if (deep) {
            order.put("deep", true);
        }
        JsonNode ordered = hub.post("/api/v1/reconciliations", order);
        String path = "/api/v1/reconciliations/" + ordered.path("id").asText();
        if (noWait) {
            if (hub.json) {
                hub.print(ordered);
            } else {
                hub.say("reconciliation " + ordered.path("id").asText() + " of " + system + " is ordered");
            }
            return HubCommand.FINE;
        }
        return record(new Watching(hub).untilEnded(path, ReconcileCommand::line));
    }

    private static String line(JsonNode run) {
        String phase =
                switch (run.path("phase").asText()) {
                    case "list" -> "reading its lists";
                    case "ledger" -> "asking for single dossiers";
                    default -> "looking again at what differed";
                };
        return run.path("state").asText() + ": " + phase + ", "
                + run.path("compared").asLong() + " compared in "
                + run.path("calls").asLong() + " calls, " + run.path("pending").asLong() + " undecided, "
                + run.path("mended").asLong() + " mended"
                + (run.hasNonNull("trouble") ? "; waits: " + run.path("trouble").asText() : "");
    }

    private int record(JsonNode run) {
        String path = "/api/v1/reconciliations/" + run.path("id").asText();
        JsonNode open = hub.get(path + "/differences?state=open&size=" + MOST_SHOWN);
        if (hub.json) {
            ObjectNode answer = run.deepCopy();
            answer.set("openDifferences", open.path("items"));
            hub.print(answer);
        } else {
            hub.say("@|bold reconciliation " + run.path("id").asText() + "|@ of " + system + ", "
                    + Watching.seconds(run.path("from")) + " to " + Watching.seconds(run.path("to")) + ": "
                    + run.path("state").asText());
            hub.say("  compared " + run.path("compared").asLong() + ", equal "
                    + run.path("equal").asLong() + ", under way "
                    + run.path("underWay").asLong() + ", calls "
                    + run.path("calls").asLong());
            run.path("differences")
                    .properties()
                    .forEach(kind ->
                            hub.say("  " + kind.getKey() + " " + kind.getValue().asLong()));
            hub.say("  mended " + run.path("mended").asLong() + ", open "
                    + run.path("open").asLong() + ", accepted "
                    + run.path("accepted").asLong());
            if (run.hasNonNull("trouble")) {
                hub.say("  @|red " + Project.plain(run.path("trouble").asText()) + "|@");
            }
            Set<String> notes = new TreeSet<>();
            for (JsonNode one : open.path("items")) {
                String field = one.path("field").asText("");
                String note = one.path("note").asText("");
                hub.out()
                        .println("  open " + one.path("id").asText() + ": "
                                + one.path("class").asText() + " "
                                + one.path("subject").asText() + (field.isBlank() ? "" : " " + field) + ": here "
                                + one.path("ours").asText("nothing") + ", there "
                                + one.path("theirs").asText("nothing") + "  " + note);
                notes.add(note);
            }
            notes.stream()
                    .filter(TEXTS::containsKey)
                    .forEach(note -> hub.say("  " + note + ": " + TEXTS.getString(note)));
            if (open.hasNonNull("next")) {
                hub.say("  .. more: GET " + path + "/differences?state=open");
            }
            if (!open.path("items").isEmpty()) {
                hub.say("  what is settled or may stay: POST /api/v1/reconciliations/differences/ID/accept"
                        + " {\"reason\":\"..\"}");
            }
        }
        boolean well =
                run.path("state").asText().equals("done") && run.path("open").asLong() == 0;
        return well ? HubCommand.FINE : HubCommand.FAULTS;
    }
}
