package vn.lienthong.hub.ledger;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** Watermarks in the ledger. */
@Component
public class JdbcWatermarks implements Watermarks {
    private final JdbcTemplate jdbc;
    private final Clock clock;

    public JdbcWatermarks(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Watermark of(SystemId system, String stream) {
        return jdbc
                .query(
                        "select position, loaded from watermark where system = ? and stream = ?",
                        (row, i) -> new Watermark(row.getString(1), row.getBoolean(2)),
                        system.value(),
                        stream)
                .stream()
                .findFirst()
                .orElse(new Watermark(null, false));
    }

    /** Whether a stream of the system is still being read for the first time. */
    public boolean isLoading(SystemId system) {
        return !jdbc.queryForList(
                        "select stream from watermark where system = ? and loaded = false",
                        String.class,
                        system.value())
                .isEmpty();
    }

    /** Compare-and-set, within the caller's transaction. @return false if another reader moved it */
    public boolean move(SystemId system, String stream, @Nullable String from, String to, boolean loaded) {
        var now = Times.column(clock.instant());
        if (from == null) {
            return jdbc.update(
                            "insert into watermark (system, stream, position, loaded, moved_at) select ?, ?, ?, ?, ?"
                                    + " where not exists (select 1 from watermark where system = ? and stream = ?)",
                            system.value(),
                            stream,
                            to,
                            loaded,
                            now,
                            system.value(),
                            stream)
                    == 1;
        }
        return jdbc.update(
                        "update watermark set position = ?, loaded = (loaded or ?), moved_at = ? where system = ? and stream = ?"
                                + " and position = ?",
                        to,
                        loaded,
                        now,
                        system.value(),
                        stream,
                        from)
                == 1;
    }
}
