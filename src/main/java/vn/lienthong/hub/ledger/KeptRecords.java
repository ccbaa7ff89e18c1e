package vn.lienthong.hub.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** Source records as they came, of facts and of what is held. Personal data. */
@Component
public class KeptRecords {
    private final JdbcTemplate jdbc;

    public KeptRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A record as it came.
     *
     * @param stream null = of a fact, which does not say it
     * @param key of the fact, or of the held record
     */
    public record Kept(long id, @Nullable String stream, String key, byte[] record) {}

    /** The last that came of a system, the newest first: taken, or still held. */
    public List<Kept> last(SystemId system, int most) {
        List<Kept> found = new ArrayList<>(jdbc.query(
                "select id, source_key, record from event where source = ? order by id desc fetch first " + most
                        + " rows only",
                (row, i) -> new Kept(row.getLong("id"), null, row.getString("source_key"), row.getBytes("record")),
                system.value()));
        found.addAll(jdbc.query(
                "select id, stream, record_key, payload from held where system = ? and state in ('held', 'waiting')"
                        + " order by id desc fetch first " + most + " rows only",
                (row, i) -> new Kept(
                        row.getLong("id"),
                        row.getString("stream"),
                        row.getString("record_key"),
                        row.getBytes("payload")),
                system.value()));
        found.sort(Comparator.comparingLong(Kept::id).reversed());
        return found.size() <= most ? found : List.copyOf(found.subList(0, most));
    }
}
