package vn.lienthong.sandbox.onestop;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens and how long they live, in real time. */
final class Tokens {
    private final Map<String, Long> endsAt = new ConcurrentHashMap<>();
    private volatile Duration life = Duration.ofHours(1);

    void life(Duration life) {
        this.life = life;
    }

    long lifeSeconds() {
        return life.toSeconds();
    }

    String issue() {
        String token = UUID.randomUUID().toString();
        endsAt.put(token, System.nanoTime() + life.toNanos());
        return token;
    }

    boolean accepts(String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        Long end = endsAt.get(authorization.substring("Bearer ".length()).strip());
        return end != null && System.nanoTime() < end;
    }

    void forget() {
        endsAt.clear();
    }
}
