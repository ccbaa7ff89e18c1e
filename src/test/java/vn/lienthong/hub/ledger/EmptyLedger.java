package vn.lienthong.hub.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/** A ledger without a row, on each of the two databases. */
public enum EmptyLedger {
    H2 {
        @Override
        DataSource database() {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return database;
        }
    },
    POSTGRESQL {
        private EmbeddedPostgres server;

        /** One server for all tests of a run; it ends with it. */
        @Override
        synchronized DataSource database() {
            try {
                if (server == null) {
                    server = EmbeddedPostgres.start();
                }
                return server.getPostgresDatabase();
            } catch (IOException noServer) {
                throw new UncheckedIOException(noServer);
            }
        }
    };

    abstract DataSource database();

    /** With the tables of today. */
    public DataSource open() {
        DataSource database = database();
        Flyway flyway = Flyway.configure()
                .dataSource(database)
                .locations(
                        "classpath:db/migration/common",
                        "classpath:db/migration/" + name().toLowerCase(java.util.Locale.ROOT))
                .cleanDisabled(false)
                .load();
        flyway.clean();
        flyway.migrate();
        return database;
    }
}
