package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Procedures.Procedure;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * The calls and mappings of a first load with nothing around them: the hub's own mapping files, the client settings of the
 * hub's own HTTP transport. A fault ends the program that uses it.
 */
final class StraightCalls {
    static final ObjectMapper JSON = new ObjectMapper();
    static final int PAGE = 500;
    static final int BATCH = 50;

    private static final SystemId ONE_STOP = new SystemId("onestop");
    private static final SystemId PORTAL = new SystemId("portal");

    /** A dossier on its way: what the source said, what it means, what the portal gets. */
    record Item(Mappings.PageRecord record, JsonNode canonical, String mappingVersion, JsonNode body) {
        String code() {
            return canonical.path("code").asText();
        }
    }

    /** What goes into one row of a call. */
    record Row(String code, JsonNode body) {}

    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final CsvProcedures procedures = new CsvProcedures(Path.of("mappings"));
    private final Mappings mappings;
    private final String token;
    private final String session;

    /** Logs in at both sides. @param settings addresses and accounts as in the hub's environment */
    StraightCalls(Map<String, String> settings) throws IOException, InterruptedException {
        this.settings = settings;
        this.mappings = new JsltMappings(Path.of("mappings"), systems(settings), procedures);
        this.token = token();
        this.session = post(
                        portal("/login"),
                        JSON.createObjectNode()
                                .put("username", settings.get("HUB_PORTAL_USERNAME"))
                                .put("password", settings.get("HUB_PORTAL_PASSWORD")))
                .path("session")
                .asText();
    }

    /** The two systems of a first load, as far as mappings see them. */
    private static FarSystems systems(Map<String, String> settings) {
        return Settings.systems(
                Settings.of("onestop").role(Role.FRONT).unit(null).batch(50).build(),
                Settings.of("portal")
                        .role(Role.PORTAL)
                        .unit(settings.get("HUB_PORTAL_UNIT"))
                        .batch(50)
                        .build());
    }

    Mappings.Page pull(String after) throws IOException, InterruptedException {
        String query = "?sau=" + URLEncoder.encode(after, StandardCharsets.UTF_8) + "&soLuong=" + PAGE;
        ObjectNode answer = JSON.createObjectNode().put("status", 200);
        answer.set(
                "body",
                json(HttpRequest.newBuilder(
                                URI.create(settings.get("HUB_ONESTOP_URL") + "/api/v1/ho-so/thay-doi" + query))
                        .header("Authorization", "Bearer " + token)
                        .build()));
        return mappings.page(ONE_STOP, "changes", answer);
    }

    /** From the source's record to the portal's body, by the two mappings of the hub. */
    Item map(Mappings.PageRecord record) {
        Mappings.Mapped mapped = mappings.from(ONE_STOP, "changes", record.tree());
        if (!mapped.faults().isEmpty()) {
            throw new IllegalStateException("the far side is to be without faults: " + mapped.faults());
        }
        return new Item(
                record,
                mapped.canonical(),
                mapped.version(),
                mappings.body(PORTAL, "announce", telling(mapped.canonical())));
    }

    /** As the hub tells of a dossier that has one event. */
    private ObjectNode telling(JsonNode canonical) {
        JsonNode fact = canonical.path("fact");
        ObjectNode telling = JSON.createObjectNode()
                .put("what", "announce")
                .put("key", fact.path("key").asText());
        telling.put("code", canonical.path("code").asText()).put("line", true);
        telling.set("references", canonical.path("references"));
        ObjectNode dossier = fact.path("dossier").deepCopy();
        telling.set("dossier", dossier.put("status", fact.path("status").asInt()));
        Procedure procedure =
                procedures.byNational(dossier.path("procedure").asText()).orElseThrow();
        telling.putObject("procedure")
                .put("national", procedure.national())
                .put("name", procedure.name())
                .put("fieldCode", procedure.fieldCode())
                .put("fieldName", procedure.fieldName());
        ObjectNode event = telling.putObject("event")
                .put("kind", "image")
                .put("source", "onestop")
                .put("time", fact.path("time").asText())
                .put("status", fact.path("status").asInt());
        ArrayNode texts = telling.putArray("texts");
        if (fact.has("step")) {
            event.set("step", fact.path("step"));
            if (fact.path("step").hasNonNull("text")) {
                texts.add(fact.path("step").get("text"));
            }
        }
        return telling;
    }

    /** One call of a phase, {@code announce} or {@code line}. */
    void send(String phase, List<Row> batch) throws IOException, InterruptedException {
        ObjectNode rows = JSON.createObjectNode().put("phase", phase);
        ArrayNode list = rows.putArray("rows");
        for (Row row : batch) {
            list.addObject().put("what", "announce").put("code", row.code()).set("body", row.body());
        }
        JsonNode call = mappings.call(PORTAL, rows);
        ObjectNode body = ((ObjectNode) call.path("body"))
                .put("session", session)
                .put("madonvi", settings.get("HUB_PORTAL_UNIT"));
        JsonNode answer = post(portal(call.path("path").asText()), body);
        if (answer.path("error_code").asInt(-1) != 0) {
            throw new IllegalStateException("the portal answers " + answer);
        }
    }

    private String token() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + settings.get("HUB_ONESTOP_CLIENT_ID")
                + "&client_secret=" + settings.get("HUB_ONESTOP_CLIENT_SECRET");
        return json(HttpRequest.newBuilder(URI.create(settings.get("HUB_ONESTOP_URL") + "/oauth/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build())
                .path("access_token")
                .asText();
    }

    private URI portal(String path) {
        return URI.create(settings.get("HUB_PORTAL_URL") + path);
    }

    private JsonNode post(URI to, JsonNode body) throws IOException, InterruptedException {
        return json(HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("dstcode", settings.get("HUB_PORTAL_DSTCODE"))
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build());
    }

    private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(request.uri() + " answers " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }
}
