package vn.lienthong.hub.systems;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

/**
 * The one place that says why a start failed for the folder or the database: in Vietnamese and English, with the place
 * and the remedy, before the process ends with 1. Never shows an account or a password.
 */
class StartFaultAnalyzer implements FailureAnalyzer {
    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
    private static final int H2_IN_USE = 90020;
    private static final int H2_FILE = 90031;
    private static final int H2_WRITE = 90028;
    private static final int H2_READ_ONLY = 90097;
    private static final String NO_SUCH_DATABASE = "3D000";

    private final Environment environment;

    StartFaultAnalyzer(Environment environment) {
        this.environment = environment;
    }

    private record Fault(String code, String where, String remedy) {}

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        @Nullable Fault fault = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // the deepest cause that says something: a full disk stands below what the database makes of it
            @Nullable Fault found = fault(cause);
            fault = found == null ? fault : found;
        }
        if (fault == null) {
            return null;
        }
        String text = fault.code() + " "
                + ResourceBundle.getBundle("messages", VIETNAMESE).getString(fault.code()) + " / "
                + ResourceBundle.getBundle("messages", Locale.ROOT).getString(fault.code()) + ": " + fault.where();
        return new FailureAnalysis(text, fault.remedy(), failure);
    }

    private @Nullable Fault fault(Throwable cause) {
        if (cause instanceof DataFolderInUse inUse) {
            return new Fault(
                    "HUB-START-001",
                    inUse.folder(),
                    "Stop the other process, or give this one a folder of its own (HUB_DATA_DIR). Nothing was changed.");
        }
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof IOException || cause instanceof SQLException) {
            if (said.contains("No space left on device") || said.contains("Disk quota exceeded")) {
                return new Fault(
                        "HUB-START-003", folder(), "Make space on this disk, then start again. Nothing is lost.");
            }
            if (cause instanceof AccessDeniedException
                    || said.contains("Permission denied")
                    || said.contains("Read-only file system")) {
                return notWritable();
            }
        }
        return cause instanceof SQLException sql ? database(sql) : null;
    }

    private @Nullable Fault database(SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        if (sql.getErrorCode() == H2_IN_USE) {
            return new Fault("HUB-START-006", folder(), "Stop the other process or tool that has the file open.");
        }
        if (sql.getErrorCode() == H2_READ_ONLY) {
            return notWritable();
        }
        if (sql.getErrorCode() == H2_FILE || sql.getErrorCode() == H2_WRITE) {
            return new Fault(
                    "HUB-START-002", folder(), "Look whether the hub may write there and whether there is space.");
        }
        if (state.startsWith("28")) {
            return new Fault("HUB-START-005", url(), "Correct HUB_DATABASE_USERNAME and HUB_DATABASE_PASSWORD.");
        }
        return state.startsWith("08") || state.equals(NO_SUCH_DATABASE)
                ? new Fault("HUB-START-004", url(), "Start the database, or correct HUB_DATABASE_URL.")
                : null;
    }

    private Fault notWritable() {
        return new Fault(
                "HUB-START-002", folder(), "Give the account of the hub the right to write there (chown, mount).");
    }

    private String folder() {
        return environment.getProperty("hub.data-dir", "data");
    }

    /** Without what may follow the address: it may name a password. */
    private String url() {
        return environment.getProperty("spring.datasource.url", "").replaceAll("[?;].*", "");
    }
}
