package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.delivery.Deliveries;
import vn.lienthong.hub.delivery.Deliveries.Batch;
import vn.lienthong.hub.delivery.ReplayParked;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.exchange.Course.Outcome;
import vn.lienthong.hub.intake.Intake;
import vn.lienthong.hub.intake.ReplayHeld;
import vn.lienthong.hub.intake.SourceRecord;
import vn.lienthong.hub.intake.WakeUp;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Procedures;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.watch.ContractWatch;

/** Intake, ledger and deliveries as they are, on H2; only mappings and far systems stand aside. */
final class HubOnLedger implements HubUnderTest {
    private final JdbcTemplate jdbc;
    private final Intake intake;
    private final Deliveries deliveries;
    private final ReplayParked parked;
    private final ReplayHeld held;
    private final DossierFiles files;
    private final TransactionTemplate transaction;
    private final TestClock clock;
    private final Map<Long, Said> said = new LinkedHashMap<>();

    private HubOnLedger(AnnotationConfigApplicationContext parts) {
        jdbc = parts.getBean(JdbcTemplate.class);
        intake = parts.getBean(Intake.class);
        deliveries = parts.getBean(Deliveries.class);
        parked = parts.getBean(ReplayParked.class);
        held = parts.getBean(ReplayHeld.class);
        files = parts.getBean(DossierFiles.class);
        transaction = parts.getBean(TransactionTemplate.class);
        clock = parts.getBean(TestClock.class);
    }

    /** With the ledger as it is. */
    static HubOnLedger on(AnnotationConfigApplicationContext parts) {
        return new HubOnLedger(parts);
    }

    static HubOnLedger onEmptyLedger(AnnotationConfigApplicationContext parts) {
        HubOnLedger hub = new HubOnLedger(parts);
        for (String table :
                List.of("delivery", "event", "reference", "dossier", "held", "lookup", "watermark", "lease")) {
            hub.jdbc.update("delete from " + table);
        }
        return hub;
    }

    /** Migrates the database to the newest level, and puts the hub's parts on it. */
    static AnnotationConfigApplicationContext parts(DataSource database, String vendor) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .load()
                .migrate();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("hub.search-key", "any order")));
        context.registerBean(DataSource.class, () -> database);
        context.register(Parts.class);
        context.refresh();
        return context;
    }

    // Work in the background has no place here: each test says what happens when.
    @ComponentScan(
            basePackages = {
                "vn.lienthong.hub.exchange",
                "vn.lienthong.hub.intake",
                "vn.lienthong.hub.ledger",
                "vn.lienthong.hub.delivery"
            },
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "vn\\.lienthong\\.hub\\.intake\\.(RunReplays|ForgetPast|LedgerMappingDiff)"))
    static class Parts {
        @Bean
        JdbcTemplate jdbcTemplate(DataSource database) {
            return new JdbcTemplate(database);
        }

        @Bean
        JdbcClient jdbcClient(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        JdbcTransactionManager transactions(DataSource database) {
            return new JdbcTransactionManager(database);
        }

        @Bean
        TransactionTemplate transaction(JdbcTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }

        @Bean
        ObjectMapper json() {
            return new ObjectMapper();
        }

        @Bean
        TestClock clock() {
            return new TestClock();
        }

        @Bean
        WakeUp wakeUp() {
            return systems -> {};
        }

        @Bean
        ContractWatch contractWatch() {
            return (system, stream, firstLoad, trees, faults) -> {};
        }

        @Bean
        FarSystems farSystems() {
            return Story.systems();
        }

        @Bean
        Procedures procedures() {
            return Story.procedures();
        }

        @Bean
        Mappings mappings() {
            return new AsItIs();
        }
    }

    /** Far systems that speak the hub's own language. */
    private static final class AsItIs implements Mappings {
        @Override
        public Mapped from(SystemId system, String stream, JsonNode tree) {
            return new Mapped(tree, List.of(), "1");
        }

        @Override
        public JsonNode ask(SystemId system, String stream, JsonNode places) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Page page(SystemId system, String stream, JsonNode answer) {
            throw new UnsupportedOperationException("facts are given as they are: nothing is pulled");
        }

        @Override
        public Holdings holdings(SystemId system, String stream, JsonNode answer) {
            throw new UnsupportedOperationException("no test of an order asks what a system holds");
        }

        @Override
        public JsonNode body(SystemId system, String what, JsonNode telling) {
            return telling;
        }

        @Override
        public JsonNode call(SystemId system, JsonNode rows) {
            return rows;
        }

        @Override
        public JsonNode outcomes(SystemId system, JsonNode answer) {
            return answer.path("answer");
        }

        @Override
        public List<Violation> inbound(SystemId system, String service, JsonNode body) {
            return List.of();
        }

        @Override
        public List<Violation> faults(SystemId system) {
            return List.of();
        }

        @Override
        public boolean serves(SystemId system, String service) {
            return true;
        }
    }

    /** Stands still; goes on when the hub would have to wait. */
    static final class TestClock extends Clock {
        private Instant now = Story.START;

        void later(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Override
    public void page(List<Fact> facts) {
        SystemId source = facts.get(0).source();
        List<SourceRecord> records = new ArrayList<>();
        for (Fact fact : facts) {
            JsonNode tree = record(fact);
            records.add(new SourceRecord(fact.key(), tree.toString().getBytes(StandardCharsets.UTF_8), tree));
        }
        intake.page(source, "facts", records, null);
    }

    static JsonNode record(Fact fact) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("type", "dossier");
        if (fact.code() != null) {
            record.put("code", fact.code());
        }
        if (fact.born() != null) {
            record.put("born", fact.born().value());
        }
        ObjectNode references = record.putObject("references");
        fact.references().forEach((system, code) -> references.put(system.value(), code));
        record.set("fact", fact.body());
        return record;
    }

    @Override
    public boolean tell(SystemId system, Outcome outcome) {
        clock.later(Duration.ofMinutes(10)); // whatever waited for its next try is due
        if (outcome == Outcome.REPLAYED) {
            return replay(system);
        }
        Optional<Batch> taken = deliveries.take(system);
        taken.ifPresent(batch -> settle(batch, outcome));
        ReflectionTestUtils.invokeMethod(held, "freeOverlooked"); // the sweep
        return taken.isPresent();
    }

    private boolean replay(SystemId system) {
        Optional<StoredDelivery> row = file().stream()
                .flatMap(f -> Watch.rows(f, system).stream())
                .filter(d -> d.state() == State.PARKED)
                .findFirst();
        row.ifPresent(d -> parked.replay(d.id()));
        return row.isPresent();
    }

    private void settle(Batch batch, Outcome outcome) {
        Deliveries.Row row = batch.rows().get(0);
        JsonNode body = row.body();
        Said now = new Said(
                batch.system(),
                body.path("what").asText(),
                event(row.id()),
                body.at("/event/status").asInt(),
                body.path("line").asBoolean(),
                outcome == Outcome.REFUSED);
        Said before = said.get(row.id());
        if (before != null && before.refused()) {
            said.remove(row.id()); // made anew
        }
        said.put(row.id(), now);
        if (outcome == Outcome.NO_ANSWER) {
            deliveries.failed(batch, new FarSideFault(FarSideFault.Kind.AWAY, "HUB-HTTP-002 away", null));
            return;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        boolean mailbox = batch.system().equals(Story.UI_V2);
        answer.put("outcome", word(outcome, mailbox));
        if (outcome == Outcome.DONE
                && body.path("what").asText().equals("register")
                && batch.system().equals(Story.ONESTOP)) {
            answer.put("reference", Offices.CODE);
        }
        deliveries.settle(batch, JsonNodeFactory.instance.arrayNode().add(answer));
    }

    private static String word(Outcome outcome, boolean mailbox) {
        return switch (outcome) {
            case REFUSED -> "refused";
            case OVERTAKEN -> "overtaken";
            case HANDED -> mailbox ? "handed" : "done";
            default -> "done";
        };
    }

    private String event(long delivery) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select e.source_key from delivery d join event e on e.id = d.event_id where d.id = ?",
                String.class,
                delivery));
    }

    @Override
    public Optional<DossierFile> file() {
        List<Long> ids = jdbc.queryForList("select id from dossier order by id", Long.class);
        if (ids.size() > 1) {
            throw new IllegalStateException("one dossier became " + ids.size());
        }
        return Optional.ofNullable(transaction.execute(status -> files.read(ids)))
                .flatMap(found -> found.values().stream().findFirst());
    }

    @Override
    public List<Said> said() {
        return List.copyOf(said.values());
    }
}
