package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.delivery.Breakers;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.Counts;
import vn.lienthong.hub.mapping.ChangedFiles;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemState;
import vn.lienthong.hub.systems.SystemStates;

/** The far systems: how they are set, how this process finds them, how much waits for them. */
@RestController
@RequestMapping("/api/v1/systems")
class SystemsApi {
    private final FarSystems systems;
    private final SystemStates states;
    private final Breakers breakers;
    private final LedgerQuestions ledger;
    private final ChangedFiles files;

    SystemsApi(FarSystems systems, SystemStates states, Breakers breakers, LedgerQuestions ledger, ChangedFiles files) {
        this.files = files;
        this.systems = systems;
        this.states = states;
        this.breakers = breakers;
        this.ledger = ledger;
    }

    @GetMapping
    Listing<SystemView> list(HttpServletRequest request) {
        Asked asked = new Asked(request);
        asked.check();
        Map<SystemId, Counts> counts = ledger.counts();
        Map<SystemId, Instant> moves = ledger.lastMoves();
        List<SystemView> views = systems.all().stream()
                .map(system -> view(
                        system,
                        states.of(system.id()),
                        counts.getOrDefault(system.id(), Counts.NONE),
                        moves.get(system.id())))
                .toList();
        return Listing.whole(views);
    }

    private SystemView view(SystemSettings system, SystemState state, Counts counts, @Nullable Instant moved) {
        return new SystemView(
                system.id().value(),
                small(system.role()),
                small(system.mode()),
                state.reachable(),
                small(breakers.of(system.id())).replace('_', '-'),
                later(state.lastPull(), moved),
                state.lastFault(),
                state.lastFaultAt(),
                state.packFault(),
                files.fault(system.id().value()),
                state.pullFault(),
                counts.held(),
                counts.waiting(),
                counts.parked(),
                counts.done(),
                counts.awaiting());
    }

    /** A pull may run in another process: what it stored is seen in the ledger. */
    private static @Nullable Instant later(@Nullable Instant here, @Nullable Instant stored) {
        if (here == null || stored == null) {
            return here == null ? stored : here;
        }
        return here.isAfter(stored) ? here : stored;
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * One system. {@code reachable} is null before the first call of this process; {@code breaker} closed, open or
     * half-open; {@code packFault} why its routes do not run; {@code filesFault} why its changed files are not in use;
     * {@code pullFault} why its last pulls brought nothing, though it is there;
     * {@code awaitingDossier} how many of {@code held} only wait for a dossier that is not known yet.
     */
    record SystemView(
            String id,
            String role,
            String mode,
            @Nullable Boolean reachable,
            String breaker,
            @Nullable Instant lastPull,
            @Nullable String lastFault,
            @Nullable Instant lastFaultAt,
            @Nullable String packFault,
            @Nullable String filesFault,
            @Nullable String pullFault,
            long held,
            long waiting,
            long parked,
            long done,
            long awaitingDossier) {}
}
