package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.reconcile.Reconciliations;
import vn.lienthong.hub.reconcile.Reconciliations.DifferenceFilter;
import vn.lienthong.hub.reconcile.Reconciliations.DifferenceLine;
import vn.lienthong.hub.reconcile.Reconciliations.RunLine;
import vn.lienthong.hub.systems.FarSystems;

/** Runs that compare far systems with the ledger, and the differences that a person has to decide. */
@RestController
@RequestMapping("/api/v1/reconciliations")
class ReconciliationsApi {
    private static final int LONGEST_REASON = 1000;
    private static final String WITHHELD = "…";

    private final Reconciliations reconciliations;
    private final FarSystems systems;
    private final AccessLog access;

    ReconciliationsApi(Reconciliations reconciliations, FarSystems systems, AccessLog access) {
        this.reconciliations = reconciliations;
        this.systems = systems;
        this.access = access;
    }

    /** Which differences a list shows; without it, all that were found. */
    enum DifferenceState {
        SUSPECT,
        MENDING,
        MENDED,
        OPEN,
        ACCEPTED,
        CARRIED
    }

    /** Class of a difference. */
    enum DifferenceClass {
        MISSING_THERE,
        MISSING_HERE,
        STATUS_DIFFERS,
        FIELD_DIFFERS,
        UNKNOWN_THERE
    }

    /**
     * An order.
     *
     * @param from instant, or date in the system's zone; absent = as far back as the schedule looks
     * @param to the same; a date is the whole day; absent = until now
     * @param mend false = only lists
     * @param deep every dossier is asked for singly, also where a list tells its status
     */
    record Order(
            @Nullable String system,
            @Nullable String from,
            @Nullable String to,
            @Nullable Boolean mend,
            @Nullable Boolean deep) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Ordered order(@RequestBody Order order, Principal operator) {
        List<BadCall.Fault> faults = new ArrayList<>();
        SystemId system = reconciliations.asked().stream()
                .filter(id -> id.value().equals(order.system()))
                .findFirst()
                .orElse(null);
        if (system == null) {
            String found = order.system() == null ? "none" : order.system();
            throw new BadCall(List.of(
                    new BadCall.Fault("system", "one of " + reconciliations.asked() + " that is not off", found)));
        }
        ZoneId zone = systems.get(system).zone();
        Instant from = instant("from", order.from(), zone, 0, faults);
        Instant to = instant("to", order.to(), zone, 1, faults);
        if (from != null && to != null && !from.isBefore(to)) {
            faults.add(new BadCall.Fault("from, to", "from before to", order.from() + ", " + order.to()));
        }
        if (!faults.isEmpty()) {
            throw new BadCall(faults);
        }
        long id = reconciliations.order(system, operator.getName(), from, to, order.mend(), order.deep());
        access.note(operator.getName(), "reconciliation.order", system + " " + id);
        return new Ordered(Long.toString(id));
    }

    /** A date is a day in the system's zone; {@code days} later, where it ends something. */
    static @Nullable Instant instant(
            String name, @Nullable String text, ZoneId zone, int days, List<BadCall.Fault> faults) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return text.strip().length() == 10
                    ? LocalDate.parse(text.strip())
                            .plusDays(days)
                            .atStartOfDay(zone)
                            .toInstant()
                    : Instant.parse(text.strip());
        } catch (DateTimeException impossible) {
            faults.add(new BadCall.Fault(name, "2026-05-01 or 2026-05-01T00:00:00Z", text));
            return null;
        }
    }

    @GetMapping
    Listing<RunView> list(HttpServletRequest request) {
        Asked asked = new Asked(request);
        SystemId system = asked.system("system");
        LedgerQuestions.Window window = asked.window();
        asked.check();
        return Listing.of(reconciliations.runs(system, window), RunView::of);
    }

    @GetMapping("/{id}")
    RunView one(@PathVariable String id) {
        return reconciliations
                .run(RowId.read(id, "reconciliation"))
                .map(RunView::of)
                .orElseThrow(() -> new NoSuchThing("reconciliation \"" + id + "\""));
    }

    @PostMapping("/{id}/stop")
    RunView stop(@PathVariable String id, Principal operator) {
        long number = RowId.read(id, "reconciliation");
        access.note(operator.getName(), "reconciliation.stop", id);
        return switch (reconciliations.stop(number)) {
            case DONE -> one(id);
            case NOT_NOW -> throw new NotNow("reconciliation " + id + " is over");
            case UNKNOWN -> throw new NoSuchThing("reconciliation \"" + id + "\"");
        };
    }

    @GetMapping("/{id}/differences")
    Listing<DifferenceView> differences(@PathVariable String id, HttpServletRequest request, Authentication reader) {
        return listed(RowId.read(id, "reconciliation"), request, reader);
    }

    /** Of all runs: what is open now is asked for by {@code state=open}. */
    @GetMapping("/differences")
    Listing<DifferenceView> all(HttpServletRequest request, Authentication reader) {
        return listed(null, request, reader);
    }

    private Listing<DifferenceView> listed(@Nullable Long run, HttpServletRequest request, Authentication reader) {
        Asked asked = new Asked(request);
        DifferenceClass kind = asked.oneOf("class", DifferenceClass.class);
        DifferenceState state = asked.oneOf("state", DifferenceState.class);
        SystemId system = asked.system("system");
        LedgerQuestions.Window window = asked.window();
        asked.check();
        boolean all = ApiSecurity.maySeePersons(reader);
        if (all) {
            access.note(reader.getName(), "difference.read", run == null ? "all" : "run " + run);
        }
        DifferenceFilter filter = new DifferenceFilter(
                system, run, kind == null ? null : small(kind).replace('_', '-'), state == null ? null : small(state));
        return Listing.of(reconciliations.differences(filter, window), line -> DifferenceView.of(line, all));
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Why it may stay, or how it was settled. */
    record Decision(@Nullable String reason) {}

    @PostMapping("/differences/{id}/accept")
    Accepted accept(@PathVariable String id, @RequestBody Decision decision, Principal operator) {
        long number = RowId.read(id, "difference");
        String reason = decision.reason() == null ? "" : decision.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new BadCall(List.of(new BadCall.Fault(
                    "reason", "a text of 1 to " + LONGEST_REASON + " characters", reason.length() + " characters")));
        }
        access.note(operator.getName(), "difference.accept", id);
        return switch (reconciliations.accept(number, operator.getName(), reason)) {
            case DONE -> new Accepted(id, "accepted");
            case NOT_NOW -> throw new NotNow("difference " + id + " is not open");
            case UNKNOWN -> throw new NoSuchThing("difference \"" + id + "\"");
        };
    }

    /** The run that was ordered. */
    record Ordered(String id) {}

    /** The difference and the state that it has now. */
    record Accepted(String id, String state) {}

    /** One run. {@code differences} by class; {@code pending}: not decided yet; {@code trouble}: why it waits or failed. */
    record RunView(
            String id,
            String system,
            String askedBy,
            Instant from,
            Instant to,
            boolean mend,
            boolean deep,
            String state,
            String phase,
            long calls,
            long compared,
            long equal,
            long underWay,
            SortedMap<String, Long> differences,
            long mended,
            long open,
            long accepted,
            long pending,
            @Nullable String trouble,
            Instant startedAt,
            Instant changedAt,
            @Nullable Instant endedAt) {
        static RunView of(RunLine line) {
            return new RunView(
                    Long.toString(line.id()),
                    line.system().value(),
                    line.askedBy(),
                    line.from(),
                    line.to(),
                    line.mend(),
                    line.deep(),
                    line.state(),
                    line.phase(),
                    line.calls(),
                    line.compared(),
                    line.equal(),
                    line.underWay(),
                    line.kinds(),
                    line.mended(),
                    line.open(),
                    line.accepted(),
                    line.pending(),
                    line.trouble(),
                    line.startedAt(),
                    line.changedAt(),
                    line.endedAt());
        }
    }

    /** One difference. Personal values are withheld from who may not see persons; they stand there as {@code …}. */
    record DifferenceView(
            String id,
            String run,
            String system,

            @com.fasterxml.jackson.annotation.JsonProperty("class")
            String kind,

            String subject,
            @Nullable String code,
            String field,
            @Nullable String ours,
            @Nullable String theirs,
            String state,
            @Nullable String note,
            Instant notedAt,
            @Nullable String closedBy,
            @Nullable String reason) {
        static DifferenceView of(DifferenceLine line, boolean all) {
            boolean shown = all || !line.isPersonal();
            return new DifferenceView(
                    Long.toString(line.id()),
                    Long.toString(line.run()),
                    line.system().value(),
                    line.kind(),
                    line.subject(),
                    line.code(),
                    line.field(),
                    shown || line.ours() == null ? line.ours() : WITHHELD,
                    shown || line.theirs() == null ? line.theirs() : WITHHELD,
                    line.state(),
                    line.note(),
                    line.notedAt(),
                    line.closedBy(),
                    line.reason());
        }
    }
}
