package vn.lienthong.hub.systems;

import java.util.Collection;
import java.util.Optional;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** The far systems that are configured and enabled, by id. */
public interface FarSystems {
    /** Every enabled system, whatever its mode, in the order of the settings. */
    Collection<SystemSettings> all();

    Optional<SystemSettings> find(SystemId id);

    /** @throws IllegalArgumentException if no such system is enabled */
    default SystemSettings get(SystemId id) {
        return find(id).orElseThrow(() ->
                new IllegalArgumentException("HUB-SYS-002 no system \"" + id + "\" is enabled; add hub.systems." + id
                        + " to config/systems.yaml or name it in HUB_ENABLED_SYSTEMS"));
    }

    /** The first enabled system of a role (the one-stop, the portal). */
    default Optional<SystemSettings> ofRole(Role role) {
        return all().stream().filter(system -> system.role() == role).findFirst();
    }
}
