package vn.lienthong.hub.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.intake.Intake;
import vn.lienthong.hub.intake.SourceRecord;

/** A record that names two dossiers says by which of its codes. */
class ClashingCodesTest {
    private static final String ONE = "H53.20-260302-0001";
    private static final String OTHER = "H53.20-260302-0002";

    @Test
    void theReferenceThatBelongsToAnotherDossierIsNamed() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:clashing;DB_CLOSE_DELAY=-1");
        Story story = new Story()
                .onestop(0, 1, fact -> {})
                .onestop(1, 1, fact -> {})
                .say(Story.LAND, "moved", 10, 2)
                .say(Story.LAND, "moved", 20, 2)
                .say(Story.LAND, "moved", 30, 2);
        try (AnnotationConfigApplicationContext parts = HubOnLedger.parts(database, "h2")) {
            Intake intake = parts.getBean(Intake.class);
            take(intake, Story.ONESTOP, record(story, 0, ONE, Map.of()));
            take(intake, Story.ONESTOP, record(story, 1, OTHER, Map.of()));
            take(intake, Story.LAND, record(story, 2, ONE, Map.of("land", "L1")));

            take(intake, Story.LAND, record(story, 3, OTHER, Map.of("land", "L1")));

            take(intake, Story.LAND, record(story, 4, "H53.20-260302-0003", Map.of("land", "L1")));

            assertThat(parts.getBean(JdbcTemplate.class)
                            .queryForList("select reason_code || ' ' || reason_path from held", String.class))
                    .containsExactly("HUB-INT-011 /references/land", "HUB-INT-011 /references/land");
        }
    }

    private static ObjectNode record(Story story, int fact, String code, Map<String, String> references) {
        ObjectNode record = (ObjectNode) HubOnLedger.record(story.facts().get(fact));
        record.put("code", code);
        references.forEach(record.putObject("references")::put);
        return record;
    }

    private static void take(Intake intake, SystemId system, ObjectNode record) {
        byte[] bytes = record.toString().getBytes(StandardCharsets.UTF_8);
        intake.page(
                system, "facts", List.of(new SourceRecord(record.at("/fact/key").asText(), bytes, record)), null);
    }
}
