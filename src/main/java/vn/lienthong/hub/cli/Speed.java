package vn.lienthong.hub.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast something goes now, not since its beginning: it may have waited, or been killed and gone on. */
final class Speed {
    private static final Duration LOOKS_BACK = Duration.ofSeconds(30);
    private static final double LEAST_SECONDS = 0.5;

    private final Deque<Point> points = new ArrayDeque<>();

    private record Point(Instant at, long count, double share) {}

    boolean isNew() {
        return points.isEmpty();
    }

    /** @param share of the whole, 0 to 1 */
    void at(Instant now, long count, double share) {
        if (!points.isEmpty() && !points.getLast().at().isBefore(now)) {
            return;
        }
        points.add(new Point(now, count, share));
        while (points.size() > 2 && points.getFirst().at().isBefore(now.minus(LOOKS_BACK))) {
            points.removeFirst();
        }
    }

    /** In a second; empty until there is something to tell by. */
    Optional<Double> perSecond() {
        return seconds()
                .map(seconds -> (points.getLast().count() - points.getFirst().count()) / seconds);
    }

    /** Until the share is 1; empty while it does not grow. */
    Optional<Duration> left() {
        return seconds().flatMap(seconds -> {
            double share = points.getLast().share();
            double grown = share - points.getFirst().share();
            return grown <= 0 || share >= 1
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis((long) (seconds * 1000 * (1 - share) / grown)));
        });
    }

    private Optional<Double> seconds() {
        if (points.size() < 2) {
            return Optional.empty();
        }
        double seconds =
                Duration.between(points.getFirst().at(), points.getLast().at()).toMillis() / 1000.0;
        return seconds < LEAST_SECONDS ? Optional.empty() : Optional.of(seconds);
    }
}
