package vn.lienthong.hub.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
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

        InTurn(HikariDataSource pool) {
            super(pool);
        }

        @Override
        public Connection getConnection() {
            return (Connection) Proxy.newProxyInstance(
                    OneWriter.class.getClassLoader(), new Class<?>[] {Connection.class}, new Waiting(this, turn));
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException("the ledger has one account");
        }

        /** Whoever has the turn must not wait for others, so its second connection does not come from the pool. */
        private Connection borrow(boolean second) throws SQLException {
            HikariDataSource pool = (HikariDataSource) obtainTargetDataSource();
            if (second) {
                return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
            }
            for (int left = pool.getMaximumPoolSize(); ; left--) {
                Connection connection = pool.getConnection();
                try (Statement question = connection.createStatement()) {
                    question.execute("select 1");
                    return connection;
                } catch (SQLException gone) {
                    // An H2 that shut itself down, for a full disk, opens again when the last of its connections has
                    // left.
                    pool.evictConnection(connection);
                    connection.close();
                    if (left <= 1) {
                        throw gone;
                    }
                }
            }
        }
    }

    /**
     * One loan of a connection; used by one thread, as the lock is. The connection is borrowed when it is first needed, after
     * the wait: who waits for a turn keeps none from those who read.
     */
    private static final class Waiting implements InvocationHandler {
        private final InTurn ledger;
        private final ReentrantLock turn;
        private @Nullable Connection connection;
        private boolean readsOnly;
        private boolean inTransaction;
        private boolean mine;
        private boolean closed;

        Waiting(InTurn ledger, ReentrantLock turn) {
            this.ledger = ledger;
            this.turn = turn;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            @Nullable Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
            switch (name) {
                case "equals":
                    return proxy == first;
                case "hashCode":
                    return System.identityHashCode(proxy);
                case "toString":
                    return "a connection to the ledger";
                case "setReadOnly":
                    readsOnly = Boolean.TRUE.equals(first);
                    break;
                case "setAutoCommit":
                    inTransaction = Boolean.FALSE.equals(first);
                    break;
                default:
                    break;
            }
            if (connection == null && isAnsweredWithout(name)) {
                return without(name);
            }
            try {
                return method.invoke(borrowed(name, first), arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            } finally {
                if (isEnd(name)) {
                    over();
                }
            }
        }

        private Connection borrowed(String name, @Nullable Object first) throws SQLException {
            boolean writes = inTransaction ? !readsOnly : name.equals("createStatement") || isWrite(name, first);
            boolean second = turn.isHeldByCurrentThread() && !mine;
            if (writes && !mine) {
                turn.lock();
                mine = true;
            }
            if (connection == null) {
                connection = ledger.borrow(second);
                if (readsOnly) {
                    connection.setReadOnly(true);
                }
            }
            return connection;
        }

        private boolean isAnsweredWithout(String name) {
            return closed
                    || isEnd(name)
                    || List.of("isClosed", "setReadOnly", "isReadOnly", "getAutoCommit")
                            .contains(name);
        }

        private @Nullable Object without(String name) throws SQLException {
            switch (name) {
                case "isClosed":
                    return closed;
                case "isReadOnly":
                    return readsOnly;
                case "getAutoCommit":
                    return true;
                case "setReadOnly":
                    return null;
                default:
                    if (!isEnd(name)) {
                        throw new SQLException("the connection is closed");
                    }
                    over();
                    return null;
            }
        }

        private void over() {
            closed = true;
            connection = null;
            if (mine) {
                mine = false;
                turn.unlock();
            }
        }

        private static boolean isEnd(String name) {
            return name.equals("close") || name.equals("abort");
        }

        private static boolean isWrite(String name, @Nullable Object sql) {
            return name.startsWith("prepare")
                    && sql instanceof String text
                    && !text.stripLeading().toLowerCase(Locale.ROOT).startsWith("select");
        }
    }
}
