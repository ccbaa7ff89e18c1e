package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub replay}: tries again what is held or parked. */
@Command(
        name = "replay",
        header = "Tries again what is held or parked in a running hub.",
        description = {
            "Tries again what is held (came in and could not be read) or parked (a far system refused it), after its",
            "cause is gone. With nothing to choose by it lists the reasons, each with its group and how many there are.",
            "A replay runs in the hub: the command may end before it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ordered, or with --follow: all of it passed; a list of reasons that is empty",
            "1:some are at fault again, or it did not run to its end; a list of reasons that is not empty",
            "2:wrong use, or the token was refused",
            "3:the hub cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./hub replay held                         the reasons of all held records",
            "  ./hub replay held --group G --follow      one group, with its count",
            "  ./hub replay parked --system land --reason HUB-DEL-006",
            "  ./hub replay held --id 4711               one, at once"
        })
class ReplayCommand implements Callable<Integer> {
    @Mixin
    private RunningHub hub;

    @Parameters(paramLabel = "held|parked", description = "What to try again.")
    private What what;

    @Option(names = "--id", paramLabel = "ID", description = "One record or delivery.")
    private @Nullable String id;

    @Option(names = "--group", paramLabel = "GROUP", description = "All of a group, as the list names it.")
    private @Nullable String group;

    @Option(names = "--system", paramLabel = "SYSTEM", description = "All of this system, or only its reasons.")
    private @Nullable String system;

    @Option(names = "--reason", paramLabel = "CODE", description = "Only those with this code; needs --system.")
    private @Nullable String reason;

    @Option(
            names = "--stream",
            paramLabel = "STREAM",
            description = "Only held records of this stream; needs --system.")
    private @Nullable String stream;

    @Option(names = "--all", description = "All of the system, whatever the reason.")
    private boolean all;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for those who read it later.")
    private @Nullable String why;

    @Option(names = "--follow", description = "Stay and show the count until it has ended.")
    private boolean follow;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    ReplayCommand() {}

    /** The two kinds. */
    enum What {
        HELD("held"),
        PARKED("deliveries");

        private final String path;

        What(String path) {
            this.path = path;
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        if ((reason != null || stream != null || all) && system == null) {
            throw hub.wrong("--reason, --stream and --all need --system");
        }
        if (id != null && (group != null || system != null)) {
            throw hub.wrong("--id goes without --group and --system");
        }
        if (system != null) {
            hub.enabled(system);
        }
        if (id != null) {
            return one(id);
        }
        return group == null && reason == null && stream == null && !all ? list() : many();
    }

    private int one(String one) {
        JsonNode answer = hub.post("/api/v1/" + what.path + "/" + RunningHub.encoded(one) + "/replay", null);
        boolean again = answer.path("state").asText().equals("held");
        if (hub.json) {
            hub.print(answer);
        } else if (again) {
            hub.say("@|red at fault again|@: "
                    + Project.plain(answer.path("reason").asText()));
        } else {
            hub.say(what + " " + one + " is " + answer.path("state").asText());
        }
        return again ? HubCommand.FAULTS : HubCommand.FINE;
    }

    private int list() {
        JsonNode groups = hub.get(
                "/api/v1/" + what.path + "/groups" + (system == null ? "" : "?system=" + RunningHub.encoded(system)));
        if (hub.json) {
            hub.print(groups);
        } else {
            for (JsonNode one : groups.path("items")) {
                hub.say("@|bold " + one.path("group").asText() + "|@  "
                        + one.path("system").asText() + "  "
                        + one.path("count").asLong() + "  @|red "
                        + one.path("reasonCode").asText() + "|@ "
                        + Project.plain(one.path("reason").asText())
                        + (one.hasNonNull("detail")
                                ? "  " + Project.plain(one.path("detail").asText())
                                : "")
                        + "  since " + one.path("oldest").asText());
            }
            hub.say(groups.path("items").isEmpty() ? "@|green nothing|@ to replay" : "replay one with --group");
        }
        return groups.path("items").isEmpty() ? HubCommand.FINE : HubCommand.FAULTS;
    }

    private int many() {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("what", what.toString());
        put(order, "group", group);
        put(order, "system", system);
        put(order, "reason", reason);
        put(order, "stream", stream);
        put(order, "why", why);
        JsonNode replay = hub.post("/api/v1/replays", order);
        boolean none = replay.path("asked").asLong() == 0;
        if (!follow || none) {
            if (hub.json) {
                hub.print(replay);
            } else if (none) {
                hub.say("nothing is " + what + " that fits; \"hub replay " + what + "\" lists what there is");
            } else {
                hub.say("replay " + replay.path("id").asText() + " of "
                        + replay.path("asked").asLong() + " "
                        + replay.path("what").asText() + " of "
                        + replay.path("system").asText() + " is ordered");
            }
            return HubCommand.FINE;
        }
        JsonNode ended = new Watching(hub)
                .untilEnded("/api/v1/replays/" + replay.path("id").asText(), ReplayCommand::line);
        if (hub.json) {
            hub.print(ended);
        } else if (ended.hasNonNull("fault")) {
            hub.say("@|red " + Project.plain(ended.path("fault").asText()) + "|@");
        }
        boolean passed = ended.path("state").asText().equals("done")
                && ended.path("kept").asLong() == 0;
        return passed ? HubCommand.FINE : HubCommand.FAULTS;
    }

    private static String line(JsonNode replay) {
        long asked = replay.path("asked").asLong();
        long tried = replay.path("tried").asLong();
        return Watching.bar(asked == 0 ? 1 : (double) tried / asked) + "  " + tried + " of " + asked + " tried, "
                + replay.path("freed").asLong() + " freed, "
                + replay.path("kept").asLong() + " at fault again  "
                + replay.path("state").asText();
    }

    private static void put(ObjectNode order, String name, @Nullable String value) {
        if (value != null) {
            order.put(name, value);
        }
    }
}
