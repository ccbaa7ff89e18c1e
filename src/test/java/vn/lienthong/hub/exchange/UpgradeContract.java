package vn.lienthong.hub.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.exchange.Course.Outcome;
import vn.lienthong.hub.ledger.DossierFile;

/**
 * A ledger as the first release wrote it, brought to the newest level by starting today's hub on it: what it holds is kept,
 * and its dossiers move on. One subclass a database.
 */
abstract class UpgradeContract {
    private static final String FIRST = "2";

    abstract DataSource database();

    abstract String vendor();

    @Test
    void aLedgerOfTheFirstReleaseWorksOn() {
        DataSource database = database();
        Story story = new Story().onestop(0, 1, f -> {}).onestop(10, 2, f -> {}).say(Story.LAND, "ended", 60, 9);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor())
                .target(MigrationVersion.fromVersion(FIRST))
                .load()
                .migrate();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        firstRelease(jdbc, story.facts());

        try (AnnotationConfigApplicationContext parts = HubOnLedger.parts(database, vendor())) {
            HubOnLedger hub = HubOnLedger.on(parts);
            DossierFile kept = hub.file().orElseThrow();
            assertThat(kept.code()).isEqualTo("H53.20-260302-0001");
            assertThat(kept.standing().status()).isEqualTo(Status.ACCEPTED);
            assertThat(kept.facts()).hasSize(2);
            assertThat(Watch.rows(kept, Story.PORTAL))
                    .extracting(d -> d.what() + " " + d.state() + " " + d.started())
                    .containsExactly("announce DONE true", "tell READY false");

            assertThat(hub.tell(Story.PORTAL, Outcome.DONE))
                    .as("what was due is told")
                    .isTrue();
            hub.page(List.of(story.facts().get(2)));
            hub.page(List.of(story.facts().get(1)));
            assertThat(hub.tell(Story.PORTAL, Outcome.DONE))
                    .as("what is new is told")
                    .isTrue();
            assertThat(hub.tell(Story.PORTAL, Outcome.DONE)).isFalse();

            assertThat(hub.said()).extracting(HubUnderTest.Said::status).containsExactly(2, 9);
            assertThat(hub.file().map(f -> f.standing().status())).isEqualTo(Optional.of(Status.FINISHED));
            assertThat(jdbc.queryForObject("select count(*) from held where state = 'held'", Integer.class))
                    .as("what was held is held")
                    .isEqualTo(1);
            assertThat(jdbc.queryForObject("select position from watermark where system = 'onestop'", String.class))
                    .isEqualTo("cursor-17");
        }
    }

    /** One dossier with two facts, the first told; a held record, a watermark. Columns as V2 had them. */
    private static void firstRelease(JdbcTemplate jdbc, List<Fact> facts) {
        jdbc.update("update id_block set next_id = 5001");
        jdbc.update("insert into dossier (id, code, born, procedure_code, status, status_at, agency, channel, filed_at,"
                + " first_seen_at, changed_at) values (1, 'H53.20-260302-0001', 'onestop', '1.004227', 2,"
                + " current_timestamp, 'H53.20', '1', current_timestamp, current_timestamp, current_timestamp)");
        jdbc.update("insert into reference (system, code, dossier_id) values ('dossier', 'H53.20-260302-0001', 1)");
        for (int i = 0; i < 2; i++) {
            Fact fact = facts.get(i);
            byte[] canonical = HubOnLedger.record(fact).toString().getBytes(StandardCharsets.UTF_8);
            jdbc.update(
                    "insert into event (id, dossier_id, source, source_key, source_number, happened_at, recorded_at, kind,"
                            + " status, status_after, effect, fact, record, mapping_version, taken_at) values"
                            + " (?, 1, 'onestop', ?, ?, current_timestamp, current_timestamp, 'image', ?, ?, ?, ?, ?, '1',"
                            + " current_timestamp)",
                    10 + i,
                    fact.key(),
                    fact.number(),
                    i + 1,
                    i + 1,
                    i == 0 ? "birth" : "status",
                    canonical,
                    canonical);
            Planned planned = new Planned(fact, i == 0 ? "announce" : "tell", null, true);
            jdbc.update(
                    "insert into delivery (id, dossier_id, system, seq, what, event_id, delivery_key, state, phase, body,"
                            + " due_at, created_at) values (?, 1, 'portal', ?, ?, ?, ?, ?, ?, ?, ?, current_timestamp)",
                    20 + i,
                    i + 1,
                    planned.what(),
                    10 + i,
                    planned.key(Story.PORTAL, 1),
                    i == 0 ? "D" : "R",
                    planned.what(),
                    i == 0 ? canonical : null,
                    java.sql.Timestamp.from(Story.START));
        }
        jdbc.update(
                "insert into held (id, system, stream, record_key, content_hash, payload, reason_code, reason, state, held_at)"
                        + " values (30, 'land', 'log', 'land:9', 'abc', ?, 'HUB-MAP-004', 'unknown', 'held', current_timestamp)",
                (Object) "{}".getBytes(StandardCharsets.UTF_8));
        jdbc.update("insert into watermark (system, stream, position, loaded, moved_at)"
                + " values ('onestop', 'feed', 'cursor-17', true, current_timestamp)");
    }
}
