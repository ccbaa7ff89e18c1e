package vn.lienthong.sandbox.uiv2;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Faults;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Times;

/**
 * Writes TBL_NHAT_KY and the papers that belong to a row. Under a fault the row gets its number now and is committed
 * later, by a connection of its own, exactly as a slow transaction of the real software.
 */
final class UiV2Log implements AutoCloseable {
    private final UiV2Database database;
    private final Faults faults;
    private final List<Connection> heldBack = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ui-v2-late-commit");
        thread.setDaemon(true);
        return thread;
    });

    UiV2Log(UiV2Database database, Faults faults) {
        this.database = database;
        this.faults = faults;
    }

    /** One log row, with the papers that are asked for in the same transaction. @return its number */
    long write(long claim, int status, Official official, Instant at, String text, Paper... papers) {
        Fault fault = faults.takeForNumber("TBL_NHAT_KY");
        boolean held = fault != null && fault.has(Fault.HeldBackNumber.class);
        var late = fault == null ? null : fault.part(Fault.LateNumber.class).orElse(null);
        try {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            long number = insert(connection, claim, status, official, at, text, papers);
            if (held) {
                heldBack.add(connection);
            } else if (late != null) {
                later.schedule(() -> commit(connection), late.late().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                commit(connection);
            }
            return number;
        } catch (SQLException e) {
            throw new IllegalStateException("ui-v2: " + e.getMessage(), e);
        }
    }

    void release() {
        List<Connection> now = List.copyOf(heldBack);
        heldBack.removeAll(now);
        now.forEach(UiV2Log::commit);
    }

    private static long insert(
            Connection connection, long claim, int status, Official official, Instant at, String text, Paper... papers)
            throws SQLException {
        for (Paper paper : papers) {
            UiV2Database.insert(
                    connection,
                    "id",
                    "insert into TBL_GIAY_TO_THIEU (ID_TCTN, MA_GIAY_TO, TEN_GIAY_TO, LY_DO, NGAY_YEU_CAU)"
                            + " values (?, ?, ?, ?, ?)",
                    claim,
                    paper.code(),
                    paper.name(),
                    paper.reason(),
                    Times.local(at));
        }
        return UiV2Database.insert(
                connection,
                "id",
                "insert into TBL_NHAT_KY (ID_TCTN, ID_TRANG_THAI, THOI_DIEM, NGUOI_XU_LY, PHONG_BAN, NOI_DUNG)"
                        + " values (?, ?, ?, ?, ?, ?)",
                claim,
                status,
                Times.local(at),
                official == null ? null : official.name(),
                official == null ? null : official.department(),
                text);
    }

    private static void commit(Connection connection) {
        try (connection) {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("ui-v2: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        release();
    }
}
