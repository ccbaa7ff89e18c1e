package vn.lienthong.journeys;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** The contract watch of two hubs on one PostgreSQL: a second one comes, and the first one goes and comes again. */
class ContractWatchOnPostgresTest extends ContractWatchJourney {
    private EmbeddedPostgres postgres;
    private RunningHub second;

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
    DataSource ledger(Path data) {
        return postgres.getPostgresDatabase();
    }

    @Override
    void interrupt(Scene scene, Map<String, String> settings, Path folder) {
        second = RunningHub.start(scene.sandbox, folder.resolve("second"), settings);
        scene.hub.stop();
        scene.hub.start();
    }

    @Override
    @AfterEach
    void close() throws IOException {
        super.close();
        if (second != null) {
            second.close();
        }
        postgres.close();
    }
}
