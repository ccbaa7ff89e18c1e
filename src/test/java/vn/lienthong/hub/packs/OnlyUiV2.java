package vn.lienthong.hub.packs;

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
import vn.lienthong.hub.systems.SystemSettings.Agency;
import vn.lienthong.hub.systems.SystemSettings.Auth;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** The unemployment software alone, as far as its mappings see it. */
final class OnlyUiV2 implements FarSystems {
    private final SystemSettings settings = new SystemSettings(
            new SystemId("ui-v2"),
            Role.SPECIALISED,
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
            Duration.ofSeconds(75),
            Set.of("register", "papers", "withdraw", "handover"),
            1,
            1,
            SystemSettings.Brake.PLAIN,
            false,
            new Agency("H53.14", "Trung tâm Dịch vụ việc làm"),
            null,
            Map.of(),
            null,
            Map.of());

    @Override
    public Collection<SystemSettings> all() {
        return List.of(settings);
    }

    @Override
    public Optional<SystemSettings> find(SystemId id) {
        return Optional.of(settings).filter(system -> system.id().equals(id));
    }
}
