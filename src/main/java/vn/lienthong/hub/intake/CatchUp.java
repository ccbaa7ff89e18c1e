package vn.lienthong.hub.intake;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Register;
import vn.lienthong.hub.ledger.Collision;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;
import vn.lienthong.hub.ledger.SystemModes;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemsSwapped;

/**
 * When a system goes from off or shadow to on, what is open must be told: of it and to it. Runs after a start and after a change of the settings, page by
 * page beside the other work; the new mode is noted at the end, so that a killed run is made again.
 */
@Component
class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int PAGE = 200;
    private static final int TRIES = 4;

    private final FarSystems systems;
    private final SystemModes modes;
    private final DossierFiles files;
    private final Register register;
    private final TransactionTemplate transaction;
    private final WakeUp wakeUp;

    CatchUp(
            FarSystems systems,
            SystemModes modes,
            DossierFiles files,
            Register register,
            TransactionTemplate transaction,
            WakeUp wakeUp) {
        this.systems = systems;
        this.modes = modes;
        this.files = files;
        this.register = register;
        this.transaction = transaction;
        this.wakeUp = wakeUp;
    }

    @EventListener(ApplicationReadyEvent.class)
    void afterStart() {
        begin(Set.of());
    }

    /** A system may have gone on, or off, or away while the hub runs. */
    @EventListener
    void swapped(SystemsSwapped swapped) {
        if (swapped.settings()) {
            begin(swapped.systems());
        }
    }

    private void begin(Set<SystemId> changed) {
        Thread run = new Thread(() -> run(changed), "catch-up");
        run.setDaemon(true);
        run.start();
    }

    /** One after the other: the second sees the modes that the first has noted. */
    private synchronized void run(Set<SystemId> changed) {
        changed.stream().filter(id -> systems.find(id).isEmpty()).forEach(gone -> modes.runs(gone, "off"));
        boolean wentOn = systems.all().stream()
                .anyMatch(s -> s.mode() == Mode.ON
                        && modes.last(s.id()).filter(last -> !last.equals("on")).isPresent());
        if (wentOn) {
            long after = 0;
            int told = 0;
            for (List<Long> page = modes.open(after, PAGE); !page.isEmpty(); page = modes.open(after, PAGE)) {
                told += bringUpToDate(page);
                after = page.get(page.size() - 1);
            }
            LOG.info("a system went on: {} open dossiers looked at again", told);
        }
        for (SystemSettings system : systems.all()) {
            modes.runs(system.id(), system.mode().name().toLowerCase(Locale.ROOT));
        }
    }

    private int bringUpToDate(List<Long> ids) {
        for (int attempt = 1; ; attempt++) {
            try {
                Set<SystemId> wake = Objects.requireNonNull(transaction.execute(status -> {
                    Set<SystemId> told = new TreeSet<>();
                    List<DossierFile> locked = List.copyOf(files.lock(ids).values());
                    locked.forEach(file -> told.addAll(register.bringUpToDate(file, false)));
                    files.save(locked);
                    return told;
                }));
                if (!wake.isEmpty()) {
                    wakeUp.planned(wake);
                }
                return ids.size();
            } catch (DataAccessException trouble) {
                if (attempt == TRIES || !Collision.is(trouble)) {
                    throw trouble;
                }
            }
        }
    }
}
