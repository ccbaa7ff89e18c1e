package vn.lienthong.sandbox.portal;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions of 30 minutes in real time, or until they are forgotten. */
final class Sessions {
    private final Map<String, Long> endsAt = new ConcurrentHashMap<>();
    private volatile Duration life = Duration.ofMinutes(30);

    void life(Duration life) {
        this.life = life;
    }

    String open() {
        String session = UUID.randomUUID().toString();
        endsAt.put(session, System.nanoTime() + life.toNanos());
        return session;
    }

    boolean knows(String session) {
        Long end = session == null ? null : endsAt.get(session);
        return end != null && System.nanoTime() < end;
    }

    void forget() {
        endsAt.clear();
    }
}
