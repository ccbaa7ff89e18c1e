package vn.lienthong.hub.delivery;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** One breaker a far system. */
@Component
public class Breakers {
    private final Map<SystemId, Breaker> breakers = new ConcurrentHashMap<>();
    private final Clock clock;

    public Breakers(Clock clock) {
        this.clock = clock;
    }

    Breaker of(SystemId system) {
        return breakers.computeIfAbsent(system, id -> new Breaker());
    }

    /** {@code closed}, {@code open} or {@code half-open}. */
    public String position(SystemId system) {
        return of(system).position(clock.instant()).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
