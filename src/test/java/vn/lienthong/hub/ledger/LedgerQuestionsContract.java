package vn.lienthong.hub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.ClaimSearch;
import vn.lienthong.hub.ledger.LedgerQuestions.Counts;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryState;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierLine;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierStory;
import vn.lienthong.hub.ledger.LedgerQuestions.HeldFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.HeldLine;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;

/** What every store answers; one subclass a database. */
abstract class LedgerQuestionsContract {
    private static final Instant TIME = Instant.parse("2023-08-10T01:15:00Z");
    private static final SystemId LAND = new SystemId("land");
    private static final SystemId PORTAL = new SystemId("portal");
    private static final Window ALL = new Window(0, 100);

    private JdbcClient jdbc;
    private LedgerQuestions ledger;
    private AccessLog access;

    abstract EmptyLedger empty();

    @BeforeEach
    void emptyLedger() {
        DataSource database = empty().open();
        Clock clock = Clock.fixed(TIME, ZoneOffset.UTC);
        jdbc = JdbcClient.create(database);
        ObjectMapper json = new ObjectMapper();
        ledger = new JdbcLedgerQuestions(jdbc, new ReadStory(jdbc, json), json, clock);
        access = new JdbcAccessLog(
                jdbc, new Ids(new JdbcTemplate(database), new JdbcTransactionManager(database)), clock);
    }

    @Test
    void aListIsReadToItsEndInPages() {
        for (int id = 1; id <= 5; id++) {
            dossier(id, "H53.14-230810-000" + id, 4);
        }

        Slice<DossierLine> first = ledger.dossiers(new DossierFilter(null, null, null), new Window(0, 3));
        Slice<DossierLine> second = ledger.dossiers(new DossierFilter(null, null, null), new Window(first.next(), 3));

        assertThat(first.items()).extracting(DossierLine::id).containsExactly(1L, 2L, 3L);
        assertThat(second.items()).extracting(DossierLine::id).containsExactly(4L, 5L);
        assertThat(second.next()).isNull();
        assertThat(first.items().get(0).filedAt()).isEqualTo(TIME);
        assertThat(first.items().get(0).dueAt()).isNull();
    }

    @Test
    void dossiersAreFoundByStatusSystemAndCode() {
        dossier(1, "H53.14-230810-0001", 4);
        dossier(2, "H53.14-230810-0002", 5);
        dossier(3, null, null);
        reference("land", "DD-17", 2);

        assertThat(codes(new DossierFilter(5, null, null))).containsExactly("H53.14-230810-0002");
        assertThat(codes(new DossierFilter(null, LAND, null))).containsExactly("H53.14-230810-0002");
        assertThat(codes(new DossierFilter(4, LAND, null))).isEmpty();
        assertThat(codes(new DossierFilter(null, null, "H53.14-230810-0001"))).containsExactly("H53.14-230810-0001");
        assertThat(ledger.dossiers(new DossierFilter(null, null, null), ALL).items())
                .hasSize(3);
    }

    @Test
    void aDossierTellsItsHistoryInTheOrderOfItsSources() {
        dossier(1, "H53.14-230810-0001", 5);
        reference("dossier", "H53.14-230810-0001", 1);
        reference("ui-v2", "12", 1);
        event(11, 1, "land", TIME.plusSeconds(60), "status", 5, "status", """
                {"fact":{"step":{"official":"Trần B","department":"Phòng 1","text":"Thiếu giấy tờ, số 079201001234"},
                 "reason":null,"supplement":{"papers":[{"code":"CMND","name":"Bản sao CMND","reason":"mờ"}]}}}
                """);
        event(12, 1, "onestop", TIME, "image", 4, "birth", """
                {"fact":{"dossier":{"applicant":{"kind":"1","name":"Nguyễn Thị A","cccd":"079201001234"}}}}
                """);
        delivery(21, 1, "portal", "P", "-1 CMND 025123456 sai");

        DossierStory story = ledger.dossier("H53.14-230810-0001").orElseThrow();

        assertThat(story.references()).containsOnlyKeys("ui-v2").containsEntry("ui-v2", List.of("12"));
        assertThat(story.events()).extracting(event -> event.source()).containsExactly("onestop", "land");
        assertThat(story.events().get(1).official()).isEqualTo("Trần B");
        assertThat(story.events().get(1).text()).isEqualTo("Thiếu giấy tờ, số *********234");
        assertThat(story.events().get(1).reason()).isNull();
        assertThat(story.events().get(1).papersAsked().get(0).name()).isEqualTo("Bản sao CMND");
        assertThat(story.applicant()).isEqualTo(new LedgerQuestions.Applicant("Nguyễn Thị A", "1", "*********234"));
        assertThat(story.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryState.PARKED);
            assertThat(delivery.lastAnswer()).isEqualTo("-1 CMND ******456 sai");
        });
        assertThat(ledger.dossier("ui-v2:12").orElseThrow().dossier().id()).isEqualTo(1);
        assertThat(ledger.dossier("12")).isEmpty();
        assertThat(ledger.dossier("ui-v2:13")).isEmpty();
    }

    @Test
    void heldRecordsAreListedByState() {
        held(1, "onestop", "held");
        held(2, "land", "waiting");
        held(3, "land", "superseded");

        assertThat(heldIds(null, "held", "waiting")).containsExactly(1L, 2L);
        assertThat(heldIds(LAND, "held", "waiting")).containsExactly(2L);
        assertThat(heldIds(LAND, "superseded")).containsExactly(3L);
    }

    @Test
    void deliveriesAreListedByState() {
        dossier(1, "H53.14-230810-0001", 5);
        String states = "BRHDP";
        for (int i = 0; i < states.length(); i++) {
            event(100 + i, 1, "onestop", TIME, "image", 4, "step", "{}");
            delivery(i + 1, 1, "portal", states.substring(i, i + 1), null);
        }

        assertThat(deliveryIds(new DeliveryFilter(DeliveryState.WAITING, null))).containsExactly(1L, 2L, 3L);
        assertThat(deliveryIds(new DeliveryFilter(DeliveryState.DONE, PORTAL))).containsExactly(4L);
        assertThat(deliveryIds(new DeliveryFilter(DeliveryState.PARKED, LAND))).isEmpty();
        assertThat(deliveryIds(new DeliveryFilter(null, null))).hasSize(5);
    }

    @Test
    void conflictsAreListed() {
        dossier(1, "H53.14-230810-0001", 7);
        event(5, 1, "land", TIME, "ended", 9, "conflict", "{}");
        event(6, 1, "land", TIME, "status", 4, "history", "{}");
        event(7, 1, "land", TIME, "moved", 4, "status", "{}");
        event(8, 1, "land", TIME, "fee-paid", 4, "data", "{}");
        jdbc.sql("update event set note = 'HUB-EXC-002 7 does not go to 9' where id = 5")
                .update();
        jdbc.sql("update event set note = 'HUB-EXC-003 came too late to be told to portal' where id = 7")
                .update();
        jdbc.sql("update event set note = 'HUB-EXC-004 paid, no receipt' where id = 8")
                .update();

        assertThat(ledger.conflicts(LAND, ALL).items()).hasSize(2).first().satisfies(conflict -> {
            assertThat(conflict.code()).isEqualTo("H53.14-230810-0001");
            assertThat(conflict.status()).isEqualTo(9);
        });
        assertThat(ledger.conflicts(PORTAL, ALL).items()).isEmpty();
    }

    @Test
    void countsAreBySystem() {
        dossier(1, "H53.14-230810-0001", 5);
        event(100, 1, "onestop", TIME, "image", 4, "step", "{}");
        delivery(1, 1, "portal", "R", null);
        delivery(2, 1, "portal", "B", null);
        delivery(3, 1, "portal", "P", null);
        delivery(4, 1, "portal", "D", null);
        delivery(5, 1, "land", "D", null);
        held(1, "onestop", "held");
        held(2, "onestop", "waiting");
        held(3, "onestop", "replayed");

        assertThat(ledger.counts())
                .containsEntry(PORTAL, new Counts(0, 2, 1, 1, 0))
                .containsEntry(LAND, new Counts(0, 0, 0, 1, 0))
                .containsEntry(new SystemId("onestop"), new Counts(2, 0, 0, 0, 1));
    }

    @Test
    void claimsAreFoundByHashNewestFirst() {
        claim(1, "C1", "v1", false, "id", "{\"claim\":{\"filedOn\":\"2015-01-02\"}}");
        claim(2, "C1", "v2", true, "id", "{\"claim\":{\"filedOn\":\"2015-01-02\",\"monthsKept\":3}}");
        claim(3, "C2", "v1", true, "id", "{\"claim\":{\"filedOn\":\"2019-05\",\"number\":\"77\"}}");
        claim(4, "C3", "v1", true, "other", "{\"claim\":{}}");

        List<LedgerQuestions.ClaimLine> claims = ledger.claims(new ClaimSearch("id", null));

        assertThat(claims).extracting(LedgerQuestions.ClaimLine::key).containsExactly("C2", "C1");
        assertThat(claims.get(1).monthsKept()).isEqualTo(3);
        assertThat(claims.get(1).earlierVersions()).isEqualTo(1);
        assertThat(claims.get(0).filedOn()).isEqualTo("2019-05");
    }

    @Test
    void whoReadIsKept() {
        access.note("admin", "dossier.read", "H53.14-230810-0001");
        access.note("admin", "dossier.read", "H53.14-230810-0002");

        assertThat(jdbc.sql("select count(*) from audit where actor = 'admin'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    private List<@Nullable String> codes(DossierFilter filter) {
        return ledger.dossiers(filter, ALL).items().stream()
                .<@Nullable String>map(DossierLine::code)
                .toList();
    }

    private List<Long> heldIds(@Nullable SystemId system, String... states) {
        return ledger.held(new HeldFilter(system, List.of(states)), ALL).items().stream()
                .map(HeldLine::id)
                .toList();
    }

    private List<Long> deliveryIds(DeliveryFilter filter) {
        return ledger.deliveries(filter, ALL).items().stream()
                .map(LedgerQuestions.DeliveryLine::id)
                .toList();
    }

    private void dossier(long id, @Nullable String code, @Nullable Integer status) {
        jdbc.sql("""
                        insert into dossier (id, code, born, procedure_code, status, agency, channel, filed_at, first_seen_at,
                          changed_at)
                        values (?, ?, 'onestop', '1.001978', ?, 'H53.14', '1', ?, ?, ?)
                        """)
                .params(id, code, status, Times.column(TIME), Times.column(TIME), Times.column(TIME))
                .update();
    }

    private void reference(String system, String code, long dossier) {
        jdbc.sql("insert into reference (system, code, dossier_id) values (?, ?, ?)")
                .params(system, code, dossier)
                .update();
    }

    private void event(
            long id, long dossier, String source, Instant time, String kind, int status, String effect, String fact) {
        jdbc.sql("""
                        insert into event (id, dossier_id, source, source_key, happened_at, recorded_at, kind, status, effect,
                          fact, record, mapping_version, taken_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'v', ?)
                        """)
                .params(
                        id,
                        dossier,
                        source,
                        "key-" + id,
                        Times.column(time),
                        Times.column(time),
                        kind,
                        status,
                        effect,
                        bytes(fact),
                        bytes("{}"),
                        Times.column(TIME))
                .update();
    }

    private void delivery(long id, long dossier, String system, String state, @Nullable String answer) {
        long event = jdbc.sql("select max(id) from event").query(Long.class).single();
        jdbc.sql("""
                        insert into delivery (id, dossier_id, system, seq, what, event_id, delivery_key, state, phase, due_at,
                          last_answer, created_at)
                        values (?, ?, ?, ?, 'tell', ?, ?, ?, 'tell', ?, ?, ?)
                        """)
                .params(id, dossier, system, id, event, "k" + id, state, Times.column(TIME), answer, Times.column(TIME))
                .update();
    }

    private void held(long id, String system, String state) {
        jdbc.sql("""
                        insert into held (id, system, stream, record_key, content_hash, payload, reason_code, reason, state,
                          held_at)
                        values (?, ?, 'changes', ?, 'h', ?, 'HUB-MAP-007', 'unknown', ?, ?)
                        """)
                .params(id, system, "key-" + id, bytes("{}"), state, Times.column(TIME))
                .update();
    }

    private void claim(long id, String key, String version, boolean newest, String hash, String content) {
        jdbc.sql("""
                        insert into claim (id, system, claim_key, version, newest, id_hash, content, content_hash, taken_at)
                        values (?, 'ui-v1', ?, ?, ?, ?, ?, 'h', ?)
                        """)
                .params(id, key, version, newest, hash, bytes(content), Times.column(TIME))
                .update();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
