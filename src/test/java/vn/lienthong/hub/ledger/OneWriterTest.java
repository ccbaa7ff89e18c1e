package vn.lienthong.hub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A standstill is a failure, not a build that never ends. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OneWriterTest {
    private final HikariDataSource pool = new HikariDataSource();
    private DataSource ledger;
    private JdbcTemplate jdbc;

    @BeforeEach
    void open() {
        pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=60000");
        ledger = (DataSource) new OneWriter().postProcessAfterInitialization(pool, "dataSource");
        jdbc = new JdbcTemplate(ledger);
        jdbc.execute("create table T (ID int primary key)");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aSecondTransactionBeginsWhenTheFirstHasEnded() throws Exception {
        CompletableFuture<Void> second;
        try (Connection first = begin()) {
            first.createStatement().execute("insert into T values (1)");
            second = CompletableFuture.runAsync(() -> insertInATransaction(2));

            assertThat(isOver(second)).isFalse();
            first.commit();
            first.setAutoCommit(true);
        }
        second.get(10, TimeUnit.SECONDS);
        assertThat(jdbc.queryForList("select ID from T order by ID", Integer.class))
                .containsExactly(1, 2);
    }

    @Test
    void aSingleStatementThatWritesWaitsToo() throws Exception {
        CompletableFuture<Integer> second;
        try (Connection first = begin()) {
            first.createStatement().execute("insert into T values (1)");
            second = CompletableFuture.supplyAsync(() -> jdbc.update("insert into T values (?)", 2));

            assertThat(isOver(second)).isFalse();
            first.rollback();
            first.setAutoCommit(true);
        }
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void whoReadsWaitsForNobody() throws Exception {
        try (Connection first = begin()) {
            first.createStatement().execute("insert into T values (1)");

            assertThat(CompletableFuture.supplyAsync(
                                    () -> jdbc.queryForObject("select count(*) from T where ID > ?", Integer.class, 0))
                            .get(10, TimeUnit.SECONDS))
                    .isZero();
            first.rollback();
            first.setAutoCommit(true);
        }
    }

    @Test
    void whoWaitsKeepsNoConnectionFromOthers() throws Exception {
        pool.setConnectionTimeout(5000);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        try (Connection first = begin()) {
            first.createStatement().execute("insert into T values (1)");
            for (int id = 2; id < 22; id++) {
                int its = id;
                waiting.add(apart(threads, () -> insertInATransaction(its)));
            }
            Awaitility.await().until(() -> threads.stream().allMatch(it -> it.getState() == Thread.State.WAITING));

            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);
            insertInATransaction(100);
            first.commit();
            first.setAutoCommit(true);
        }
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(jdbc.queryForObject("select count(*) from T", Integer.class)).isEqualTo(22);
    }

    @Test
    void whoTakesIdsAndWaitsDoesNotStopTheOneWhoHasTheTurn() throws Exception {
        jdbc.execute("create table ID_BLOCK (NAME varchar primary key, NEXT_ID bigint)");
        jdbc.update("insert into ID_BLOCK values ('ledger', ?)", 1);
        Ids ids = new Ids(jdbc, new JdbcTransactionManager(ledger));
        List<Thread> threads = new CopyOnWriteArrayList<>();
        AtomicLong others = new AtomicLong();
        CompletableFuture<Void> other;
        long mine;
        try (Connection first = begin()) {
            first.createStatement().execute("insert into T values (1)");
            other = apart(threads, () -> others.set(ids.next()));
            Awaitility.await().until(() -> threads.get(0).getState() == Thread.State.WAITING);

            mine = ids.next();
            first.commit();
            first.setAutoCommit(true);
        }
        other.get(10, TimeUnit.SECONDS);
        assertThat(others.get()).isGreaterThan(mine);
    }

    @Test
    void idsThatManyTakeAreEachTakenOnce() throws Exception {
        jdbc.execute("create table ID_BLOCK (NAME varchar primary key, NEXT_ID bigint)");
        jdbc.update("insert into ID_BLOCK values ('ledger', ?)", 1);
        Ids ids = new Ids(jdbc, new JdbcTransactionManager(ledger));
        Set<Long> taken = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> takers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            takers.add(apart(new ArrayList<>(), () -> {
                long last = 0;
                for (int n = 0; n < 20_000; n++) {
                    long id = ids.next();
                    if (id <= last || !taken.add(id)) {
                        throw new IllegalStateException(id + " after " + last);
                    }
                    last = id;
                }
            }));
        }
        CompletableFuture.allOf(takers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(taken).hasSize(80_000);
    }

    private static CompletableFuture<Void> apart(List<Thread> threads, Runnable work) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
                over.complete(null);
            } catch (RuntimeException failed) {
                over.completeExceptionally(failed);
            }
        });
        threads.add(thread);
        thread.start();
        return over;
    }

    private Connection begin() throws SQLException {
        Connection connection = ledger.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void insertInATransaction(int id) {
        try (Connection connection = begin()) {
            connection.createStatement().execute("insert into T values (" + id + ")");
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean isOver(CompletableFuture<?> other) throws Exception {
        try {
            other.get(300, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException waits) {
            return false;
        }
    }
}
