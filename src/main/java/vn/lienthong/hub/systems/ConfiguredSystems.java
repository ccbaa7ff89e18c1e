package vn.lienthong.hub.systems;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.hub.dossier.SystemId;

/** The enabled systems at one moment; never changed, only replaced. */
class ConfiguredSystems implements FarSystems {
    private final Map<SystemId, SystemSettings> systems;

    ConfiguredSystems(List<SystemSettings> settings) {
        this(byId(settings));
    }

    private ConfiguredSystems(Map<SystemId, SystemSettings> systems) {
        this.systems = Collections.unmodifiableMap(systems);
    }

    private static Map<SystemId, SystemSettings> byId(List<SystemSettings> settings) {
        Map<SystemId, SystemSettings> systems = new LinkedHashMap<>();
        settings.forEach(system -> systems.put(system.id(), system));
        return systems;
    }

    /** The same with these settings of one system; a new one comes last. */
    ConfiguredSystems with(SystemSettings settings) {
        Map<SystemId, SystemSettings> changed = new LinkedHashMap<>(systems);
        changed.put(settings.id(), settings);
        return new ConfiguredSystems(changed);
    }

    ConfiguredSystems without(SystemId id) {
        Map<SystemId, SystemSettings> changed = new LinkedHashMap<>(systems);
        changed.remove(id);
        return new ConfiguredSystems(changed);
    }

    @Override
    public Collection<SystemSettings> all() {
        return systems.values();
    }

    @Override
    public Optional<SystemSettings> find(SystemId id) {
        return Optional.ofNullable(systems.get(id));
    }
}
