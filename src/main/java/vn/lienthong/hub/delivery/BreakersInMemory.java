package vn.lienthong.hub.delivery;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** One breaker a far system. */
@Component
class BreakersInMemory implements Breakers {
    private final Map<SystemId, CallBreaker> breakers = new ConcurrentHashMap<>();
    private final Clock clock;

    BreakersInMemory(Clock clock) {
        this.clock = clock;
    }

    CallBreaker breaker(SystemId system) {
        return breakers.computeIfAbsent(system, id -> new CallBreaker());
    }

    @Override
    public Breakers.Breaker of(SystemId system) {
        return switch (breaker(system).position(clock.instant())) {
            case CLOSED -> Breakers.Breaker.CLOSED;
            case OPEN -> Breakers.Breaker.OPEN;
            case HALF_OPEN -> Breakers.Breaker.HALF_OPEN;
        };
    }
}
