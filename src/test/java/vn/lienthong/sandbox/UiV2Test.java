package vn.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.uiv2.Claim;
import vn.lienthong.sandbox.uiv2.Decision;
import vn.lienthong.sandbox.uiv2.UiV2;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

class UiV2Test {
    private static final Instant MORNING = Times.at("2026-09-10 08:15");
    private final People people = new People(4);
    private final Official clerk = people.official("Phòng Bảo hiểm thất nghiệp");
    private Sandbox sandbox;
    private UiV2 uiV2;

    @BeforeEach
    void start(@TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.anywhere(folder).clock(SandboxClock.story(MORNING)));
        uiV2 = sandbox.uiV2();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void theHubReadsEverythingAndWritesOnlyTheMailbox() throws SQLException {
        long claim = uiV2.typeIn(Claim.of(people.next(), MORNING), clerk);
        try (Connection hub = hub();
                var statement = hub.createStatement()) {
            try (var rows = statement.executeQuery("select ID_TCTN, THOI_DIEM from TBL_NHAT_KY")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(claim);
                assertThat(rows.getString(2)).startsWith("2026-09-10 08:15");
            }
            assertThatThrownBy(() -> statement.execute("update TBL_TCTN set LY_DO = 'x'"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("update TBL_NHAN_LIEN_THONG set DA_XU_LY = 1"))
                    .isInstanceOf(SQLException.class);
        }
        mail("m1", "HO_SO", "H53.14-260910-0001", "'TCTN_MOI'");
        assertThatThrownBy(() -> mail("m1", "HO_SO", "H53.14-260910-0001", "'TCTN_MOI'"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void theSoftwareTakesMailCreatesTheClaimOnceAndRefusesWhatItCannotRead() throws SQLException {
        mail("m1", "HO_SO", "C1", "'TCTN_MOI'");
        mail("m2", "HO_SO", "C1", "'TCTN_MOI'");
        mail("m3", "HO_SO", "C2", "'LA'");
        mail("m4", "RUT", "C9", "null");
        var taken = uiV2.software().take();
        long claim = uiV2.claimOf("C1").orElseThrow();
        assertThat(taken).extracting("claim").containsExactly(claim, claim, null, null);
        assertThat(taken.get(2).refusal()).contains("MA_LOAI");
        assertThat(uiV2.mailbox("C1")).extracting("DA_XU_LY").containsExactly(1, 1);
        assertThat(uiV2.mailbox("C9")).extracting("DA_XU_LY").containsExactly(2);
        assertThat(uiV2.log(claim)).hasSize(1);
    }

    @Test
    void aRequestForPapersAndItsLogRowBearTheSameSecond() throws SQLException {
        mail("m1", "HO_SO", "C1", "'TCTN_MOI'");
        uiV2.software().take();
        long claim = uiV2.claimOf("C1").orElseThrow();
        Instant asked = MORNING.plusSeconds(600);
        Paper paper = Paper.of("TP02", "Sổ BHXH").because("Thiếu trang");
        uiV2.askForPapers(claim, clerk, asked, "Thiếu sổ", asked.plusSeconds(86_400), paper);
        assertThat(uiV2.openPapers(claim).get(0).get("NGAY_YEU_CAU"))
                .isEqualTo(uiV2.log(claim).get(1).get("THOI_DIEM"));
        mail("m2", "BO_SUNG", "C1", "null");
        uiV2.software().take();
        assertThat(uiV2.openPapers(claim)).isEmpty();
        uiV2.decide(claim, clerk, asked.plusSeconds(60), Decision.of("12/QĐ", Times.dayOf(asked)));
        mail("m3", "TRA_KET_QUA", "C1", "null");
        uiV2.software().take();
        assertThat(uiV2.log(claim)).extracting("ID_TRANG_THAI").containsExactly(1, 2, 2, 11, 12);
    }

    @Test
    void aLowerLogNumberCanAppearAfterAHigherOne() {
        long claim = uiV2.typeIn(Claim.of(people.next(), MORNING), clerk);
        uiV2.faults().next("TBL_NHAT_KY", Fault.heldBackNumber());
        long late = uiV2.step(claim, 2, clerk, MORNING.plusSeconds(10), "Hoàn thiện");
        long seen = uiV2.step(claim, 3, clerk, MORNING.plusSeconds(20), "Đã tính hưởng");
        assertThat(late).isLessThan(seen);
        assertThat(uiV2.log(claim)).extracting("ID").contains(seen).doesNotContain(late);
        uiV2.releaseHeldBack();
        assertThat(uiV2.log(claim)).extracting("ID").contains(late, seen);
    }

    @Test
    void theLineToTheDatabaseCanBeDownAndUpAgain() throws SQLException {
        uiV2.down();
        assertThatThrownBy(this::hub).isInstanceOf(SQLException.class);
        uiV2.up();
        hub().close();
    }

    private Connection hub() throws SQLException {
        return DriverManager.getConnection(uiV2.url(), "lienthong", "sandbox-secret");
    }

    private void mail(String id, String kind, String code, String claimKind) throws SQLException {
        try (Connection hub = hub();
                var statement = hub.createStatement()) {
            statement.execute(
                    "insert into TBL_NHAN_LIEN_THONG (MA_GIAO_DICH, LOAI, MA_HO_SO, HO_TEN, MA_LOAI, NGAY_NOP,"
                            + " THOI_DIEM) values ('" + id + "', '" + kind + "', '" + code + "', 'Ưng Thị Gấm', "
                            + claimKind
                            + ", timestamp '2026-09-10 08:00:00', timestamp '2026-09-10 08:20:00')");
        }
    }
}
