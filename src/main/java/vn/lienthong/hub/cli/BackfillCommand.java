package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub backfill}: reads a window of a system's past again. */
@Command(
        name = "backfill",
        header = "Lets a running hub read a window of the past again.",
        description = {
            "Lets a running hub read again what changed at a system in a window, and take it in like a pull: what it",
            "knows already changes nothing. It runs in the hub, no faster than --rate, and goes on where it was after",
            "the hub was killed. One at a time for each system; stopping this command does not stop it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or ordered with --no-wait, or stopped with --stop",
            "1:one is running already, or it did not come to its end, or records were held",
            "2:wrong use, or the token was refused",
            "3:the hub cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./hub backfill land --from 2026-09-01 --to 2026-09-07",
            "  ./hub backfill land --follow               look at the one that runs",
            "  ./hub backfill land --stop"
        })
class BackfillCommand implements Callable<Integer> {
    private final Speed speed = new Speed();

    @Mixin
    private RunningHub hub;

    @Parameters(paramLabel = "SYSTEM", description = "The system.")
    private String system;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "A day of the system, 2026-09-01, or an instant, 2026-09-01T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The same; a day is the whole day. Default: now.")
    private @Nullable String to;

    @Option(
            names = "--rate",
            paramLabel = "CALLS",
            description = "Calls a second at most; never more than reconcile.max-per-second of the system.")
    private @Nullable Integer rate;

    @Option(names = "--no-wait", description = "Order it and end.")
    private boolean noWait;

    @Option(names = "--follow", description = "Begin none: watch the one that runs.")
    private boolean follow;

    @Option(names = "--stop", description = "Begin none: stop the one that runs. What was taken in stays.")
    private boolean stop;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    BackfillCommand() {}

    @Override
    public Integer call() {
        if (follow && stop || (follow || stop) && (from != null || to != null || rate != null)) {
            throw hub.wrong("--follow and --stop go alone");
        }
        hub.enabled(system);
        if (stop) {
            JsonNode stopped = hub.post("/api/v1/backfills/" + running() + "/stop", null);
            shown(stopped);
            return HubCommand.FINE;
        }
        String id = follow ? running() : ordered();
        if (noWait) {
            shown(hub.get("/api/v1/backfills/" + id));
            return HubCommand.FINE;
        }
        JsonNode ended = new Watching(hub).untilEnded("/api/v1/backfills/" + id, this::line);
        if (hub.json) {
            hub.print(ended);
        } else {
            summary(ended);
        }
        boolean well = ended.path("state").asText().equals("done")
                && ended.path("held").asLong() == 0;
        return well ? HubCommand.FINE : HubCommand.FAULTS;
    }

    private String ordered() {
        if (from == null) {
            throw hub.wrong("--from is missing: since when to read again");
        }
        ObjectNode order =
                JsonNodeFactory.instance.objectNode().put("system", system).put("from", from);
        if (to != null) {
            order.put("to", to);
        }
        if (rate != null) {
            order.put("rate", rate);
        }
        return hub.post("/api/v1/backfills", order).path("id").asText();
    }

    private String running() {
        for (JsonNode one : hub.get("/api/v1/backfills?size=20&system=" + RunningHub.encoded(system))
                .path("items")) {
            if (one.path("state").asText().equals("running")) {
                return one.path("id").asText();
            }
        }
        throw new Refused(HubCommand.FAULTS, "HUB-CLI-023 no backfill of " + system + " runs");
    }

    private void shown(JsonNode backfill) {
        if (hub.json) {
            hub.print(backfill);
        } else {
            hub.say("backfill " + backfill.path("id").asText() + " of " + system + ": "
                    + backfill.path("state").asText());
        }
    }

    private String line(JsonNode run) {
        StringBuilder line = new StringBuilder();
        if (run.hasNonNull("share")) {
            line.append(Watching.bar(run.path("share").asDouble())).append("  ");
        }
        line.append(run.path("read").asLong())
                .append(" read, ")
                .append(run.path("registered").asLong())
                .append(" new, ")
                .append(run.path("held").asLong())
                .append(" held");
        if (!run.hasNonNull("endedAt")) {
            if (speed.isNew()) {
                speed.at(Instant.parse(run.path("startedAt").asText()), 0, 0);
            }
            speed.at(
                    Instant.parse(run.path("changedAt").asText()),
                    run.path("read").asLong(),
                    run.path("share").asDouble());
            speed.perSecond().ifPresent(rate -> line.append(String.format(Locale.ROOT, ", %.0f/s", rate)));
            speed.left()
                    .ifPresent(left ->
                            line.append(", about ").append(Watching.words(left)).append(" left"));
        }
        if (run.hasNonNull("trouble")) {
            line.append("; waits: ").append(run.path("trouble").asText());
        }
        return line.toString();
    }

    private void summary(JsonNode run) {
        hub.say("@|bold backfill " + run.path("id").asText() + "|@ of " + system + ", "
                + Watching.seconds(run.path("from")) + " to " + Watching.seconds(run.path("to")) + ": "
                + run.path("state").asText());
        hub.say("  read " + run.path("read").asLong() + " in "
                + run.path("calls").asLong() + " calls: "
                + run.path("registered").asLong() + " new, "
                + run.path("unchanged").asLong() + " known, "
                + run.path("held").asLong() + " held, " + run.path("notGiven").asLong() + " named but not given");
        if (run.path("held").asLong() > 0) {
            hub.say("  \"hub replay held --system " + system + "\" says why they are held");
        }
        if (run.hasNonNull("trouble")) {
            hub.say("  @|red " + Project.plain(run.path("trouble").asText()) + "|@");
        }
    }
}
