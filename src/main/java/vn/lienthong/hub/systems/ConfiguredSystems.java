package vn.lienthong.hub.systems;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.hub.dossier.SystemId;

/** The enabled systems as they were when the hub started. */
class ConfiguredSystems implements FarSystems {
    private final Map<SystemId, SystemSettings> systems = new LinkedHashMap<>();

    ConfiguredSystems(List<SystemSettings> settings) {
        settings.forEach(system -> systems.put(system.id(), system));
    }

    @Override
    public Collection<SystemSettings> all() {
        return Collections.unmodifiableCollection(systems.values());
    }

    @Override
    public Optional<SystemSettings> find(SystemId id) {
        return Optional.ofNullable(systems.get(id));
    }
}
