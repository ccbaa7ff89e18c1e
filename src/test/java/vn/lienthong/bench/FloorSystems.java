package vn.lienthong.bench;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Auth;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** The two systems of a first load, as far as mappings see them. */
record FloorSystems(Collection<SystemSettings> all) implements FarSystems {
    FloorSystems(Map<String, String> settings) {
        this(List.of(
                system("onestop", Role.FRONT, null), system("portal", Role.PORTAL, settings.get("HUB_PORTAL_UNIT"))));
    }

    @Override
    public Optional<SystemSettings> find(SystemId id) {
        return all.stream().filter(system -> system.id().equals(id)).findFirst();
    }

    private static SystemSettings system(String id, Role role, String unit) {
        return new SystemSettings(
                new SystemId(id),
                role,
                Mode.ON,
                null,
                ZoneId.of("Asia/Ho_Chi_Minh"),
                null,
                new Auth(Auth.Kind.NONE, null, null, null),
                null,
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                500,
                Duration.ZERO,
                Set.of(),
                50,
                1,
                SystemSettings.Brake.PLAIN,
                false,
                null,
                unit,
                Map.of(),
                null,
                Map.of());
    }
}
