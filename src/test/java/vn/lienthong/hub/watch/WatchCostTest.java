package vn.lienthong.hub.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** What the watch costs beside the mapping of the same records; prints the figures that docs/performance.md has. */
class WatchCostTest {
    private static final SystemId ONESTOP = new SystemId("onestop");
    private static final Path MAPPINGS = Path.of("mappings");
    private static final int PAGE = 500;
    private static final int PAGES = 120;

    @Test
    void atTheRateOfAFirstLoadItCostsLittle() throws IOException {
        JsltMappings mappings = new JsltMappings(
                MAPPINGS,
                Settings.systems(Settings.of("onestop").role(Role.FRONT).build()),
                new CsvProcedures(MAPPINGS));
        List<JsonNode> page = page();
        double mapped = 0;
        double everyOne = 0;
        double sampled = 0;
        double slow = 0;
        for (int round = 0; round < 2; round++) { // the first warms up
            mapped = microsPerRecord(() -> page.forEach(tree -> mappings.from(ONESTOP, "changes", tree)));
            Sightings sightings = new Sightings();
            everyOne = microsPerRecord(() -> page.forEach(tree -> sightings.see(tree, List.of(), 1_700_000_000)));
            WatchedStream stream = new WatchedStream(tree -> mappings.asked(ONESTOP, "changes", tree));
            long[] millis = {1_700_000_000_000L};
            sampled = microsPerRecord(() -> {
                millis[0] += 333; // 1,500 records a second
                stream.page(true, page, List.of(), Instant.ofEpochMilli(millis[0]));
            });
            slow = microsPerRecord(() -> {
                for (int i = 0; i < PAGE; i += 25) { // 83 records a second: each is looked at
                    millis[0] += 300;
                    stream.page(false, page.subList(i, i + 25), List.of(), Instant.ofEpochMilli(millis[0]));
                }
            });
        }
        System.out.printf(
                "mapping %.1f us a record; a look at every record %.2f us (%.0f%%); as it is, at 1,500/s: %.2f us"
                        + " (%.1f%%), at 83/s: %.1f us (%.0f%%)%n",
                mapped,
                everyOne,
                100 * everyOne / mapped,
                sampled,
                100 * sampled / mapped,
                slow,
                100 * slow / mapped);
        assertThat(sampled).isLessThan(0.25 * mapped);
        assertThat(sampled).as("2 %% of the 1,100 us of a dossier").isLessThan(22);
    }

    private static double microsPerRecord(Runnable page) {
        long begun = System.nanoTime();
        for (int i = 0; i < PAGES; i++) {
            page.run();
        }
        return (System.nanoTime() - begun) / 1000.0 / PAGES / PAGE;
    }

    private static List<JsonNode> page() throws IOException {
        JsonNode record = new ObjectMapper()
                .readTree(MAPPINGS.resolve("onestop/examples/claim-at-the-counter/from.changes.json")
                        .toFile());
        List<JsonNode> page = new ArrayList<>();
        for (int i = 0; i < PAGE; i++) {
            page.add(((ObjectNode) record.deepCopy()).put("phienBan", i));
        }
        return page;
    }
}
