package vn.lienthong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vn.lienthong.sandbox.actors.Actors;

/**
 * What the hub does, as a person at the console wants to see it: numbers per system and the events since the table
 * before. Says nothing while nothing changes. Asks the hub as any script does.
 */
final class LiveTable {
    private static final int EVERY_SECONDS = 4;
    private static final int EVENTS = 8;
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final HttpRequest question;
    private final Actors actors;
    private final PrintStream out;
    private String printed = "";
    private long lastEvent;

    LiveTable(String hub, String token, Actors actors, PrintStream out) {
        this.question = HttpRequest.newBuilder(URI.create(hub + "/api/v1/overview?events=50"))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", "vi")
                .build();
        this.actors = actors;
        this.out = out;
    }

    void start() {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread table = new Thread(task, "live-table");
            table.setDaemon(true);
            return table;
        });
        Runtime.getRuntime().addShutdownHook(new Thread(thread::shutdownNow));
        thread.scheduleWithFixedDelay(this::turn, 1, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void turn() {
        try {
            HttpResponse<byte[]> answer = http.send(question, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                print(json.readTree(answer.body()));
            } else {
                out.println("the hub answers " + answer.statusCode());
            }
        } catch (IOException away) {
            out.println("the hub does not answer: " + away.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The next turn tries again; an exception that left here would end the table in silence.
            out.println("the table failed: " + e);
        }
    }

    private void print(JsonNode overview) {
        String systems = systems(overview.path("systems"));
        List<JsonNode> fresh = fresh(overview.path("events"));
        if (systems.equals(printed) && fresh.isEmpty()) {
            return;
        }
        printed = systems;
        StringBuilder block = new StringBuilder();
        block.append(String.format(
                "%n%s   %d dossiers   people: %d acts, %d stories at their end, %d under way%n",
                CLOCK.format(LocalTime.now(VIETNAM)),
                overview.path("dossiers").asLong(),
                actors.acts(),
                actors.finished(),
                actors.underWay().size()));
        block.append(systems);
        if (fresh.size() > EVENTS) {
            block.append(String.format("  … and %d events before these%n", fresh.size() - EVENTS));
            fresh = fresh.subList(fresh.size() - EVENTS, fresh.size());
        }
        fresh.forEach(event -> block.append(line(event)));
        out.print(block);
        out.flush();
    }

    private static String systems(JsonNode systems) {
        StringBuilder table = new StringBuilder(String.format(
                "  %-12s %8s %8s %8s %8s %8s%n", "system", "pulled", "waiting", "parked", "held", "done"));
        for (JsonNode system : systems) {
            table.append(String.format(
                    "  %-12s %8d %8d %8d %8d %8d  %s%n",
                    system.path("id").asText(),
                    system.path("pulled").asLong(),
                    system.path("waiting").asLong(),
                    system.path("parked").asLong(),
                    system.path("held").asLong(),
                    system.path("done").asLong(),
                    system.path("trouble").asText("")));
        }
        return table.toString();
    }

    /** Events that came after the last table, oldest first, without those that only come back from where they were told. */
    private List<JsonNode> fresh(JsonNode events) {
        List<JsonNode> fresh = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.path("id").asLong() > lastEvent
                    && !event.path("effect").asText().equals("echo")) {
                fresh.add(event);
            }
        }
        Collections.reverse(fresh);
        lastEvent = Math.max(lastEvent, events.path(0).path("id").asLong());
        return fresh;
    }

    private static String line(JsonNode event) {
        List<String> told = new ArrayList<>();
        event.path("told").forEach(system -> told.add(system.path("system").asText()));
        String time = CLOCK.format(Instant.parse(event.path("time").asText()).atZone(VIETNAM));
        return String.format(
                "  %s  %-24s %2s %-36s %s%s%n",
                time,
                event.path("code").asText("(no code yet)"),
                event.path("status").asText(""),
                event.path("statusName").asText(""),
                event.path("source").asText(),
                told.isEmpty() ? "" : " → " + String.join(", ", told));
    }
}
