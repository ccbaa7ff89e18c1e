package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.delivery.Breakers;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerOverview;
import vn.lienthong.hub.ledger.LedgerOverview.LatestEvent;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.Counts;
import vn.lienthong.hub.reconcile.Reconciliations;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemState;
import vn.lienthong.hub.systems.SystemStates;
import vn.lienthong.hub.watch.Contracts;
import vn.lienthong.hub.watch.Contracts.Finding;

/** Everything at a glance: dossiers per status, the far systems, what came last. No personal data. */
@RestController
@RequestMapping("/api/v1/overview")
class OverviewApi {
    static final int USUAL_EVENTS = 15;
    private static final int MOST_EVENTS = 100;

    private final LedgerOverview overview;
    private final LedgerQuestions ledger;
    private final FarSystems systems;
    private final SystemStates states;
    private final Breakers breakers;
    private final StatusNames names;
    private final Reconciliations reconciliations;
    private final Contracts contracts;

    OverviewApi(
            LedgerOverview overview,
            LedgerQuestions ledger,
            FarSystems systems,
            SystemStates states,
            Breakers breakers,
            StatusNames names,
            Reconciliations reconciliations,
            Contracts contracts) {
        this.overview = overview;
        this.ledger = ledger;
        this.systems = systems;
        this.states = states;
        this.breakers = breakers;
        this.names = names;
        this.reconciliations = reconciliations;
        this.contracts = contracts;
    }

    @GetMapping
    Overview now(HttpServletRequest request, Locale locale) {
        Asked asked = new Asked(request);
        int events = asked.number("events", 1, MOST_EVENTS, USUAL_EVENTS);
        asked.check();
        return of(events, locale);
    }

    Overview of(int events, Locale locale) {
        SortedMap<Integer, Long> counts = overview.dossiersByStatus();
        Map<SystemId, Counts> owed = ledger.counts();
        return new Overview(
                counts.values().stream().mapToLong(Long::longValue).sum(),
                List.of(Status.values()).stream()
                        .map(status -> new StatusCount(
                                status.number(),
                                String.valueOf(names.of(status.number(), locale)),
                                counts.getOrDefault(status.number(), 0L)))
                        .toList(),
                systems.all().stream()
                        .map(system -> line(system, owed.getOrDefault(system.id(), Counts.NONE)))
                        .toList(),
                overview.latest(events).stream()
                        .map(event -> event(event, locale))
                        .toList(),
                reconciliations.last().values().stream()
                        .map(ReconciliationsApi.RunView::of)
                        .toList(),
                contracts.open().entrySet().stream()
                        .map(entry -> ContractLine.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private SystemLine line(SystemSettings system, Counts counts) {
        SystemState state = states.of(system.id());
        String breaker = small(breakers.of(system.id())).replace('_', '-');
        return new SystemLine(
                system.id().value(),
                small(system.role()),
                small(system.mode()),
                state.reachable(),
                breaker,
                fault(state),
                state.lastPull(),
                state.pulled(),
                counts.waiting(),
                counts.parked(),
                counts.held(),
                counts.done());
    }

    /** What a person is to know of it now. */
    private static @Nullable String fault(SystemState state) {
        if (state.packFault() != null) {
            return state.packFault();
        }
        return Boolean.TRUE.equals(state.reachable()) ? state.pullFault() : state.lastFault();
    }

    private EventLine event(LatestEvent event, Locale locale) {
        return new EventLine(
                event.id(),
                event.code(),
                event.source(),
                event.kind(),
                event.statusAfter(),
                names.of(event.statusAfter(), locale),
                event.effect(),
                event.time(),
                event.takenAt(),
                event.told().stream()
                        .map(told -> new Told(told.system(), small(told.state())))
                        .toList());
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@code dossiers}: those that have a status; {@code reconciliations}: the last run of each system; {@code contracts}: systems with open findings. */
    record Overview(
            long dossiers,
            List<StatusCount> statuses,
            List<SystemLine> systems,
            List<EventLine> events,
            List<ReconciliationsApi.RunView> reconciliations,
            List<ContractLine> contracts) {}

    /** A system whose records are no more as they were: how many findings are open, and the first of them. */
    record ContractLine(String system, int open, Instant since, List<ContractsApi.FindingView> findings) {
        private static final int FIRST = 3;

        static ContractLine of(SystemId system, List<Finding> open) {
            return new ContractLine(
                    system.value(),
                    open.size(),
                    open.get(0).notedAt(),
                    open.stream().limit(FIRST).map(ContractsApi.FindingView::of).toList());
        }
    }

    /** Dossiers in one of the ten statuses. */
    record StatusCount(int status, String name, long dossiers) {}

    /**
     * One system. {@code pulled} since this process started; {@code trouble} why its routes do not run, or why its last
     * call failed; null = nothing is wrong.
     */
    record SystemLine(
            String id,
            String role,
            String mode,
            @Nullable Boolean reachable,
            String breaker,
            @Nullable String trouble,
            @Nullable Instant lastPull,
            long pulled,
            long waiting,
            long parked,
            long held,
            long done) {}

    /** One fact, the last to arrive first. {@code status} is the dossier's after it. */
    record EventLine(
            long id,
            @Nullable String code,
            String source,
            String kind,
            @Nullable Integer status,
            @Nullable String statusName,
            String effect,
            Instant time,
            Instant takenAt,
            List<Told> told) {}

    /** A system that has to be told; {@code state} waiting, parked or done. */
    record Told(String system, String state) {}
}
