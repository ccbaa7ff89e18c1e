package vn.lienthong.hub.systems;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemSettings.Auth;
import vn.lienthong.hub.systems.SystemSettings.Inbound;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Role;

class SettingsTest {
    private static final Map<String, Object> COMPLETE = Map.ofEntries(
            Map.entry("HUB_ONESTOP_CLIENT_ID", "hub"),
            Map.entry("HUB_ONESTOP_CLIENT_SECRET", "s1"),
            Map.entry("HUB_LAND_USERNAME", "hub"),
            Map.entry("HUB_LAND_PASSWORD", "s2"),
            Map.entry("HUB_UI_V2_USERNAME", "hub"),
            Map.entry("HUB_UI_V2_PASSWORD", "s3"),
            Map.entry("HUB_PORTAL_USERNAME", "hub"),
            Map.entry("HUB_PORTAL_PASSWORD", "s4"),
            Map.entry("HUB_PORTAL_UNIT", "000.00.00.H53"),
            Map.entry("HUB_PORTAL_DSTCODE", "VN:GOV:1"),
            Map.entry("HUB_PORTAL_INBOUND_TOKEN", "s5"));

    @Test
    void aSecretInAFileCountsFromTheNextReadingAndTheEnvironmentGoesBeforeIt(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("secrets"));
        String block = "hub: {systems: {a: {role: archive, zone: UTC, url: 'http://h', auth: {kind: api-key,"
                + " password: '${HUB_A_KEY:}'}}}}\n";
        Files.writeString(home.resolve("config/systems.yaml"), block);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("start", Map.of("hub.home", home.toString())));
        new SecretFiles.Join().postProcessEnvironment(environment, new SpringApplication());
        LiveSettings live = new LiveSettings(environment);

        assertThat(catchThrowableOfType(FaultySettings.class, () -> live.read(block.getBytes(UTF_8))))
                .hasMessageContaining("HUB_A_KEY");
        Files.writeString(home.resolve("secrets/HUB_A_KEY"), "s3cret\n");
        assertThat(live.read(block.getBytes(UTF_8)).systems().get(0).auth().password())
                .isEqualTo("s3cret");
        assertThat(SettingsFile.read(home, Map.of())
                        .get(new SystemId("a"))
                        .auth()
                        .password())
                .isEqualTo("s3cret");
        assertThat(SettingsFile.read(home, Map.of("HUB_A_KEY", "of the environment"))
                        .get(new SystemId("a"))
                        .auth()
                        .password())
                .isEqualTo("of the environment");
    }

    @Test
    void theFileOfTheProjectIsCompleteWithItsSecrets() throws IOException {
        List<SystemSettings> systems = read(project(), COMPLETE);

        assertThat(systems)
                .extracting(system -> system.id().value())
                .containsExactly("onestop", "land", "ui-v2", "ui-v1", "portal", "post", "construction");
        assertThat(systems.subList(5, 7))
                .as("without an account there they are off")
                .extracting(SystemSettings::mode)
                .containsOnly(Mode.OFF);
        SystemSettings portal = systems.get(4);
        assertThat(portal.role()).isEqualTo(Role.PORTAL);
        assertThat(portal.mode()).isEqualTo(Mode.ON);
        assertThat(portal.auth()).isEqualTo(new Auth(Auth.Kind.SESSION, "hub", "s4", null));
        assertThat(portal.headers()).containsEntry("dstcode", "VN:GOV:1");
        assertThat(portal.batch()).isEqualTo(50);
        assertThat(portal.poll()).isEqualTo(Duration.ofSeconds(2));
        assertThat(portal.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(systems.get(1).lateNumbers()).isEqualTo(Duration.ofSeconds(75));
        assertThat(systems.get(3).charset()).isEqualTo("TCVN3");
    }

    @Test
    void everyMissingSecretIsNamedByItsVariable() throws IOException {
        FaultySettings faulty = faults(project(), Map.of("HUB_ONESTOP_CLIENT_ID", "hub", "HUB_LAND_URL", "land"));

        assertThat(faulty.faults())
                .extracting(fault -> fault.setting().split(" ")[0])
                .containsExactlyInAnyOrder(
                        "HUB_ONESTOP_CLIENT_SECRET",
                        "HUB_LAND_URL",
                        "HUB_LAND_USERNAME",
                        "HUB_LAND_PASSWORD",
                        "HUB_UI_V2_USERNAME",
                        "HUB_UI_V2_PASSWORD",
                        "HUB_PORTAL_USERNAME",
                        "HUB_PORTAL_PASSWORD",
                        "HUB_PORTAL_UNIT",
                        "HUB_PORTAL_DSTCODE",
                        "HUB_PORTAL_INBOUND_TOKEN");
        assertThat(faulty).hasMessageContaining("HUB_LAND_URL (hub.systems.land.url): is no address");
    }

    @Test
    void onlyEnabledSystemsCount() throws IOException {
        List<SystemSettings> systems = read(project(), Map.of("HUB_ENABLED_SYSTEMS", "ui-v1"));

        assertThat(systems).extracting(system -> system.id().value()).containsExactly("ui-v1");
    }

    @Test
    void aPollOfMillisecondsAndAnUnknownEnabledSystem() throws IOException {
        Map<String, Object> variables = new HashMap<>(COMPLETE);
        variables.put("HUB_POLL", "200ms");
        assertThat(read(project(), variables)).allMatch(system -> system.poll().toMillis() == 200);

        variables.put("HUB_ENABLED_SYSTEMS", "land,lnad");
        assertThat(faults(project(), variables).faults())
                .singleElement()
                .hasToString("HUB_ENABLED_SYSTEMS (hub.enabled-systems): \"lnad\" is not configured; "
                        + "write some of [onestop, land, ui-v2, ui-v1, portal, post, construction]");
    }

    @Test
    void everyImpossibleValueIsNamedInOneMessage() throws IOException {
        Resource yaml = new ByteArrayResource("""
                server.port: eighty
                hub:
                  poll: soon
                  watch: never
                  keep: 1h
                  systems:
                    x:
                      role: boss
                      mode: perhaps
                      zone: Asia/Atlantis
                      since: yesterday
                      directory: /tmp
                      charset: morse
                      told: [shout]
                      page-size: 0
                      late-numbers: ever
                      tolled: true
                      auth: {kind: magic}
                      inbound: {path: nowhere, token: "${HUB_X_TOKEN}"}
                """.getBytes());

        assertThat(faults(yaml, Map.of()).faults())
                .extracting(fault -> fault.setting().split(" ")[0])
                .containsExactlyInAnyOrder(
                        "server.port",
                        "hub.poll",
                        "hub.watch",
                        "hub.keep",
                        "hub.systems.x.role",
                        "hub.systems.x.mode",
                        "hub.systems.x.zone",
                        "hub.systems.x.since",
                        "hub.systems.x.charset",
                        "hub.systems.x.told",
                        "hub.systems.x.page-size",
                        "hub.systems.x.late-numbers",
                        "hub.systems.x.tolled",
                        "hub.systems.x.auth.kind");
    }

    @Test
    void waysToLogInAndPlacesOfFilesAreRead() throws IOException {
        Resource yaml = new ByteArrayResource("""
                hub.systems:
                  a: {role: specialised, zone: UTC, url: "http://x", auth: {kind: api-key, password: k},
                      inbound: {path: /in, kind: api-key, token: t}}
                  b: {role: specialised, zone: UTC, url: "http://x", auth: {kind: ws-security-text, username: u, password: p},
                      inbound: {path: /in, kind: basic, username: u, token: t}}
                  c: {role: archive, zone: UTC, directory: "sftp://host:2222/out", auth: {kind: basic, username: u, password: p}}
                  d: {role: specialised, zone: UTC, url: "http://x", auth: {kind: session, username: u, password: p},
                      settings: {session-header: X-Session}}
                """.getBytes());

        List<SystemSettings> systems = read(yaml, Map.of());

        assertThat(systems.get(0).auth().kind()).isEqualTo(Auth.Kind.API_KEY);
        assertThat(systems.get(0).inbound()).isEqualTo(new Inbound("/in", Inbound.Kind.API_KEY, "X-API-Key", "t"));
        assertThat(systems.get(1).auth().kind()).isEqualTo(Auth.Kind.WS_SECURITY_TEXT);
        assertThat(systems.get(1).inbound()).isEqualTo(new Inbound("/in", Inbound.Kind.BASIC, "u", "t"));
        assertThat(systems.get(2).directory()).isEqualTo("sftp://host:2222/out");
        assertThat(systems.get(3).unit()).isNull();
        Resource wrong = new ByteArrayResource("""
                hub.systems:
                  c: {role: archive, zone: UTC, directory: "sftp://u:p@host/out"}
                  e: {role: specialised, zone: UTC, url: "http://x", inbound: {path: /in, kind: basic, token: t}}
                  f: {role: specialised, zone: UTC, url: "http://x", inbound: {path: /in, kind: magic, token: t}}
                """.getBytes());
        assertThat(faults(wrong, Map.of()).faults())
                .extracting(fault -> fault.setting().split(" ")[0])
                .containsExactlyInAnyOrder(
                        "hub.systems.c.directory", "hub.systems.e.inbound.username", "hub.systems.f.inbound.kind");
    }

    @Test
    void onAndOffAreModesThoughYamlReadsThemAsFlags() throws IOException {
        Resource yaml = new ByteArrayResource("""
                hub.systems:
                  a: {role: archive, mode: on, zone: UTC, directory: /tmp, since: 2024-01-31, told-finished: true}
                  b: {role: archive, mode: off, zone: UTC}
                  c: {role: archive, mode: shadow, zone: UTC, directory: /tmp}
                """.getBytes());

        List<SystemSettings> systems = read(yaml, Map.of());

        assertThat(systems).extracting(SystemSettings::mode).containsExactly(Mode.ON, Mode.OFF, Mode.SHADOW);
        assertThat(systems.get(0).since()).isEqualTo(LocalDate.of(2024, 1, 31));
        assertThat(systems.get(0).tellFinished()).isTrue();
        assertThat(systems.get(0).id()).isEqualTo(new SystemId("a"));
    }

    @Test
    void aSecretIsNeverRepeatedInAMessage(@TempDir Path folder) throws IOException {
        FaultySettings faulty = faults(project(), Map.of("HUB_LAND_PASSWORD", "open-sesame"));

        assertThat(faulty.getMessage()).doesNotContain("open-sesame");
    }

    private static Resource project() {
        return new FileSystemResource("config/systems.yaml");
    }

    private static FaultySettings faults(Resource yaml, Map<String, Object> variables) {
        return catchThrowableOfType(FaultySettings.class, () -> read(yaml, variables));
    }

    private static List<SystemSettings> read(Resource yaml, Map<String, Object> variables) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove("systemEnvironment");
        environment.getPropertySources().remove("systemProperties");
        environment.getPropertySources().addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        new YamlPropertySourceLoader()
                .load("systems", yaml)
                .forEach(source -> environment.getPropertySources().addLast(source));
        environment.getPropertySources().addLast(new MapPropertySource("rest", Map.of("hub.home", ".")));
        return new ReadSettings(environment).read();
    }
}
