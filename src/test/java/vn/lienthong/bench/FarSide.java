package vn.lienthong.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.SandboxMain;
import vn.lienthong.sandbox.SandboxSettings;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/**
 * The far side of a measurement, a process of its own: the sandbox with so many dossiers in the one-stop. Says on its
 * output how to reach it, when the one-stop was first asked and when the portal had its last line; ends when its input
 * ends.
 */
final class FarSide {
    static final String READY = "ready";
    static final String FIRST_PULL = "first-pull ";
    static final String HALF = "half ";
    static final String LAST_LINE = "last-line ";
    static final String DIGEST = "digest ";
    private static final long LONGEST_MINUTES = 15;
    private static final long LOOKS_EVERY_MILLIS = 5;

    private FarSide() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int dossiers = Integer.parseInt(args[0]);
        var settings = SandboxSettings.anywhere(Files.createTempDirectory("ui-v1"))
                .clock(SandboxClock.story(Times.at("2026-09-10 08:00")));
        Sandbox sandbox = Sandbox.start(settings);
        SandboxMain.countOnly(sandbox);
        SandboxMain.fill(sandbox, dossiers, 1);
        sandbox.hubEnvironment().forEach((name, value) -> System.out.println(name + "=" + value));
        System.out.println(READY);
        Thread watch = new Thread(() -> watch(sandbox, dossiers), "watch");
        watch.setDaemon(true);
        watch.start();
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        sandbox.close();
    }

    private static void watch(Sandbox sandbox, int dossiers) {
        try {
            while (sandbox.oneStop().journal().count("GET thay-doi") == 0) {
                Thread.sleep(LOOKS_EVERY_MILLIS);
            }
            System.out.println(FIRST_PULL + System.currentTimeMillis());
            long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
            say(HALF, sandbox, dossiers / 2, giveUp);
            say(LAST_LINE, sandbox, dossiers, giveUp);
            System.out.println(
                    DIGEST + digest(sandbox) + " of " + sandbox.portal().size() + " dossiers in "
                            + sandbox.portal().journal().count() + " calls");
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String what, Sandbox sandbox, int lines, long giveUp) throws InterruptedException {
        while (sandbox.portal().lineCount() < lines) {
            if (System.nanoTime() > giveUp) {
                System.out.println("gave up with " + sandbox.portal().lineCount() + " lines");
                throw new InterruptedException();
            }
            Thread.sleep(LOOKS_EVERY_MILLIS);
        }
        System.out.println(what + System.currentTimeMillis());
    }

    /** Of what the portal holds in the end: two runs that did the same work have the same. */
    private static String digest(Sandbox sandbox) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<String> codes = sandbox.portal().codes().stream().sorted().toList();
            for (String code : codes) {
                digest.update(
                        sandbox.portal().dossier(code).orElseThrow().toString().getBytes("UTF-8"));
                digest.update(sandbox.portal().lines(code).toString().getBytes("UTF-8"));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
