package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The campaign as a small model: every fault of every far system, and kills, with the ledger inside the process. */
class FaultCampaignTest {
    private static final long SEED = 20261122;

    @Test
    void whateverGoesWrongTheEndIsTheOneWithoutFaults(@TempDir Path folder) throws Exception {
        Campaign campaign = new Campaign(folder, SEED, Scale.small());
        for (Trouble trouble : Catalogue.together()) {
            campaign.round(trouble, 10);
        }
        campaign.round(new Killed(3), 20);
        EndState without = campaign.withoutFaults();
        Table table = campaign.withFaults(without, Stores.embedded(), 1);
        System.out.println(table);
        assertThat(table.firstDifference()).isEmpty();
    }
}
