package vn.lienthong.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import vn.lienthong.sandbox.actors.Actors;
import vn.lienthong.sandbox.onestop.OneStopDossier;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.world.People;

/**
 * Starts the sandbox alone, as a process of its own, with people who act; prints the lines that point a hub at it.
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath
 * java -cp "target/test-classes:$(cat target/test.classpath)" vn.lienthong.sandbox.SandboxMain \
 *      --sandbox.hub-url=http://127.0.0.1:8080 --sandbox.pace=slow
 * </pre>
 *
 * Options: {@code --sandbox.hub-url} (default {@code http://127.0.0.1:8080}), {@code --sandbox.pace=slow|fast}, {@code
 * --sandbox.seed=N} (default 1), {@code --sandbox.actors=on|off}, {@code --sandbox.dir} (ui-v1's folder, default
 * {@code target/sandbox/ui-v1}), {@code --sandbox.charset=TCVN3|windows-1258}, {@code --sandbox.dossiers=N} (so many
 * dossiers lie in the one-stop at the start; with more than 1,000 the journals count and keep no bodies).
 */
public final class SandboxMain {
    private static final int MANY = 1000;

    private SandboxMain() {}

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> options = options(args);
        long seed = Long.parseLong(options.getOrDefault("seed", "1"));
        Path folder = Path.of(options.getOrDefault("dir", "target/sandbox/ui-v1"));
        SandboxSettings settings = SandboxSettings.alone(folder)
                .charset(options.getOrDefault("charset", "TCVN3"))
                .hub(options.getOrDefault("hub-url", "http://127.0.0.1:8080"));
        Sandbox sandbox = Sandbox.start(settings);
        fill(sandbox, Integer.parseInt(options.getOrDefault("dossiers", "0")), seed);
        sandbox.softwareRuns(Duration.ofMillis(500));
        sandbox.hubEnvironment().forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
        if (!"off".equals(options.get("actors"))) {
            Actors.Pace pace = Actors.Pace.valueOf(options.getOrDefault("pace", "slow").toUpperCase(Locale.ROOT));
            if (pace == Actors.Pace.FAST) {
                countOnly(sandbox);
            }
            Actors actors = new Actors(sandbox, seed, pace, SandboxMain::say).start();
            Runtime.getRuntime().addShutdownHook(new Thread(actors::close));
        }
        new CountDownLatch(1).await();
    }

    private static void fill(Sandbox sandbox, int dossiers, long seed) {
        People people = new People(seed + 1);
        Instant filed = sandbox.clock().instant().minus(Duration.ofDays(30));
        for (int i = 0; i < dossiers; i++) {
            sandbox.oneStop().enter(OneStopDossier.claim(people.next(), filed.plusSeconds(i)));
        }
        if (dossiers > MANY) {
            countOnly(sandbox);
        }
    }

    private static void countOnly(Sandbox sandbox) {
        sandbox.oneStop().journal().keep(Journal.Keep.COUNTS);
        sandbox.land().journal().keep(Journal.Keep.COUNTS);
        sandbox.portal().journal().keep(Journal.Keep.COUNTS);
    }

    private static void say(String act) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + act);
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new TreeMap<>();
        for (String arg : args) {
            if (!arg.startsWith("--sandbox.") || !arg.contains("=")) {
                throw new IllegalArgumentException("write --sandbox.<option>=<value>, not " + arg);
            }
            String[] parts = arg.substring("--sandbox.".length()).split("=", 2);
            options.put(parts[0], parts[1]);
        }
        return options;
    }
}
