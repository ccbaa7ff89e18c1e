package vn.lienthong.journeys;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** Replays with the ledger in PostgreSQL. */
class ReplayOnPostgresTest extends ReplayContract {
    private EmbeddedPostgres postgres;

    @Override
    Map<String, String> database() throws IOException {
        postgres = EmbeddedPostgres.start();
        return Map.of(
                "HUB_DATABASE_URL",
                postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""),
                "HUB_DATABASE_USERNAME",
                "postgres",
                "HUB_DATABASE_PASSWORD",
                "postgres");
    }

    @Override
    @AfterAll
    void close() throws IOException {
        super.close();
        postgres.close();
    }
}
