package vn.lienthong.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where one measurement happens: a fresh far side and a fresh ledger, and what has to run beside them. */
final class Site implements AutoCloseable {
    private static final Pattern DEFAULT_URL =
            Pattern.compile("\\$\\{HUB_DATABASE_URL:(jdbc:h2:.*)\\}\\s*$", Pattern.MULTILINE);

    private final String name;
    private final Path folder;
    private final String heap;
    private final Far far;
    /** Null where the ledger is H2. */
    private final Postgres postgres;

    private final String ledgerUrl;
    private final Map<String, Child> beside = new LinkedHashMap<>();
    private final List<Child> own = new ArrayList<>();
    private final Map<String, String> environment;

    private Site(String name, Path folder, String heap, Far far, Postgres postgres, String ledgerUrl) {
        this.name = name;
        this.folder = folder;
        this.heap = heap;
        this.far = far;
        this.postgres = postgres;
        this.ledgerUrl = ledgerUrl;
        this.environment = new HashMap<>(far.environment());
        beside.put("far side", far.process());
    }

    /** H2 and Artemis inside the hub. */
    static Site embedded(Bench bench, String name) throws IOException {
        Path folder = Files.createDirectories(bench.folder().resolve(name));
        String url = h2(folder);
        return new Site(name, folder, bench.options().heap(), Far.start(bench.folder(), name), null, url);
    }

    /** The hub's own default, so that the floor opens its file with the same settings. */
    private static String h2(Path folder) throws IOException {
        try (InputStream settings = Site.class.getResourceAsStream("/application.yaml")) {
            Matcher url = DEFAULT_URL.matcher(new String(settings.readAllBytes(), StandardCharsets.UTF_8));
            if (!url.find()) {
                throw new IllegalStateException("application.yaml has no default after HUB_DATABASE_URL");
            }
            return url.group(1).replace("${hub.data-dir}", folder.toString());
        }
    }

    /** PostgreSQL and an Artemis of its own. */
    static Site production(Bench bench, String name) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createDirectories(bench.folder().resolve(name));
        Postgres postgres = bench.postgres();
        String url = postgres.freshDatabase();
        Site site = new Site(name, folder, bench.options().heap(), Far.start(bench.folder(), name), postgres, url);
        String address = "tcp://127.0.0.1:" + Postgres.freePort();
        Child broker = Child.bench(
                bench.folder(),
                name + "-broker",
                Broker.class,
                List.of("-Xmx256m"),
                List.of(folder.resolve("broker").toString(), address),
                Map.of(),
                true);
        site.own.add(broker);
        if (!"ready".equals(broker.hears().readLine())) {
            broker.mustLive();
        }
        site.beside.put("database", postgres.server());
        site.beside.put("broker", broker);
        site.environment.put("HUB_DATABASE_URL", url);
        site.environment.put("HUB_DATABASE_USERNAME", "hub");
        // no password is asked for on this machine, and none may be empty
        site.environment.put("HUB_DATABASE_PASSWORD", "trusted");
        site.environment.put("HUB_BROKER_URL", address);
        site.environment.put("HUB_BROKER_USERNAME", "hub");
        site.environment.put("HUB_BROKER_PASSWORD", "trusted");
        return site;
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    Far far() {
        return far;
    }

    /** JDBC; H2's is open only while no hub runs. */
    String ledgerUrl() {
        return ledgerUrl;
    }

    /** What uses the processor beside the measured program, by what it is. */
    Map<String, Child> beside() {
        return beside;
    }

    Path gcLog() {
        return folder.resolve("gc.log");
    }

    /** The packaged hub. @param more settings beside those of the site */
    Hub hub(Map<String, String> more) throws IOException {
        int port = Postgres.freePort();
        Map<String, String> all = new HashMap<>(environment);
        all.put("SERVER_PORT", Integer.toString(port));
        all.put("HUB_DATA_DIR", folder.toString());
        all.put("HUB_API_TOKEN", Hub.TOKEN);
        all.put("HUB_ADMIN_PASSWORD", "bench");
        all.put("HUB_SEARCH_KEY", "bench-0123456789abcdef0123456789abcdef");
        all.put("HUB_POLL", "200ms");
        all.putAll(more);
        List<String> options = jvm();
        options.add("@" + Path.of("config", "java.options").toAbsolutePath());
        String given = System.getenv("BENCH_JAVA_OPTIONS");
        if (given != null) {
            options.addAll(List.of(given.replace("{part}", name).split(" ")));
        }
        options.addAll(List.of("-jar", folder.getParent().resolve("hub.jar").toString()));
        return new Hub(Child.start(folder.getParent(), name, Child.java(options), all, false), port);
    }

    /** Another program that does the hub's work. */
    Child program(Class<?> main, List<String> arguments) throws IOException {
        return Child.bench(folder.getParent(), name, main, jvm(), arguments, environment, false);
    }

    private List<String> jvm() {
        return new ArrayList<>(List.of("-Xmx" + heap, "-Xlog:gc:file=" + gcLog()));
    }

    @Override
    public void close() throws SQLException, IOException {
        own.forEach(Child::close);
        far.close();
        if (postgres != null) {
            postgres.tellStatements(name);
        }
    }
}
