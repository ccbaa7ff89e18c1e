package vn.lienthong.hub.systems;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vn.lienthong.hub.dossier.SystemId;

/**
 * The systems as they are set now. What is decided in one transaction sees one picture of them: the one of its first
 * question. Thread-safe.
 */
public class LiveSystems implements FarSystems {
    private final AtomicReference<ConfiguredSystems> systems;

    public LiveSystems(List<SystemSettings> settings) {
        this.systems = new AtomicReference<>(new ConfiguredSystems(settings));
    }

    /** From now on a system is set so; a new one is added. */
    public void put(SystemSettings settings) {
        systems.updateAndGet(now -> now.with(settings));
    }

    /** From now on the system takes no part. */
    public void remove(SystemId id) {
        systems.updateAndGet(now -> now.without(id));
    }

    @Override
    public Collection<SystemSettings> all() {
        return picture().all();
    }

    @Override
    public Optional<SystemSettings> find(SystemId id) {
        return picture().find(id);
    }

    private ConfiguredSystems picture() {
        ConfiguredSystems now = Objects.requireNonNull(systems.get());
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return now;
        }
        if (TransactionSynchronizationManager.getResource(this) instanceof ConfiguredSystems kept) {
            return kept;
        }
        TransactionSynchronizationManager.bindResource(this, now);
        TransactionSynchronizationManager.registerSynchronization(new Kept(now));
        return now;
    }

    /** Holds the picture to its own transaction, also when another one runs within. */
    private final class Kept implements TransactionSynchronization {
        private final ConfiguredSystems picture;

        Kept(ConfiguredSystems picture) {
            this.picture = picture;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(LiveSystems.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(LiveSystems.this, picture);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(LiveSystems.this);
        }
    }
}
