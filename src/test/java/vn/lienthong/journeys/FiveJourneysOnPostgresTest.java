package vn.lienthong.journeys;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** The two longest journeys with the ledger in PostgreSQL. */
class FiveJourneysOnPostgresTest extends CounterAndOnlineJourneys {
    private EmbeddedPostgres postgres;

    @Override
    Scene openIn(Path folder) throws IOException {
        postgres = EmbeddedPostgres.start();
        return Scene.open(
                folder,
                Map.of(
                        "HUB_DATABASE_URL",
                                postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", ""),
                        "HUB_DATABASE_USERNAME", "postgres",
                        "HUB_DATABASE_PASSWORD", "postgres"));
    }

    @Override
    @AfterAll
    void close() throws IOException {
        super.close();
        postgres.close();
    }
}
