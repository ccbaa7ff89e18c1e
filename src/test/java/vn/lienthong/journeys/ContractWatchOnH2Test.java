package vn.lienthong.journeys;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The contract watch on the embedded ledger, over a restart. */
class ContractWatchOnH2Test extends ContractWatchJourney {
    @Override
    Map<String, String> database() {
        return Map.of();
    }

    @Override
    DataSource ledger(Path data) {
        return new DriverManagerDataSource("jdbc:h2:file:" + data.toAbsolutePath() + "/ledger/hub", "hub", "");
    }

    @Override
    void interrupt(Scene scene, Map<String, String> settings, Path folder) {
        scene.hub.stop();
        scene.hub.start();
    }
}
