package vn.lienthong.hub.systems;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemBlock.AgencyBlock;
import vn.lienthong.hub.systems.SystemBlock.AuthBlock;
import vn.lienthong.hub.systems.SystemBlock.BreakerBlock;
import vn.lienthong.hub.systems.SystemBlock.InboundBlock;
import vn.lienthong.hub.systems.SystemBlock.ReconcileBlock;
import vn.lienthong.hub.systems.SystemSettings.Agency;
import vn.lienthong.hub.systems.SystemSettings.Auth;
import vn.lienthong.hub.systems.SystemSettings.Brake;
import vn.lienthong.hub.systems.SystemSettings.Inbound;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Reconcile;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Reads one block {@code hub.systems.<id>} and names every fault in it. */
class ReadSystemSettings {
    private static final Map<Role, Set<String>> CALLS = Map.of(
            Role.FRONT, Set.of("register", "step"),
            Role.SPECIALISED, Set.of("register", "papers", "paid", "withdraw", "handover"),
            Role.PORTAL, Set.of("announce", "tell"),
            Role.CARRIER, Set.of("collect", "bring"),
            Role.ARCHIVE, Set.of());
    private static final List<String> ROLES = List.of("front", "specialised", "portal", "carrier", "archive");
    private static final List<String> LOGINS = Arrays.stream(Auth.Kind.values())
            .map(kind -> kind.name().replace('_', '-').toLowerCase(Locale.ROOT))
            .toList();
    private static final Duration DAY = Duration.ofDays(1);
    /** Encodings of old Vietnamese fonts that Java does not have; the mapping package reads them. */
    private static final Set<String> OLD_CHARSETS = Set.of("TCVN3", "VNI");

    private final WrittenSettings written;
    private final SettingFaults faults;
    private final Duration poll;

    ReadSystemSettings(WrittenSettings written, SettingFaults faults, Duration poll) {
        this.written = written;
        this.faults = faults;
        this.poll = poll;
    }

    /** The nearest right word, else what can be written at all. */
    private static String near(String word, Collection<String> known, String otherwise) {
        return new NearestName(known)
                .to(word.strip())
                .map(name -> "write " + name)
                .orElse(otherwise);
    }

    /** @param name full key of a setting that nobody knows */
    private static String nearSetting(String block, String name) {
        String[] steps = name.substring(block.length() + 1).split("\\.");
        Collection<String> known =
                steps.length == 1 ? settings(SystemBlock.class) : settingsOf(steps[steps.length - 2]);
        return near(
                steps[steps.length - 1],
                known,
                "remove it, or correct its name: " + String.join(", ", known)
                        + (steps.length == 1 ? "; what only mappings read stands under settings" : ""));
    }

    private static Collection<String> settingsOf(String part) {
        return Arrays.stream(SystemBlock.class.getRecordComponents())
                .filter(component ->
                        component.getName().equals(part) && component.getType().isRecord())
                .findFirst()
                .map(component -> settings(component.getType()))
                .orElse(List.of());
    }

    /** Names as they are written: {@code pageSize} is {@code page-size}. */
    private static List<String> settings(Class<?> block) {
        return Arrays.stream(block.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
    }

    SystemSettings read(SystemId id) {
        String key = "hub.systems." + id;
        SystemBlock block = written.block(key, SystemBlock.class).orElseThrow();
        written.unknown(key, SystemBlock.class)
                .forEach(name -> faults.add(name, "is no setting of a system", nearSetting(key, name)));
        Role role = role(key, block.role());
        Mode mode = mode(key + ".mode", block.mode());
        boolean meets = mode != Mode.OFF;
        @Nullable String directory = directory(key + ".directory", block.directory());
        @Nullable String url = url(key + ".url", block.url(), meets && faults.optional(block.directory()) == null);
        return new SystemSettings(
                id,
                role,
                mode,
                since(key + ".since", block.since()),
                zone(key + ".zone", block.zone()),
                url,
                auth(key + ".auth", block.auth(), meets),
                directory,
                charset(key + ".charset", block.charset(), directory != null),
                faults.duration(key + ".poll", block.poll(), poll, Duration.ofMillis(10), DAY),
                faults.duration(
                        key + ".timeout",
                        block.timeout(),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(10)),
                faults.number(key + ".page-size", block.pageSize(), 500, 1, 10_000),
                faults.duration(key + ".late-numbers", block.lateNumbers(), Duration.ZERO, Duration.ZERO, DAY),
                told(key + ".told", block.told(), role),
                faults.number(key + ".batch", block.batch(), 1, 1, 500),
                faults.number(key + ".workers", block.workers(), 1, 1, 64),
                brake(key, block),
                faults.flag(key + ".told-finished", block.toldFinished(), false),
                agency(key + ".agency", block.agency()),
                unit(key + ".unit", block, meets),
                headers(key + ".headers", block.headers(), meets),
                inbound(key + ".inbound", block.inbound(), meets),
                block.settings() == null ? Map.of() : Map.copyOf(block.settings()),
                reconcile(key + ".reconcile", block.reconcile()));
    }

    private Reconcile reconcile(String key, @Nullable ReconcileBlock block) {
        Reconcile usual = Reconcile.USUAL;
        if (block == null) {
            return usual;
        }
        return new Reconcile(
                faults.duration(key + ".every", block.every(), usual.every(), Duration.ZERO, Duration.ofDays(365)),
                faults.duration(
                        key + ".window", block.window(), usual.window(), Duration.ofMinutes(1), Duration.ofDays(3650)),
                faults.number(key + ".max-per-second", block.maxPerSecond(), usual.mostPerSecond(), 1, 1000),
                faults.flag(key + ".mend", block.mend(), usual.mend()),
                faults.flag(key + ".deep", block.deep(), usual.deep()));
    }

    private Brake brake(String key, SystemBlock block) {
        Brake plain = Brake.PLAIN;
        BreakerBlock breaker = block.breaker() == null ? new BreakerBlock(null, null, null) : block.breaker();
        Duration shortest = Duration.ofMillis(10);
        Duration wait = faults.duration(
                key + ".breaker.first-wait", breaker.firstWait(), plain.firstWait(), shortest, Duration.ofHours(1));
        Duration longest = plain.longestWait().compareTo(wait) < 0 ? wait : plain.longestWait();
        return new Brake(
                faults.number(key + ".max-per-second", block.maxPerSecond(), plain.maxPerSecond(), 0, 100_000),
                faults.number(key + ".breaker.failures", breaker.failures(), plain.failures(), 1, 1000),
                wait,
                faults.duration(
                        key + ".breaker.longest-wait", breaker.longestWait(), longest, wait, Duration.ofHours(1)),
                faults.duration(
                        key + ".longest-retry-after",
                        block.longestRetryAfter(),
                        plain.longestRetryAfter(),
                        Duration.ofSeconds(1),
                        DAY));
    }

    private Role role(String key, @Nullable String value) {
        String roles = "write front, specialised, portal, carrier or archive";
        String name = faults.required(key + ".role", value, roles);
        for (Role role : Role.values()) {
            if (role.name().equalsIgnoreCase(name.strip())) {
                return role;
            }
        }
        if (!name.isEmpty()) {
            faults.add(key + ".role", "\"" + name + "\" is no role", near(name, ROLES, roles));
        }
        return Role.ARCHIVE;
    }

    /** YAML reads on and off as true and false. */
    private Mode mode(String key, @Nullable String value) {
        if (value == null || !SettingFaults.given(value)) {
            return Mode.ON;
        }
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "on", "true" -> Mode.ON;
            case "shadow" -> Mode.SHADOW;
            case "off", "false" -> Mode.OFF;
            default -> {
                faults.add(
                        key,
                        "\"" + value + "\" is no mode",
                        near(value, List.of("on", "shadow", "off"), "write on, shadow or off"));
                yield Mode.OFF;
            }
        };
    }

    private @Nullable LocalDate since(String key, @Nullable String value) {
        if (value == null || !SettingFaults.given(value)) {
            return null;
        }
        try {
            // SnakeYAML makes a time of an unquoted date: its first ten characters are what was written
            return LocalDate.parse(value.strip());
        } catch (DateTimeException impossible) {
            faults.add(key, "\"" + value + "\" is no date", "write it as \"yyyy-MM-dd\", in quotes");
            return null;
        }
    }

    private ZoneId zone(String key, @Nullable String value) {
        String remedy = "write a zone like Asia/Ho_Chi_Minh or UTC";
        String name = faults.required(key, value, remedy);
        try {
            return name.isEmpty() ? ZoneId.of("UTC") : ZoneId.of(name.strip());
        } catch (DateTimeException impossible) {
            faults.add(key, "\"" + name + "\" is no time zone", near(name, ZoneId.getAvailableZoneIds(), remedy));
            return ZoneId.of("UTC");
        }
    }

    private @Nullable String url(String key, @Nullable String value, boolean required) {
        String remedy = "write an address like http://host:port/path, or jdbc:postgresql://host:port/database";
        if (required) {
            faults.required(key, value, remedy);
        }
        @Nullable String url = faults.optional(value);
        if (url == null) {
            return null;
        }
        url = url.strip();
        if (url.startsWith("jdbc:") ? !Addresses.isJdbc(url) : !Addresses.isHttp(url)) {
            faults.add(key, "is no address that can be called", remedy);
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private Auth auth(String key, @Nullable AuthBlock block, boolean required) {
        if (block == null) {
            return new Auth(Auth.Kind.NONE, null, null, null);
        }
        Auth.Kind kind = kind(key + ".kind", block.kind());
        if (kind != Auth.Kind.NONE && required) {
            if (kind != Auth.Kind.API_KEY) {
                faults.required(key + ".username", block.username(), "write the account that the far side gave");
            }
            faults.required(key + ".password", block.password(), "write the secret of that account");
            if (kind == Auth.Kind.OAUTH2) {
                faults.required(
                        key + ".token-path", block.tokenPath(), "write the path of the token call, /oauth/token");
            }
        }
        return new Auth(
                kind,
                faults.optional(block.username()),
                faults.optional(block.password()),
                faults.optional(block.tokenPath()));
    }

    private Auth.Kind kind(String key, @Nullable String value) {
        String remedy = "write none, oauth2, api-key, basic, session, ws-security-text or ws-security-digest";
        String name = faults.required(key, value, remedy);
        for (Auth.Kind kind : Auth.Kind.values()) {
            if (kind.name().replace('_', '-').equalsIgnoreCase(name.strip())) {
                return kind;
            }
        }
        if (!name.isEmpty()) {
            faults.add(key, "\"" + name + "\" is no way to log in", near(name, LOGINS, remedy));
        }
        return Auth.Kind.NONE;
    }

    private @Nullable String directory(String key, @Nullable String value) {
        @Nullable String written = faults.optional(value);
        if (written == null) {
            return null;
        }
        if (written.startsWith("sftp:")) {
            return sftp(key, written.strip());
        }
        try {
            Path folder = Path.of(written.strip()).toAbsolutePath().normalize();
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                faults.add(key, "\"" + written + "\" is a file", "write the folder in which the files arrive");
            }
            return folder.toString();
        } catch (InvalidPathException impossible) {
            faults.add(key, "\"" + written + "\" is no folder", "write the folder in which the files arrive");
            return null;
        }
    }

    private @Nullable String sftp(String key, String written) {
        if (Addresses.isSftp(written)) {
            return written;
        }
        faults.add(
                key,
                "is no address of a folder on an SFTP server",
                "write sftp://host:22/folder, the account under auth");
        return null;
    }

    private @Nullable String charset(String key, @Nullable String value, boolean files) {
        @Nullable String name = faults.optional(value);
        if (name == null) {
            return files ? "UTF-8" : null;
        }
        try {
            if (OLD_CHARSETS.contains(name.strip().toUpperCase(Locale.ROOT)) || Charset.isSupported(name.strip())) {
                return name.strip();
            }
        } catch (IllegalCharsetNameException impossible) {
            // said below, as for an unknown one
        }
        Set<String> known = new LinkedHashSet<>(Charset.availableCharsets().keySet());
        known.addAll(OLD_CHARSETS);
        faults.add(
                key,
                "\"" + name + "\" is no known encoding",
                near(name, known, "write TCVN3, VNI, windows-1258 or UTF-8"));
        return null;
    }

    private Set<String> told(String key, @Nullable List<String> value, Role role) {
        Set<String> told = new LinkedHashSet<>(value == null ? List.of() : value);
        Set<String> calls = CALLS.getOrDefault(role, Set.of());
        told.stream()
                .filter(call -> !calls.contains(call))
                .forEach(call -> faults.add(
                        key,
                        "\"" + call + "\" is no call of a system with this role",
                        calls.isEmpty()
                                ? "remove it"
                                : near(
                                        call,
                                        calls,
                                        "write some of "
                                                + calls.stream().sorted().toList())));
        return told;
    }

    private @Nullable Agency agency(String key, @Nullable AgencyBlock block) {
        if (block == null) {
            return null;
        }
        return new Agency(
                faults.required(key + ".code", block.code(), "write the agency's code, H53.14"),
                faults.required(key + ".name", block.name(), "write the agency's name"));
    }

    private @Nullable String unit(String key, SystemBlock block, boolean required) {
        boolean session = block.auth() != null
                && "session".equalsIgnoreCase(block.auth().kind())
                && (block.settings() == null || !block.settings().containsKey("session-header"));
        if (session && required) {
            faults.required(key, block.unit(), "write the unit code (madonvi) that the far side gave");
        }
        return faults.optional(block.unit());
    }

    private Map<String, String> headers(String key, @Nullable Map<String, String> value, boolean required) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (value != null) {
            value.forEach((name, text) -> {
                if (required) {
                    faults.required(key + "." + name, text, "write the header's value, or remove the header");
                }
                if (SettingFaults.given(text)) {
                    headers.put(name, text);
                }
            });
        }
        return headers;
    }

    private @Nullable Inbound inbound(String key, @Nullable InboundBlock block, boolean required) {
        if (block == null || !required) {
            return null;
        }
        String path = faults.required(key + ".path", block.path(), "write the path prefix of the calls that come in");
        if (!path.isEmpty() && !path.matches("(/[A-Za-z0-9._-]+)+")) {
            faults.add(key + ".path", "\"" + path + "\" is no path prefix", "write a path like /a/b without a last /");
        }
        Inbound.Kind kind = inboundKind(key + ".kind", block.kind());
        String name =
                switch (kind) {
                    case BEARER -> "";
                    case API_KEY ->
                        SettingFaults.given(block.header()) ? Objects.requireNonNull(block.header()) : "X-API-Key";
                    case BASIC ->
                        faults.required(
                                key + ".username", block.username(), "write the account with which it calls the hub");
                };
        return new Inbound(
                path,
                kind,
                name,
                faults.required(
                        key + ".token", block.token(), "write the token, key or password with which it calls the hub"));
    }

    private Inbound.Kind inboundKind(String key, @Nullable String value) {
        if (value == null || !SettingFaults.given(value)) {
            return Inbound.Kind.BEARER;
        }
        for (Inbound.Kind kind : Inbound.Kind.values()) {
            if (kind.name().replace('_', '-').equalsIgnoreCase(value.strip())) {
                return kind;
            }
        }
        faults.add(key, "\"" + value + "\" is no way to call in", "write bearer, api-key or basic");
        return Inbound.Kind.BEARER;
    }
}
