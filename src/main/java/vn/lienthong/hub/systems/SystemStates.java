package vn.lienthong.hub.systems;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/** The states of the far systems as this process sees them. Thread-safe. */
public class SystemStates {
    private final Map<SystemId, SystemState> states = new ConcurrentHashMap<>();
    private final Clock clock;

    public SystemStates(Clock clock) {
        this.clock = clock;
    }

    public SystemState of(SystemId system) {
        return states.getOrDefault(system, SystemState.UNSEEN);
    }

    /** A call brought an answer, whatever it said. */
    public void answered(SystemId system) {
        change(
                system,
                was -> Boolean.TRUE.equals(was.reachable())
                        ? was
                        : new SystemState(
                                true,
                                was.lastPull(),
                                was.pulled(),
                                was.lastFault(),
                                was.lastFaultAt(),
                                was.packFault(),
                                was.pullFaults()));
    }

    /** A page was stored. */
    public void pulled(SystemId system, int records) {
        change(
                system,
                was -> new SystemState(
                        true,
                        was.lastPull(),
                        was.pulled() + records,
                        was.lastFault(),
                        was.lastFaultAt(),
                        was.packFault(),
                        was.pullFaults()));
    }

    /** A pull came to the end of what the far side has. */
    public void upToDate(SystemId system) {
        change(
                system,
                was -> new SystemState(
                        true,
                        clock.instant(),
                        was.pulled(),
                        was.lastFault(),
                        was.lastFaultAt(),
                        was.packFault(),
                        was.pullFaults()));
    }

    /** A call brought no usable answer. */
    public void failed(SystemId system, FarSideFault fault) {
        boolean reached = fault.kind() != FarSideFault.Kind.AWAY;
        change(
                system,
                was -> new SystemState(
                        reached,
                        was.lastPull(),
                        was.pulled(),
                        fault.kind() + " " + fault.getMessage(),
                        clock.instant(),
                        was.packFault(),
                        was.pullFaults()));
    }

    /** Something of our own went wrong (ledger, pack); says nothing of the far side. */
    public void troubled(SystemId system, String fault) {
        change(
                system,
                was -> new SystemState(
                        was.reachable(),
                        was.lastPull(),
                        was.pulled(),
                        fault,
                        clock.instant(),
                        was.packFault(),
                        was.pullFaults()));
    }

    /** Why the routes of a system do not run; null = they run. */
    public void pack(SystemId system, @Nullable String fault) {
        change(
                system,
                was -> new SystemState(
                        was.reachable(),
                        was.lastPull(),
                        was.pulled(),
                        was.lastFault(),
                        was.lastFaultAt(),
                        fault,
                        was.pullFaults()));
    }

    /** Why the last pulls of a stream brought nothing, though the far side is there; null = they did. */
    public void pull(SystemId system, String stream, @Nullable String fault) {
        change(system, was -> {
            if (Objects.equals(was.pullFaults().get(stream), fault)) {
                return was;
            }
            Map<String, String> faults = new TreeMap<>(was.pullFaults());
            if (fault == null) {
                faults.remove(stream);
            } else {
                faults.put(stream, fault);
            }
            return new SystemState(
                    was.reachable(),
                    was.lastPull(),
                    was.pulled(),
                    was.lastFault(),
                    was.lastFaultAt(),
                    was.packFault(),
                    faults);
        });
    }

    /** It takes no part any more. */
    public void forget(SystemId system) {
        states.remove(system);
    }

    private void change(SystemId system, UnaryOperator<SystemState> change) {
        states.compute(system, (id, was) -> change.apply(was == null ? SystemState.UNSEEN : was));
    }
}
