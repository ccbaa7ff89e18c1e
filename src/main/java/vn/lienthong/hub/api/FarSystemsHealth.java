package vn.lienthong.hub.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemState;
import vn.lienthong.hub.systems.SystemStates;

/**
 * The health component {@code farSystems}. Always up: a far system that is away is no illness of the hub, which keeps
 * what it owes; restarting the hub would not help. Who is away, and who refuses its
 * pulls, stands in the details.
 */
@Component("farSystemsHealthIndicator")
class FarSystemsHealth implements HealthIndicator {
    private final FarSystems systems;
    private final SystemStates states;

    FarSystemsHealth(FarSystems systems, SystemStates states) {
        this.systems = systems;
        this.states = states;
    }

    @Override
    public Health health() {
        Map<String, String> details = new LinkedHashMap<>();
        for (SystemSettings system : systems.all()) {
            details.put(system.id().value(), word(states.of(system.id())));
        }
        return Health.up().withDetails(details).build();
    }

    private static String word(SystemState state) {
        if (state.packFault() != null) {
            return "pack faulty";
        }
        Boolean reachable = state.reachable();
        if (Boolean.FALSE.equals(reachable)) {
            return "away";
        }
        if (state.pullFault() != null) {
            return "not read: " + state.pullFault();
        }
        return reachable == null ? "not called yet" : "reachable";
    }
}
