package vn.lienthong.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The campaign as a small model: thirty reloads. */
class ReloadCampaignTest {
    @Test
    void reloadsUnderLoadLoseAndDoubleNothing(@TempDir Path folder) throws Exception {
        ReloadCampaign.Result result = new ReloadCampaign(folder, 30, 50).run();

        System.out.println(result);
        assertThat(result.wrong()).isEmpty();
        assertThat(result.dossiers()).isGreaterThan(100);
        assertThat(result.inbound()).containsKey(200);
    }
}
