package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Watches something in a hub until it has ended, with one line that changes on a terminal. Elsewhere, in a file or a job's
 * log, a line at a change, the longer it takes the fewer. A hub that is being started again is waited for.
 */
final class Watching {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration RESTART = Duration.ofMinutes(2);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);
    private static final int WIDTH = 24;

    private final RunningHub hub;
    private final boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    private String shown = "";
    private Duration silence = PAUSE;
    private long nextLine = System.nanoTime();

    Watching(RunningHub hub) {
        this.hub = hub;
    }

    /** @param line what to show of it; not shown with {@code --json} */
    JsonNode untilEnded(String path, Function<JsonNode, String> line) {
        @Nullable Long away = null;
        while (true) {
            try {
                JsonNode now = hub.get(path);
                away = null;
                boolean ended = now.hasNonNull("endedAt");
                show(line.apply(now), ended);
                if (ended) {
                    end();
                    return now;
                }
            } catch (NotReached gone) {
                away = away == null ? Long.valueOf(System.nanoTime()) : away;
                if (System.nanoTime() - away > RESTART.toNanos()) {
                    end();
                    throw new NotReached(
                            gone.getMessage() + "; waited " + words(RESTART)
                                    + ". What was ordered stands in its ledger and" + " goes on when it runs again",
                            gone);
                }
                show("the hub does not answer; waiting for it", false);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            if (new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts down");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refused(HubCommand.FAULTS, "interrupted; what was ordered goes on in the hub");
        }
    }

    private void show(String whole, boolean last) {
        String line = terminal ? whole.substring(0, Math.min(whole.length(), hub.width() - 1)) : whole;
        if (hub.json || line.equals(shown)) {
            return;
        }
        if (terminal) {
            int blanks = Math.max(0, shown.length() - line.length());
            hub.out().print("\r" + line + " ".repeat(blanks));
            hub.out().flush();
        } else if (last || System.nanoTime() - nextLine >= 0) {
            hub.out().println(line);
            nextLine = System.nanoTime() + silence.toNanos();
            silence = silence.multipliedBy(2);
            silence = silence.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : silence;
        } else {
            return;
        }
        shown = line;
    }

    private void end() {
        if (terminal && !hub.json) {
            hub.out().println();
        }
    }

    /** An instant without its fractions. */
    static String seconds(JsonNode instant) {
        return instant.asText().replaceFirst("\\.\\d+Z$", "Z");
    }

    /** {@code [######------------------]  25 %}. */
    static String bar(double share) {
        int full = (int) Math.round(Math.max(0, Math.min(1, share)) * WIDTH);
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] "
                + String.format(Locale.ROOT, "%3d %%", Math.round(share * 100));
    }

    /** {@code 3 min}, {@code 2 h 5 min}, {@code 40 s}. */
    static String words(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 90) {
            return seconds + " s";
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 90 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
