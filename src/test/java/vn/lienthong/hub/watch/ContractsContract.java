package vn.lienthong.hub.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.ledger.EmptyLedger;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.mapping.CodeKeys.AskedCode;
import vn.lienthong.hub.watch.Contracts.Done;
import vn.lienthong.hub.watch.Contracts.Finding;

/** Shapes and findings of several processes on one ledger. */
abstract class ContractsContract {
    private static final SystemId POST = new SystemId("post");
    private static final String STREAM = "parcels";
    private static final Window ALL = new Window(0, 500);
    private static final String TABLE = "mappings/post/codes/state.csv";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T01:00:00Z"));
    private final AtomicBoolean tableHasIt = new AtomicBoolean();
    private final AtomicReference<String> mappingReads = new AtomicReference<>("");
    private DataSource database;
    private LedgerContracts contracts;

    abstract EmptyLedger empty();

    @BeforeEach
    void open() {
        database = empty().open();
        contracts = process();
    }

    private LedgerContracts process() {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        return new LedgerContracts(
                new ContractRows(jdbc, new Ids(jdbc, transactions)),
                (system, row) -> tableHasIt.get(),
                (system, stream, field) -> field.equals(mappingReads.get()),
                new TransactionTemplate(transactions),
                new Clock() {
                    @Override
                    public Instant instant() {
                        return now.get();
                    }

                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }
                });
    }

    /** Looks at records one a second, so that none is left out. */
    private void pages(WatchedStream stream, boolean firstLoad, int records, String record) {
        for (int i = 0; i < records; i++) {
            now.updateAndGet(before -> before.plusSeconds(1));
            stream.page(firstLoad, List.of(OneStream.tree(record)), List.of(), now.get());
        }
    }

    private static WatchedStream stream() {
        return new WatchedStream(tree -> List.of());
    }

    private boolean store(WatchedStream stream) {
        AtomicBoolean stored = new AtomicBoolean();
        stream.store(seen -> {
            stored.set(contracts.add(POST, STREAM, seen));
            return stored.get();
        });
        return stored.get();
    }

    private List<String> findings(String state) {
        return contracts.findings(POST, state, ALL).items().stream()
                .map(one -> one.kind() + " " + one.path() + " " + one.detail())
                .map(String::strip)
                .toList();
    }

    private Finding only() {
        List<Finding> open = contracts.open().get(POST);
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    @Test
    void processesThatStoreAtTheSameTimeLoseNoCount() throws Exception {
        int processes = 4;
        int rounds = 25;
        ExecutorService threads = Executors.newFixedThreadPool(processes);
        List<Callable<Long>> work = new ArrayList<>();
        for (int process = 0; process < processes; process++) {
            work.add(() -> {
                LedgerContracts own = process();
                WatchedStream stream = stream();
                long late = 0;
                for (int round = 0; round < rounds; round++) {
                    pages(stream, false, 4, "{'a':1,'b':{'c':'x'}}");
                    boolean[] stored = {false};
                    stream.store(seen -> stored[0] = own.add(POST, STREAM, seen));
                    late += stored[0] ? 0 : 1;
                }
                for (boolean[] stored = {false}; !stored[0]; ) {
                    pages(stream, false, 1, "{'a':1}");
                    stream.store(seen -> stored[0] = own.add(POST, STREAM, seen));
                    late += stored[0] ? 0 : 1;
                }
                return late;
            });
        }
        long late = 0;
        for (Future<Long> one : threads.invokeAll(work)) {
            late += one.get();
        }
        threads.shutdown();

        Contracts.StreamShape shape = contracts.shapes(POST).get(0);
        assertThat(shape.fields())
                .filteredOn(field -> field.path().equals("/b/c"))
                .singleElement()
                .satisfies(field -> assertThat(field.filled()).isEqualTo(processes * rounds * 4L));
        assertThat(shape.records()).isBetween(processes * (rounds * 4L + 1), processes * (rounds * 4L + 1) + late);
        assertThat(contracts.findings(null, null, ALL).items()).isEmpty();
    }

    @Test
    void aFindingIsOneWhoeverSawItAndIsOverByItself() {
        WatchedStream first = stream();
        WatchedStream second = stream();
        pages(first, false, 250, "{'a':1,'b':'x'}");
        store(first);
        pages(first, false, 40, "{'a':1}");
        pages(second, false, 40, "{'a':1}");
        store(first);
        assertThat(findings("open")).isEmpty();
        store(second);
        assertThat(findings("open")).containsExactly("vanished /b");
        assertThat(only().records()).isEqualTo(80);
        assertThat(only().base()).isEqualTo(250);
        assertThat(only().since()).isEqualTo(Instant.parse("2026-11-23T01:04:10Z"));

        contracts = process(); // as after a restart
        WatchedStream third = stream();
        pages(third, false, 30, "{'a':1}");
        store(third);
        assertThat(findings("open")).containsExactly("vanished /b");
        assertThat(only().records()).isEqualTo(110);
        pages(third, false, 1, "{'a':1,'b':'x'}");
        store(third);

        assertThat(findings(null)).containsExactly("vanished /b");
        assertThat(findings("open")).isEmpty();
        assertThat(contracts.findings(POST, "closed", ALL).items())
                .singleElement()
                .satisfies(one -> assertThat(one.closedBy()).isEqualTo("hub"));
        pages(third, false, 80, "{'a':1}");
        store(third);
        assertThat(findings("open")).as("gone again").containsExactly("vanished /b");
    }

    @Test
    void whatAPersonAcknowledgedIsTheBaseForEveryProcess() {
        WatchedStream first = stream();
        WatchedStream second = stream();
        pages(first, false, 250, "{'a':1,'b':'x'}");
        pages(second, false, 250, "{'a':1,'b':'x'}");
        store(first);
        store(second);
        pages(first, false, 60, "{'a':1}");
        store(first);
        long id = only().id();

        assertThat(contracts.acknowledge(id, "lan", "agreed on the phone")).isEqualTo(Done.DONE);
        assertThat(contracts.acknowledge(id, "lan", null)).isEqualTo(Done.NOT_NOW);
        assertThat(contracts.acknowledge(id + 1_000_000, "lan", null)).isEqualTo(Done.UNKNOWN);
        pages(second, false, 60, "{'a':1}");
        store(second);
        pages(first, false, 60, "{'a':1}");
        store(first);

        assertThat(findings("open")).isEmpty();
        assertThat(contracts.findings(POST, "acknowledged", ALL).items())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.closedBy()).isEqualTo("lan");
                    assertThat(one.reason()).isEqualTo("agreed on the phone");
                });
    }

    @Test
    void whatChangedInTheCourseOfAFirstLoadIsNoNews() {
        WatchedStream stream = stream();
        pages(stream, true, 300, "{'a':1,'old':'x'}");
        store(stream);
        pages(stream, true, 300, "{'a':'t','new':'x'}");
        store(stream);
        pages(stream, true, 300, "{'a':'t','new':'x'}");
        store(stream);
        pages(stream, false, 300, "{'a':'t','new':'x'}");
        store(stream);

        assertThat(findings(null)).isEmpty();
    }

    @Test
    void aFieldForWhichTheMappingIsWrittenIsNoNews() {
        WatchedStream stream = stream();
        mappingReads.set("result");
        pages(stream, false, 300, "{'a':1}");
        store(stream);
        pages(stream, false, 60, "{'a':1,'result':'x','other':{'deep/er':'x'}}");
        store(stream);
        assertThat(findings("open")).containsExactly("new-field /other");

        mappingReads.set("other");
        pages(stream, false, 60, "{'a':1,'result':'x','other':{'deep/er':'x'}}");
        store(stream);
        assertThat(findings("closed")).as("it was taken into the mapping").containsExactly("new-field /other");
        mappingReads.set("");
        pages(stream, false, 60, "{'a':1,'result':'x','other':{'deep/er':'x'}}");
        store(stream);
        assertThat(findings("open")).isEmpty();
    }

    @Test
    void aCodeThatNoTableKnowsIsMentionedOnceAndOverWhenItsTableHasIt() {
        WatchedStream stream = stream();
        for (int i = 0; i < 3; i++) {
            stream.page(true, List.of(OneStream.tree("{'state':'LOST'}")), List.of(missing("LOST")), now.get());
        }
        stream.page(false, List.of(OneStream.tree("{'state':'x'}")), List.of(missing("Nguyễn Văn An")), now.get());
        store(stream);
        stream.page(false, List.of(OneStream.tree("{'state':'LOST'}")), List.of(missing("LOST")), now.get());
        store(stream);
        store(stream);

        assertThat(findings("open"))
                .containsExactlyInAnyOrder(
                        "new-code /parcels/*/state " + TABLE + "#state=LOST",
                        "new-code /parcels/*/state " + TABLE + "#state=(no code)");
        assertThat(contracts.open().get(POST)).extracting(Finding::records).containsExactlyInAnyOrder(4L, 1L);
        Finding noCode = contracts.open().get(POST).stream()
                .filter(one -> one.detail().endsWith("(no code)"))
                .findFirst()
                .orElseThrow();
        contracts.acknowledge(noCode.id(), "lan", null);
        tableHasIt.set(true);
        contracts.closeKnownCodes();
        stream.page(false, List.of(OneStream.tree("{'state':'x'}")), List.of(missing("Trần Thị Bưởi")), now.get());
        store(stream);

        assertThat(findings("open")).isEmpty();
        assertThat(findings("closed")).hasSize(1);
        assertThat(findings("acknowledged")).hasSize(1);
    }

    @Test
    void aCodeThatIsSilentlyLeftOutIsFoundToo() {
        WatchedStream stream = new WatchedStream(tree -> List.of(asked(tree.path("state")), asked(tree.path("name"))));
        pages(stream, false, 5, "{'state':'LOST','name':'Nguyễn Văn An'}");
        store(stream);

        assertThat(findings("open"))
                .containsExactlyInAnyOrder(
                        "new-code /state " + TABLE + "#state=LOST", "new-code /name " + TABLE + "#state=(no code)");
        assertThat(contracts.shapes(POST).get(0).fields())
                .filteredOn(field -> field.path().equals("/state"))
                .singleElement()
                .satisfies(field -> assertThat(field.codes()).isEqualTo(Map.of("(not in the table)", 5L)));
        JdbcTemplate jdbc = new JdbcTemplate(database);
        assertThat(new String(
                        jdbc.queryForObject("select shape from contract_shape", byte[].class), StandardCharsets.UTF_8))
                .doesNotContain("LOST", "Nguyễn");
    }

    @Test
    void soManyCodesThatTheyAreNoneAreOneFindingAndNoneIsKept() {
        WatchedStream stream = stream();
        for (int i = 0; i < 2_000; i++) {
            stream.page(false, List.of(OneStream.tree("{'state':'x'}")), List.of(missing("X" + i)), now.get());
            if (i % 40 == 0) {
                store(stream);
            }
        }
        store(stream);

        assertThat(findings(null)).containsExactly("new-code /parcels/*/state " + TABLE + "#state=(many values)");
        assertThat(only().records()).isEqualTo(2_000);
        contracts.acknowledge(only().id(), "lan", "names of clerks");
        stream.page(false, List.of(OneStream.tree("{'state':'x'}")), List.of(missing("Y")), now.get());
        store(stream);
        assertThat(findings("open")).isEmpty();
    }

    @Test
    void whatWasOverLongAgoIsForgottenWhatAPersonSaidIsNot() {
        WatchedStream stream = stream();
        stream.page(false, List.of(OneStream.tree("{'state':'x'}")), List.of(missing("A"), missing("B")), now.get());
        store(stream);
        contracts.acknowledge(contracts.open().get(POST).get(0).id(), "lan", null);
        tableHasIt.set(true);
        contracts.closeKnownCodes();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        ContractRows rows = new ContractRows(jdbc, new Ids(jdbc, new JdbcTransactionManager(database)));

        assertThat(rows.forget(now.get())).isZero();
        assertThat(rows.forget(now.get().plusSeconds(1))).isEqualTo(1);
        assertThat(findings(null)).hasSize(1);
    }

    @Test
    void aPathThroughTheNameOfAPersonIsNotKept() {
        WatchedStream stream = stream();
        stream.page(
                false,
                List.of(OneStream.tree("{'people':{'Nguyễn Văn An':{'state':'LOST'}}}")),
                List.of(missing("LOST", "/people/Nguyễn Văn An/state")),
                now.get());
        store(stream);

        assertThat(findings("open")).containsExactly("new-code /people/{}/state " + TABLE + "#state=LOST");
    }

    private static Violation missing(String key) {
        return missing(key, "/parcels/3/state");
    }

    private static Violation missing(String key, String path) {
        return Violation.unknownCode("HUB-MAP-004", path, "a key", "a text", MissingRow.of(TABLE, "state", key));
    }

    private static AskedCode asked(JsonNode value) {
        return new AskedCode(value, TABLE, "state", value.asText(), false);
    }
}
