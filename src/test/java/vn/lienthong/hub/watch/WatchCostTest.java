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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.CsvProcedures;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** How much the watch does beside the mapping of the same records; prints the times that docs/performance.md has. */
class WatchCostTest {
    private static final SystemId ONESTOP = new SystemId("onestop");
    private static final Path MAPPINGS = Path.of("mappings");
    private static final int PAGE = 500;
    private static final int PAGES = 120;

    private final JsltMappings mappings = new JsltMappings(
            MAPPINGS, Settings.systems(Settings.of("onestop").role(Role.FRONT).build()), new CsvProcedures(MAPPINGS));
    private final AtomicInteger mappedAgain = new AtomicInteger();
    private final WatchedStream stream = new WatchedStream(tree -> {
        mappedAgain.incrementAndGet();
        return mappings.asked(ONESTOP, "changes", tree);
    });

    @Test
    void atTheRateOfAFirstLoadItLooksAtOneRecordInFifteenAndMapsOneInFiftyAgain() throws IOException {
        List<JsonNode> page = page();
        long[] millis = {1_700_000_000_000L};
        double mapped = microsPerRecord(() -> page.forEach(tree -> mappings.from(ONESTOP, "changes", tree)));
        double watched = microsPerRecord(() -> {
            millis[0] += 333; // 1,500 records a second
            stream.page(true, page, List.of(), Instant.ofEpochMilli(millis[0]));
        });
        System.out.printf("mapping %.1f us a record, the watch beside it %.2f us%n", mapped, watched);

        AtomicLong looked = new AtomicLong();
        stream.store(seen -> {
            looked.set(seen.sightings().root.count.filled);
            return true;
        });
        assertThat(looked.get()).as("of %s records", PAGES * PAGE).isBetween(3_800L, 4_300L);
        assertThat(mappedAgain.get()).isBetween(1_000, 1_250);
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
