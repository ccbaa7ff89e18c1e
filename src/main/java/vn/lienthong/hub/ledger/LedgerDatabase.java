package vn.lienthong.hub.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Which shape of ledger this process works on. */
@Component
public class LedgerDatabase {
    private final boolean shared;

    public LedgerDatabase(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            this.shared = !isEmbedded(connection.getMetaData().getURL());
        }
    }

    /** Whether the url is of an H2 inside this process. */
    static boolean isEmbedded(String url) {
        return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
    }

    /** Several processes may work on it; false = the embedded file, which only one can open. */
    public boolean isShared() {
        return shared;
    }
}
