package vn.lienthong.hub.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;

/**
 * Brings the tables of the ledger up to date, whole or not at all. PostgreSQL undoes half an upgrade by itself, H2 does not:
 * the embedded ledger is copied before it, and a start that finds the copy follows an upgrade that was broken off (killed, or
 * the disk was full) and begins from it again.
 */
final class UpgradeLedger implements FlywayMigrationStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradeLedger.class);
    private static final String EMBEDDED = "jdbc:h2:file:";

    /** Of an embedded ledger, without the end that H2 gives its file; else absent. */
    private final @Nullable String ledger;

    /** @param url of the ledger's database */
    UpgradeLedger(String url) {
        this.ledger =
                url.startsWith(EMBEDDED) ? url.substring(EMBEDDED.length()).split(";", 2)[0] : null;
    }

    /** To be called while nothing has the ledger open. */
    void undoHalf() {
        if (ledger == null || !Files.exists(copy(ledger))) {
            return;
        }
        Path copy = copy(ledger);
        Path file = Path.of(ledger + ".mv.db");
        Path part = Path.of(ledger + ".mv.db.part");
        LOG.warn("HUB-START-007 the last upgrade of {} was broken off; it begins again from {}", file, copy);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(copy))) {
            @Nullable ZipEntry entry = zip.getNextEntry();
            while (entry != null && !entry.getName().endsWith(".mv.db")) {
                entry = zip.getNextEntry();
            }
            if (entry == null) {
                throw new IOException(copy + " holds no ledger");
            }
            Files.copy(zip, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(copy);
        } catch (IOException cannot) {
            throw new UncheckedIOException("HUB-START-007 " + copy + " cannot be taken back", cannot);
        }
    }

    @Override
    public void migrate(Flyway flyway) {
        if (ledger == null || flyway.info().pending().length == 0) {
            flyway.migrate();
            return;
        }
        try {
            save(flyway, ledger);
            flyway.migrate();
            Files.delete(copy(ledger));
        } catch (IOException | SQLException cannot) {
            throw new IllegalStateException("HUB-START-007 no copy of the ledger before its upgrade", cannot);
        }
    }

    private static void save(Flyway flyway, String ledger) throws IOException, SQLException {
        Path part = Path.of(ledger + ".before-upgrade.part");
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("backup to '" + part.toString().replace("'", "''") + "'");
        }
        Files.move(part, copy(ledger), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path copy(String ledger) {
        return Path.of(ledger + ".before-upgrade.zip");
    }
}
