package vn.lienthong.hub.mapping;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Systems that live in UTC; {@code onestop} is the front, {@code land} and {@code ui-v2} are offices. */
record SomeSystems(Collection<SystemSettings> all) implements FarSystems {
    SomeSystems(SystemId... ids) {
        this(Arrays.stream(ids).map(id -> system(id.value(), role(id), "UTC")).toList());
    }

    @Override
    public Optional<SystemSettings> find(SystemId id) {
        return all.stream().filter(system -> system.id().equals(id)).findFirst();
    }

    static SystemSettings system(String id, Role role, String zone) {
        return Settings.of(id).role(role).zone(zone).unit(null).build();
    }

    private static Role role(SystemId id) {
        return switch (id.value()) {
            case "onestop" -> Role.FRONT;
            case "land", "ui-v2" -> Role.SPECIALISED;
            default -> Role.ARCHIVE;
        };
    }
}
