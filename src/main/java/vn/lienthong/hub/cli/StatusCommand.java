package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub status}: how a running hub is, and whether it needs a person. */
@Command(
        name = "status",
        header = "Shows how a running hub is, and whether it needs a person.",
        description = {
            "Shows the systems of a running hub: mode, whether each is reached, its last pull, what waits for it, what",
            "is parked or held, open differences of the last reconciliation, findings, and files that cannot be used.",
            "What waits is no fault: a system that is away is tried again by itself."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nobody is needed",
            "1:something needs a person; each line below the table says what",
            "2:wrong use, or the token was refused",
            "3:the hub cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  HUB_API_TOKEN=.. ./hub status --url https://hub.example:8080", "  ./hub status --json | jq .needs"
        })
class StatusCommand implements Callable<Integer> {
    @Mixin
    private RunningHub hub;

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    StatusCommand() {}

    @Override
    public Integer call() {
        List<JsonNode> systems = hub.enabled();
        Map<String, Long> differences = new TreeMap<>();
        hub.get("/api/v1/overview?events=1")
                .path("reconciliations")
                .forEach(run -> differences.put(
                        run.path("system").asText(), run.path("open").asLong()));
        List<String> needs = new ArrayList<>();
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        for (JsonNode system : systems) {
            ObjectNode line = system.deepCopy();
            String id = system.path("id").asText();
            line.put("openDifferences", differences.getOrDefault(id, 0L));
            lines.add(line);
            needs(line, needs);
        }
        JsonNode findings = hub.find("/api/v1/contract-findings?state=open&size=50")
                .map(found -> found.path("items"))
                .orElse(JsonNodeFactory.instance.arrayNode());
        findings.forEach(finding -> needs.add(finding.path("system").asText()
                + ": sends other records than it used to: "
                + finding.path("kind").asText() + " " + finding.path("stream").asText() + " "
                + finding.path("path").asText()));
        if (hub.json) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("well", needs.isEmpty());
            ArrayNode list = answer.putArray("needs");
            needs.forEach(list::add);
            answer.set("systems", lines);
            answer.set("findings", findings);
            hub.print(answer);
        } else {
            table(lines);
            needs.forEach(need -> hub.say("@|red needs a person|@ " + Project.plain(need)));
            if (needs.isEmpty()) {
                boolean all = systems.stream()
                        .allMatch(system -> List.of("fine", "off", "not asked").contains(state(system)));
                hub.say(all ? "@|green all is well|@" : "@|green nobody is needed|@");
            }
        }
        return needs.isEmpty() ? HubCommand.FINE : HubCommand.FAULTS;
    }

    private static void needs(JsonNode system, List<String> needs) {
        String id = system.path("id").asText();
        need(
                id,
                system.path("parked").asLong(),
                "parked",
                "; \"hub replay parked --system " + id + "\" says why",
                needs);
        need(id, held(system), "held", "; \"hub replay held --system " + id + "\" says why", needs);
        need(
                id,
                system.path("openDifferences").asLong(),
                "open in the last reconciliation",
                "; \"hub reconcile " + id + " --show\" lists them",
                needs);
        for (String fault : List.of("packFault", "filesFault")) {
            if (system.hasNonNull(fault)) {
                needs.add(id + ": " + system.path(fault).asText());
            }
        }
        if (system.hasNonNull("pullFault")) {
            needs.add(id + ": is not read any more: " + system.path("pullFault").asText() + "; \"hub trial " + id
                    + "\" tries it at once");
        }
        if (isLockedOut(system)) {
            needs.add(id + ": " + system.path("lastFault").asText()
                    + "; correct the account in the hub's environment and" + " start it again");
        }
    }

    /** Nothing worked since it refused our account. */
    private static boolean isLockedOut(JsonNode system) {
        boolean pulledSince = system.hasNonNull("lastPull")
                && !Instant.parse(system.path("lastPull").asText())
                        .isBefore(Instant.parse(system.path("lastFaultAt").asText(Instant.EPOCH.toString())));
        boolean works = system.hasNonNull("lastPull")
                ? pulledSince
                : system.path("breaker").asText().equals("closed");
        return system.path("lastFault").asText("").startsWith("LOCKED_OUT") && !works;
    }

    /** Without those that wait for their dossier, which need nobody. */
    private static long held(JsonNode system) {
        return system.path("held").asLong() - system.path("awaitingDossier").asLong();
    }

    private static void need(String id, long count, String what, String remedy, List<String> needs) {
        if (count > 0) {
            needs.add(id + ": " + count + " " + what + remedy);
        }
    }

    private void table(JsonNode lines) {
        int longest = 6;
        for (JsonNode line : lines) {
            longest = Math.max(longest, line.path("id").asText().length());
        }
        String form = "%-" + longest + "s  %-7s %-10s %-20s %8s %8s %8s %8s";
        hub.say("@|bold "
                + String.format(form, "system", "mode", "state", "last pull", "waiting", "parked", "held", "open")
                + "|@");
        for (JsonNode line : lines) {
            hub.out()
                    .println(String.format(
                            form,
                            line.path("id").asText(),
                            line.path("mode").asText(),
                            state(line),
                            line.hasNonNull("lastPull") ? Watching.seconds(line.path("lastPull")) : "-",
                            line.path("waiting").asLong(),
                            line.path("parked").asLong(),
                            held(line),
                            line.path("openDifferences").asLong()));
        }
        for (JsonNode line : lines) {
            long awaiting = line.path("awaitingDossier").asLong();
            if (awaiting > 0) {
                hub.say("@|yellow " + awaiting + (awaiting == 1 ? " waits" : " wait") + " for a dossier|@ "
                        + line.path("id").asText()
                        + ": taken in by themselves when another system tells of their dossier");
            }
            if (line.hasNonNull("lastFault") && List.of("away", "busy").contains(state(line))) {
                hub.say("@|yellow " + state(line) + ", tried again by itself|@ "
                        + line.path("id").asText() + ": "
                        + Project.plain(line.path("lastFault").asText()));
            }
        }
    }

    private static String state(JsonNode system) {
        if (system.hasNonNull("packFault")) {
            return "faulty";
        }
        if (system.path("mode").asText().equals("off")) {
            return "off";
        }
        if (isLockedOut(system)) {
            return "locked out";
        }
        if (system.hasNonNull("reachable") && !system.path("reachable").asBoolean()) {
            return "away";
        }
        if (system.hasNonNull("pullFault")) {
            return "not read";
        }
        if (!system.hasNonNull("reachable")) {
            return "not asked";
        }
        return system.path("breaker").asText().equals("closed") ? "fine" : "busy";
    }
}
