package vn.lienthong.hub.ledger;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** In which mode each system last ran, and the open dossiers that a change of mode concerns. */
@Component
public class SystemModes {
    private final JdbcTemplate jdbc;

    public SystemModes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<String> last(SystemId system) {
        return jdbc.queryForList("select mode from system_mode where system = ?", String.class, system.value()).stream()
                .findFirst();
    }

    public void runs(SystemId system, String mode) {
        if (jdbc.update("update system_mode set mode = ? where system = ?", mode, system.value()) == 0) {
            jdbc.update("insert into system_mode (system, mode) values (?, ?)", system.value(), mode);
        }
    }

    /** Ids of dossiers that have not ended (not 3, 7, 8, 10) and are told of, in order, after {@code after}. */
    public List<Long> open(long after, int most) {
        return jdbc.queryForList(
                "select id from dossier where id > ? and status in (1, 2, 4, 5, 6, 9) and quiet = false order by id fetch first "
                        + most + " rows only",
                Long.class,
                after);
    }
}
