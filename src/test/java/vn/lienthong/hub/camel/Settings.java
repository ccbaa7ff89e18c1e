package vn.lienthong.hub.camel;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Auth;
import vn.lienthong.hub.systems.SystemSettings.Brake;
import vn.lienthong.hub.systems.SystemSettings.Inbound;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Builds settings with short times; a test names only what it is about. */
public class Settings {
    private final SystemId id;
    private Mode mode = Mode.ON;
    private String url = "http://localhost:1";
    private Auth auth = new Auth(Auth.Kind.NONE, null, null, null);
    private String directory;
    private String charset = "TCVN3";
    private Map<String, String> settings = Map.of();
    private Duration lateNumbers = Duration.ZERO;
    private int pageSize = 500;
    private int workers = 1;
    private Brake brake = Brake.PLAIN;

    private Settings(String id) {
        this.id = new SystemId(id);
    }

    public static Settings of(String id) {
        return new Settings(id);
    }

    public Settings mode(Mode value) {
        mode = value;
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

    public Settings settings(Map<String, String> value) {
        settings = value;
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

    public Settings workers(int value) {
        workers = value;
        return this;
    }

    public Settings maxPerSecond(int value) {
        brake = new Brake(value, brake.failures(), brake.firstWait(), brake.longestWait(), brake.longestRetryAfter());
        return this;
    }

    public SystemSettings build() {
        return new SystemSettings(
                id,
                Role.FRONT,
                mode,
                null,
                ZoneId.of("Asia/Ho_Chi_Minh"),
                url,
                auth,
                directory,
                charset,
                Duration.ofMillis(20),
                Duration.ofMillis(1500),
                pageSize,
                lateNumbers,
                Set.of(),
                1,
                workers,
                brake,
                false,
                null,
                "H53",
                Map.of(),
                new Inbound("/in", "token"),
                settings);
    }
}
