package vn.lienthong.hub.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * On the embedded ledger one connection writes at a time; readers are free. When one connection commits, H2 2.3 writes the
 * changed pages of all tables, and a change that another one makes in that very instant can be written without the note
 * that would undo it: after kill -9 an index then has rows that its table has not (docs/decisions/0018). PostgreSQL needs
 * nothing of this.
 */
@Component
class OneWriter implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool && LedgerDatabase.isEmbedded(String.valueOf(pool.getJdbcUrl()))
                ? new InTurn(pool)
                : bean;
    }

    /** Hands out connections that wait for their turn before they write, and give it up when they are closed. */
    private static final class InTurn extends DelegatingDataSource {
        private final ReentrantLock turn = new ReentrantLock(true);

        private final HikariDataSource pool;

        InTurn(HikariDataSource pool) {
            super(pool);
            this.pool = pool;
        }

        /** Who waits for a turn holds a connection: whoever has the turn must not wait for them when it needs a second one. */
        @Override
        public Connection getConnection() throws SQLException {
            return waiting(
                    turn.isHeldByCurrentThread()
                            ? DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())
                            : super.getConnection());
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return waiting(super.getConnection(username, password));
        }

        private Connection waiting(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    OneWriter.class.getClassLoader(), new Class<?>[] {Connection.class}, new Waiting(connection, turn));
        }
    }

    /** One loan of a connection; used by one thread, as the lock is. */
    private static final class Waiting implements InvocationHandler {
        private final Connection connection;
        private final ReentrantLock turn;
        private boolean readsOnly;
        private boolean inTransaction;
        private boolean mine;

        Waiting(Connection connection, ReentrantLock turn) {
            this.connection = connection;
            this.turn = turn;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            @Nullable Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
            if (name.equals("setReadOnly")) {
                readsOnly = Boolean.TRUE.equals(first);
            } else if (name.equals("setAutoCommit")) {
                inTransaction = Boolean.FALSE.equals(first);
            }
            boolean writes = inTransaction ? !readsOnly : name.equals("createStatement") || isWrite(name, first);
            if (writes && !mine) {
                turn.lock();
                mine = true;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            } finally {
                if (mine && (name.equals("close") || name.equals("abort"))) {
                    mine = false;
                    turn.unlock();
                }
            }
        }

        private static boolean isWrite(String name, @Nullable Object sql) {
            return name.startsWith("prepare")
                    && sql instanceof String text
                    && !text.stripLeading().toLowerCase(Locale.ROOT).startsWith("select");
        }
    }
}
