package vn.lienthong.hub.delivery;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Brake;
import vn.lienthong.hub.systems.SystemsSwapped;

/** One breaker a far system. */
@Component
class BreakersInMemory implements Breakers {
    private final Map<SystemId, CallBreaker> breakers = new ConcurrentHashMap<>();
    private final FarSystems systems;
    private final Clock clock;

    BreakersInMemory(FarSystems systems, Clock clock) {
        this.systems = systems;
        this.clock = clock;
    }

    CallBreaker breaker(SystemId system) {
        return breakers.computeIfAbsent(
                system,
                id -> new CallBreaker(
                        systems.find(id).map(SystemSettings::brake).orElse(Brake.PLAIN)));
    }

    /** Perhaps another far side, surely another brake: it is tried at once. */
    @EventListener
    void swapped(SystemsSwapped swapped) {
        if (swapped.settings()) {
            breakers.keySet().removeAll(swapped.systems());
        }
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
