package vn.lienthong.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The campaign as a small model: twenty reloads. */
class ReloadCampaignTest {
    @Test
    void reloadsUnderLoadLoseAndDoubleNothing(@TempDir Path folder) throws Exception {
        ReloadCampaign.Result result = new ReloadCampaign(folder, 20, 50).run();

        System.out.println(result);
        assertThat(result.wrong()).isEmpty();
        assertThat(result.dossiers()).isGreaterThan(60);
        assertThat(result.inbound()).containsKey(200);
    }
}
