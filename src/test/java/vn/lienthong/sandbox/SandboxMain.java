package vn.lienthong.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
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
 * --sandbox.seed=N} (default 1), {@code --sandbox.actors=on|off}, {@code --sandbox.stories=N} (so many and no more), {@code --sandbox.dir} (ui-v1's folder, default
 * {@code target/sandbox/ui-v1}), {@code --sandbox.charset=TCVN3|windows-1258}, {@code --sandbox.ports=fixed|free},
 * {@code --sandbox.dossiers=N} (so many dossiers lie in the one-stop at the start).
 */
public final class SandboxMain {
    private SandboxMain() {}

    public static void main(String[] args) throws InterruptedException {
        run(SandboxOptions.of(args));
    }

    /** Comes back only when it is interrupted. */
    public static void run(SandboxOptions options) throws InterruptedException {
        if (!options.rest().isEmpty()) {
            throw new IllegalArgumentException("write --sandbox.<option>=<value>, not " + options.rest());
        }
        Path folder = options.folder() == null ? Path.of("target/sandbox/ui-v1") : options.folder();
        SandboxSettings settings =
                options.freePorts() ? SandboxSettings.anywhere(folder) : SandboxSettings.alone(folder);
        Sandbox sandbox = Sandbox.start(settings.charset(options.charset())
                .hub(options.hubUrl())
                .with(options.freePorts() ? SandboxSettings.Newer.ANYWHERE : SandboxSettings.Newer.FIXED));
        countOnly(sandbox);
        fill(sandbox, options.dossiers(), options.seed());
        sandbox.softwareRuns(Duration.ofMillis(500));
        sandbox.hubEnvironment().forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
        if (options.pace() != null) {
            Actors actors = new Actors(sandbox, options.seed(), options.pace(), SandboxMain::say)
                    .atMost(options.stories())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(actors::close));
        }
        new CountDownLatch(1).await();
    }

    /** So many newly filed claims in the one-stop, one a second from thirty days ago on. */
    public static void fill(Sandbox sandbox, int dossiers, long seed) {
        People people = new People(seed + 1);
        Instant filed = sandbox.clock().instant().minus(Duration.ofDays(30));
        for (int i = 0; i < dossiers; i++) {
            sandbox.oneStop().enter(OneStopDossier.claim(people.next(), filed.plusSeconds(i)));
        }
    }

    /** Nobody reads the journals' bodies in such a run; they would be the largest thing in memory. */
    public static void countOnly(Sandbox sandbox) {
        sandbox.oneStop().journal().keep(Journal.Keep.COUNTS);
        sandbox.land().journal().keep(Journal.Keep.COUNTS);
        sandbox.portal().journal().keep(Journal.Keep.COUNTS);
        if (sandbox.hasNewer()) {
            sandbox.post().journal().keep(Journal.Keep.COUNTS);
            sandbox.construction().journal().keep(Journal.Keep.COUNTS);
        }
    }

    private static void say(String act) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + act);
    }
}
