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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Procedures.Procedure;

/**
 * What the work of a first load costs when nothing else is done: pulls the pages, maps them with the hub's own mapping
 * files, commits each page to H2 in the hub's own tables, posts dossiers and lines in batches of 50 and notes them as
 * done. One thread, one connection to each side, no order, no retries, no history, nothing survives a fault.
 */
final class Floor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SystemId ONE_STOP = new SystemId("onestop");
    private static final SystemId PORTAL = new SystemId("portal");
    private static final int PAGE = 500;
    private static final int BATCH = 50;

    private final Map<String, String> settings;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CsvProcedures procedures = new CsvProcedures(Path.of("mappings"));
    private final Mappings mappings;
    private final Connection database;
    private long id;
    private String session;

    private Floor(Map<String, String> settings, Path folder) throws SQLException {
        this.settings = settings;
        this.mappings = new JsltMappings(Path.of("mappings"), new FloorSystems(settings), procedures);
        this.database = DriverManager.getConnection(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("floor") + ";WRITE_DELAY=0", "floor", "");
        try (Statement statement = database.createStatement()) {
            statement.execute("runscript from 'classpath:db/migration/h2/V1__large_bytes.sql'");
            statement.execute("runscript from 'classpath:db/migration/common/V2__ledger.sql'");
        }
        database.setAutoCommit(false);
    }

    /** @param args the folder for the database; the far side stands in the environment as for the hub */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        new Floor(System.getenv(), Path.of(args[0])).load();
        // Stays until it was looked at.
        System.in.read();
    }

    private record Item(long dossier, long delivery, String code, JsonNode body) {}

    private void load() throws IOException, InterruptedException, SQLException {
        String token = token();
        session = post(
                        portal("/login"),
                        JSON.createObjectNode()
                                .put("username", settings.get("HUB_PORTAL_USERNAME"))
                                .put("password", settings.get("HUB_PORTAL_PASSWORD")))
                .path("session")
                .asText();
        String after = "";
        Mappings.Page page;
        do {
            ObjectNode answer = JSON.createObjectNode().put("status", 200);
            answer.set("body", pull(token, after));
            page = mappings.page(ONE_STOP, "changes", answer);
            List<Item> items = store(page);
            for (int from = 0; from < items.size(); from += BATCH) {
                List<Item> batch = items.subList(from, Math.min(items.size(), from + BATCH));
                send("announce", batch);
                send("line", batch);
                done(batch);
            }
            after = page.next();
        } while (page.more());
    }

    private List<Item> store(Mappings.Page page) throws IOException, SQLException {
        List<Item> items = new ArrayList<>();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        try (PreparedStatement dossier = database.prepareStatement(
                        "insert into dossier (id, code, born, procedure_code, status, status_at, agency, channel,"
                                + " filed_at, first_seen_at, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement reference =
                        database.prepareStatement("insert into reference (system, code, dossier_id) values (?, ?, ?)");
                PreparedStatement event = database.prepareStatement(
                        "insert into event (id, dossier_id, source, source_key, happened_at, recorded_at, kind, status,"
                                + " status_after, effect, fact, record, mapping_version, taken_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement delivery = database.prepareStatement(
                        "insert into delivery (id, dossier_id, system, seq, what, event_id, delivery_key, state, phase,"
                                + " body, due_at, created_at) values (?, ?, ?, 1, 'announce', ?, ?, 'R', 'announce', ?, ?, ?)")) {
            for (Mappings.PageRecord record : page.records()) {
                Mappings.Mapped mapped = mappings.from(ONE_STOP, "changes", record.tree());
                if (!mapped.faults().isEmpty()) {
                    throw new IllegalStateException("the far side is to be without faults: " + mapped.faults());
                }
                JsonNode canonical = mapped.canonical();
                String code = canonical.path("code").asText();
                JsonNode fact = canonical.path("fact");
                JsonNode image = fact.path("dossier");
                OffsetDateTime time = OffsetDateTime.parse(fact.path("time").asText());
                JsonNode body = mappings.body(PORTAL, "announce", telling(canonical));
                Item item = new Item(++id, ++id, code, body);
                items.add(item);
                set(
                        dossier,
                        item.dossier(),
                        code,
                        "onestop",
                        image.path("procedure").asText(),
                        fact.path("status").asInt(),
                        time,
                        image.path("agency").path("code").asText(),
                        image.path("channel").asText(),
                        OffsetDateTime.parse(image.path("filedAt").asText()),
                        now,
                        now);
                set(reference, "dossier", code, item.dossier());
                set(reference, "onestop", code, item.dossier());
                long eventId = ++id;
                set(
                        event,
                        eventId,
                        item.dossier(),
                        "onestop",
                        record.key(),
                        time,
                        time,
                        "image",
                        fact.path("status").asInt(),
                        fact.path("status").asInt(),
                        "birth",
                        JSON.writeValueAsBytes(canonical),
                        JSON.writeValueAsBytes(record.tree()),
                        mapped.version(),
                        now);
                set(
                        delivery,
                        item.delivery(),
                        item.dossier(),
                        "portal",
                        eventId,
                        "floor-" + item.delivery(),
                        JSON.writeValueAsBytes(body),
                        now,
                        now);
            }
            dossier.executeBatch();
            reference.executeBatch();
            event.executeBatch();
            delivery.executeBatch();
            database.commit();
        }
        return items;
    }

    private void done(List<Item> batch) throws SQLException {
        try (PreparedStatement done = database.prepareStatement(
                "update delivery set state = 'D', phase = 'line', done_at = ? where id = ?")) {
            for (Item item : batch) {
                set(done, OffsetDateTime.now(ZoneOffset.UTC), item.delivery());
            }
            done.executeBatch();
            database.commit();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
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

    private void send(String phase, List<Item> batch) throws IOException, InterruptedException {
        ObjectNode rows = JSON.createObjectNode().put("phase", phase);
        ArrayNode list = rows.putArray("rows");
        for (Item item : batch) {
            list.addObject().put("what", "announce").put("code", item.code()).set("body", item.body());
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

    private JsonNode pull(String token, String after) throws IOException, InterruptedException {
        String query = "?sau=" + URLEncoder.encode(after, StandardCharsets.UTF_8) + "&soLuong=" + PAGE;
        return json(
                HttpRequest.newBuilder(URI.create(settings.get("HUB_ONESTOP_URL") + "/api/v1/ho-so/thay-doi" + query))
                        .header("Authorization", "Bearer " + token)
                        .build());
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
                .header("Content-Type", "application/json")
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
