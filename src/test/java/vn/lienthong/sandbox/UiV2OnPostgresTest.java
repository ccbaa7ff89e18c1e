package vn.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.uiv2.Claim;
import vn.lienthong.sandbox.uiv2.ExistingDatabase;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/** The same software on PostgreSQL: accounts, mailbox and late numbers. */
class UiV2OnPostgresTest {
    private static final Instant MORNING = Times.at("2026-09-10 08:15");

    @Test
    void theSoftwareWorksOnAGivenPostgres(@TempDir Path folder) throws IOException, SQLException {
        People people = new People(6);
        Official clerk = people.official("Phòng Bảo hiểm thất nghiệp");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            var settings = SandboxSettings.anywhere(folder)
                    .clock(SandboxClock.story(MORNING))
                    .database(new ExistingDatabase(url, "postgres", "postgres"));
            try (Sandbox sandbox = Sandbox.start(settings);
                    var hub = DriverManager.getConnection(sandbox.uiV2().url(), "lienthong", "sandbox-secret");
                    var statement = hub.createStatement()) {
                statement.execute(
                        "insert into TBL_NHAN_LIEN_THONG (MA_GIAO_DICH, LOAI, MA_HO_SO, HO_TEN, MA_LOAI, NGAY_NOP,"
                                + " THOI_DIEM) values ('m', 'HO_SO', 'C1', 'Lữ Ẩn', 'TCTN_MOI', now(), now())");
                assertThat(sandbox.uiV2().software().take()).hasSize(1);
                assertThat(sandbox.uiV2().mailbox("C1")).extracting("DA_XU_LY").containsExactly(1);
                assertThatThrownBy(() -> statement.execute("delete from TBL_NHAT_KY"))
                        .isInstanceOf(SQLException.class);
                long claim = sandbox.uiV2().typeIn(Claim.of(people.next(), MORNING), clerk);
                sandbox.uiV2().faults().next("TBL_NHAT_KY", Fault.heldBackNumber());
                long late = sandbox.uiV2().step(claim, 2, clerk, MORNING.plusSeconds(5), "Hoàn thiện");
                sandbox.uiV2().step(claim, 3, clerk, MORNING.plusSeconds(9), "Đã tính hưởng");
                assertThat(sandbox.uiV2().log(claim)).extracting("ID").doesNotContain(late);
                sandbox.uiV2().releaseHeldBack();
                assertThat(sandbox.uiV2().log(claim)).extracting("ID").contains(late);
            }
        }
    }
}
