package vn.lienthong.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import vn.lienthong.hub.mapping.Mappings;

/**
 * What the work of a first load costs when nothing else is done: pulls the pages, maps them with the hub's own mapping
 * files, commits each page to the hub's own tables, posts dossiers and lines in batches of 50 and notes them as done. One
 * thread, one connection to each side, no order, no retries, no history, nothing survives a fault.
 */
final class Floor {
    private final StraightCalls calls;
    private final Connection database;
    private long id;

    private Floor(String url) throws IOException, InterruptedException, SQLException {
        String vendor = url.startsWith("jdbc:postgresql:") ? "postgresql" : "h2";
        Flyway.configure()
                .dataSource(url, "hub", "")
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .load()
                .migrate();
        this.database = DriverManager.getConnection(url, "hub", "");
        database.setAutoCommit(false);
        this.calls = new StraightCalls(System.getenv());
    }

    /** @param args the ledger's JDBC url; the far side stands in the environment as for the hub */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        new Floor(args[0]).load();
        // Stays until it was looked at.
        System.in.read();
    }

    private record Stored(long delivery, StraightCalls.Row row) {}

    private void load() throws IOException, InterruptedException, SQLException {
        String after = "";
        Mappings.Page page;
        do {
            page = calls.pull(after);
            List<Stored> stored = store(page);
            for (int from = 0; from < stored.size(); from += StraightCalls.BATCH) {
                List<Stored> batch = stored.subList(from, Math.min(stored.size(), from + StraightCalls.BATCH));
                List<StraightCalls.Row> rows = batch.stream().map(Stored::row).toList();
                calls.send("announce", rows);
                calls.send("line", rows);
                done(batch);
            }
            after = page.next();
        } while (page.more());
    }

    private List<Stored> store(Mappings.Page page) throws IOException, SQLException {
        List<Stored> stored = new ArrayList<>();
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
                StraightCalls.Item item = calls.map(record);
                JsonNode fact = item.canonical().path("fact");
                JsonNode image = fact.path("dossier");
                OffsetDateTime time = OffsetDateTime.parse(fact.path("time").asText());
                int status = fact.path("status").asInt();
                long dossierId = ++id;
                long eventId = ++id;
                long deliveryId = ++id;
                stored.add(new Stored(deliveryId, new StraightCalls.Row(item.code(), item.body())));
                set(
                        dossier,
                        dossierId,
                        item.code(),
                        "onestop",
                        image.path("procedure").asText(),
                        status,
                        time,
                        image.path("agency").path("code").asText(),
                        image.path("channel").asText(),
                        OffsetDateTime.parse(image.path("filedAt").asText()),
                        now,
                        now);
                set(reference, "dossier", item.code(), dossierId);
                set(reference, "onestop", item.code(), dossierId);
                set(
                        event,
                        eventId,
                        dossierId,
                        "onestop",
                        record.key(),
                        time,
                        time,
                        "image",
                        status,
                        status,
                        "birth",
                        StraightCalls.JSON.writeValueAsBytes(item.canonical()),
                        StraightCalls.JSON.writeValueAsBytes(record.tree()),
                        item.mappingVersion(),
                        now);
                set(
                        delivery,
                        deliveryId,
                        dossierId,
                        "portal",
                        eventId,
                        "floor-" + deliveryId,
                        StraightCalls.JSON.writeValueAsBytes(item.body()),
                        now,
                        now);
            }
            dossier.executeBatch();
            reference.executeBatch();
            event.executeBatch();
            delivery.executeBatch();
            database.commit();
        }
        return stored;
    }

    private void done(List<Stored> batch) throws SQLException {
        try (PreparedStatement done = database.prepareStatement(
                "update delivery set state = 'D', phase = 'line', done_at = ? where id = ?")) {
            for (Stored item : batch) {
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
}
