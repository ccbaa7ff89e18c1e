package vn.lienthong.hub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class OneWriterTest {
    private final HikariDataSource pool = new HikariDataSource();
    private DataSource ledger;
    private JdbcTemplate jdbc;

    @BeforeEach
    void open() {
        pool.setJdbcUrl("jdbc:h2:mem:one-writer;LOCK_TIMEOUT=60000");
        ledger = (DataSource) new OneWriter().postProcessAfterInitialization(pool, "dataSource");
        jdbc = new JdbcTemplate(ledger);
        jdbc.execute("create table T (ID int primary key)");
    }

    @AfterEach
    void close() {
        jdbc.execute("drop all objects");
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

    /** Ids are taken in a transaction of their own, in the middle of another one. */
    @Test
    void whoHasTheTurnGetsASecondConnectionThoughManyWaitWithTheirs() throws Exception {
        pool.setConnectionTimeout(5000);
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try (Connection first = begin()) {
            first.createStatement().execute("insert into T values (1)");
            for (int id = 2; id < 22; id++) {
                int its = id;
                waiting.add(CompletableFuture.runAsync(() -> insertInATransaction(its), threads));
            }
            Awaitility.await().until(() -> pool.getHikariPoolMXBean().getActiveConnections() >= 10);

            insertInATransaction(100);
            first.commit();
            first.setAutoCommit(true);
        }
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        threads.shutdown();
        assertThat(jdbc.queryForObject("select count(*) from T", Integer.class)).isEqualTo(22);
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
