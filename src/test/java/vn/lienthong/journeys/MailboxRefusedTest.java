package vn.lienthong.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.journeys.Scene.CLERK;
import static vn.lienthong.sandbox.world.Times.at;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.onestop.OneStopDossier;

/** A message that the job centre's software refused stays in its mailbox; a replay writes it anew. */
class MailboxRefusedTest {
    @Test
    void aReplayedMessageIsANewOneInTheMailbox(@TempDir Path folder) {
        try (Scene scene = Scene.open(folder)) {
            String code = scene.sandbox.oneStop().enter(OneStopDossier.claim(scene.person(), at("2026-09-10 08:00")));
            scene.sandbox.oneStop().accept(code, CLERK, at("2026-09-10 08:10"));
            scene.until("the message lies there", () -> scene.mail(code).equals(List.of("HO_SO")));
            scene.sandbox
                    .uiV2()
                    .meddle("update TBL_NHAN_LIEN_THONG set DA_XU_LY = 2, KET_QUA = 'tạm khóa sổ' where MA_HO_SO = '"
                            + code + "'");
            scene.until("it is parked", () -> scene.api().parked().size() == 1);

            scene.api()
                    .post("/api/v1/deliveries/"
                            + scene.api().parked().get(0).path("id").asText() + "/replay");
            scene.until("a second message lies there", () -> scene.mail(code).equals(List.of("HO_SO", "HO_SO")));
            assertThat(scene.sandbox.uiV2().software().take())
                    .singleElement()
                    .satisfies(taken -> assertThat(taken.refusal()).isNull());
            scene.settled();
            assertThat(scene.api().parked()).isEmpty();
        }
    }
}
