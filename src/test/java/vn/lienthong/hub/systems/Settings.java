package vn.lienthong.hub.systems;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings.Agency;
import vn.lienthong.hub.systems.SystemSettings.Auth;
import vn.lienthong.hub.systems.SystemSettings.Brake;
import vn.lienthong.hub.systems.SystemSettings.Inbound;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Reconcile;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Builds settings with short times; a test names only what it is about. */
public class Settings {
    private final SystemId id;
    private Role role = Role.FRONT;
    private Mode mode = Mode.ON;
    private ZoneId zone = ZoneId.of("Asia/Ho_Chi_Minh");
    private String url = "http://localhost:1";
    private Auth auth = new Auth(Auth.Kind.NONE, null, null, null);
    private String directory;
    private String charset = "TCVN3";
    private Duration lateNumbers = Duration.ZERO;
    private int pageSize = 500;
    private Set<String> told = Set.of();
    private int batch = 1;
    private int workers = 1;
    private Brake brake = Brake.PLAIN;
    private Agency agency;
    private String unit = "H53";
    private Inbound inbound = new Inbound("/in", "token");
    private Map<String, String> own = Map.of();

    private Settings(String id) {
        this.id = new SystemId(id);
    }

    /** These systems and no others. */
    public static FarSystems systems(SystemSettings... systems) {
        return new These(List.of(systems));
    }

    private record These(List<SystemSettings> all) implements FarSystems {
        @Override
        public Optional<SystemSettings> find(SystemId id) {
            return all.stream().filter(system -> system.id().equals(id)).findFirst();
        }
    }

    public static Settings of(String id) {
        return new Settings(id);
    }

    public Settings role(Role value) {
        role = value;
        return this;
    }

    public Settings mode(Mode value) {
        mode = value;
        return this;
    }

    public Settings zone(String value) {
        zone = ZoneId.of(value);
        return this;
    }

    public Settings url(String value) {
        url = value;
        return this;
    }

    public Settings auth(Auth.Kind kind, String username, String password) {
        return auth(kind, username, password, "/oauth/token");
    }

    public Settings auth(Auth.Kind kind, String username, String password, String tokenPath) {
        auth = new Auth(kind, username, password, tokenPath);
        return this;
    }

    public Settings directory(String value) {
        directory = value;
        return this;
    }

    public Settings charset(String value) {
        charset = value;
        return this;
    }

    public Settings lateNumbers(Duration value) {
        lateNumbers = value;
        return this;
    }

    public Settings pageSize(int value) {
        pageSize = value;
        return this;
    }

    public Settings told(String... calls) {
        told = Set.of(calls);
        return this;
    }

    public Settings batch(int value) {
        batch = value;
        return this;
    }

    public Settings workers(int value) {
        workers = value;
        return this;
    }

    public Settings maxPerSecond(int value) {
        brake = new Brake(value, brake.failures(), brake.firstWait(), brake.longestWait(), brake.longestRetryAfter());
        return this;
    }

    public Settings agency(Agency value) {
        agency = value;
        return this;
    }

    public Settings unit(String value) {
        unit = value;
        return this;
    }

    public Settings inbound(Inbound value) {
        inbound = value;
        return this;
    }

    /** What a pack reads as {@code $system.settings}. */
    public Settings own(Map<String, String> value) {
        own = value;
        return this;
    }

    public SystemSettings build() {
        return new SystemSettings(
                id,
                role,
                mode,
                null,
                zone,
                url,
                auth,
                directory,
                charset,
                Duration.ofMillis(20),
                Duration.ofMillis(1500),
                pageSize,
                lateNumbers,
                told,
                batch,
                workers,
                brake,
                false,
                agency,
                unit,
                Map.of(),
                inbound,
                own,
                Reconcile.USUAL);
    }
}
