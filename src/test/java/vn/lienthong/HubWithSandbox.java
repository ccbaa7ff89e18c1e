package vn.lienthong;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import vn.lienthong.hub.LienThongHub;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxMain;
import vn.lienthong.sandbox.SandboxOptions;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.actors.Actors;

/**
 * The hub and its seven far systems in one process, with people who act: {@code mvn spring-boot:test-run}. Everything
 * starts empty at every start, since the far systems keep nothing either; what it writes lies under {@code
 * target/sandbox/run}. docs/running.md says how to change what it does.
 *
 * <p>The annotation is how {@code spring-boot:test-run} knows this class among the main classes of the tests; the hub
 * itself is started as in production.
 */
@SpringBootApplication
public class HubWithSandbox {
    private static final Path FOLDER = Path.of("target/sandbox/run");

    public static void main(String[] args) throws InterruptedException {
        SandboxOptions options = SandboxOptions.of(args);
        if (options.only()) {
            SandboxMain.run(options);
            return;
        }
        clear(FOLDER);
        Sandbox sandbox = Sandbox.start(
                SandboxSettings.anywhere(options.folder() == null ? FOLDER.resolve("ui-v1") : options.folder())
                        .charset(options.charset())
                        .with(SandboxSettings.Newer.ANYWHERE));
        SandboxMain.countOnly(sandbox);
        SandboxMain.fill(sandbox, options.dossiers(), options.seed());
        Map<String, String> settings = new TreeMap<>(sandbox.hubEnvironment());
        settings.put("HUB_DATA_DIR", FOLDER.resolve("hub").toString());
        settings.put("HUB_ADMIN_PASSWORD", givenOrMade("HUB_ADMIN_PASSWORD"));
        settings.put("HUB_API_TOKEN", givenOrMade("HUB_API_TOKEN"));
        String url = startHub(settings, options.rest());
        welcome(url, settings, options);
        sandbox.hub(url);
        sandbox.softwareRuns(Duration.ofMillis(500));
        Actors actors = new Actors(
                sandbox, options.seed(), options.pace() == null ? Actors.Pace.SLOW : options.pace(), act -> {});
        if (options.pace() != null) {
            actors.atMost(options.stories()).start();
        }
        new LiveTable(url, settings.get("HUB_API_TOKEN"), actors, System.out).start();
    }

    private static String startHub(Map<String, String> settings, List<String> more) {
        List<String> arguments = new ArrayList<>(more);
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        if (more.stream().noneMatch(argument -> argument.startsWith("--logging."))) {
            arguments.add("--logging.level.vn.lienthong.hub=warn");
        }
        SpringApplication hub = new SpringApplication(LienThongHub.class);
        // The password stands on the screen: reachable from this machine only. And the table is not to drown in the
        // log.
        hub.setDefaultProperties(Map.of("server.address", "127.0.0.1"));
        ConfigurableApplicationContext context = hub.run(arguments.toArray(String[]::new));
        return "http://127.0.0.1:"
                + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    private static String givenOrMade(String name) {
        String given = System.getenv(name);
        if (given != null && !given.isBlank()) {
            return given;
        }
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void welcome(String url, Map<String, String> settings, SandboxOptions options) {
        System.out.printf(
                """

                Liên Thông Hub with its sandbox (seed %d, pace %s); Ctrl-C ends it.
                  page   %s/   user admin, password %s
                  calls  curl -H 'Authorization: Bearer %s' %s/api/v1/systems

                """,
                options.seed(),
                options.pace() == null ? "nobody acts" : options.pace().name().toLowerCase(Locale.ROOT),
                url,
                settings.get("HUB_ADMIN_PASSWORD"),
                settings.get("HUB_API_TOKEN"),
                url);
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be emptied; does another sandbox run here?", e);
        }
    }
}
