package vn.lienthong.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.reconcile.Backfills;
import vn.lienthong.hub.reconcile.Backfills.BackfillLine;
import vn.lienthong.hub.reconcile.Reconciliations;
import vn.lienthong.hub.systems.FarSystems;

/** Backfills: what changed at a system in a window is read again and taken in. */
@RestController
@RequestMapping("/api/v1/backfills")
class BackfillsApi {
    private final Backfills backfills;
    private final Reconciliations reconciliations;
    private final FarSystems systems;
    private final AccessLog access;
    private final Clock clock;

    BackfillsApi(
            Backfills backfills, Reconciliations reconciliations, FarSystems systems, AccessLog access, Clock clock) {
        this.backfills = backfills;
        this.reconciliations = reconciliations;
        this.systems = systems;
        this.access = access;
        this.clock = clock;
    }

    /**
     * {@code {"system","from","to","rate"}}: from and to are instants, or dates in the system's zone; without to, until
     * now. {@code rate}: calls a second, at most as {@code reconcile.max-per-second} of the system says.
     */
    @PostMapping
    ResponseEntity<BackfillView> order(@RequestBody JsonNode body, Principal operator) {
        AskedBody asked = new AskedBody(body);
        String system = asked.must("system", 40);
        String from = asked.must("from", 40);
        String to = asked.text("to", 40);
        int rate = asked.number("rate", 1, 1_000);
        asked.check();
        SystemId id = reconciliations.asked().stream()
                .filter(each -> each.value().equals(system))
                .findFirst()
                .orElseThrow(() -> new BadCall(List.of(new BadCall.Fault(
                        "system", "one of " + reconciliations.asked() + " that is not off", system))));
        List<BadCall.Fault> faults = new ArrayList<>();
        ZoneId zone = systems.get(id).zone();
        Instant begin = ReconciliationsApi.instant("from", from, zone, 0, faults);
        Instant end = Optional.ofNullable(ReconciliationsApi.instant("to", to, zone, 1, faults))
                .orElse(clock.instant());
        if (begin != null && !begin.isBefore(end)) {
            faults.add(new BadCall.Fault("from, to", "from before to", from + ", " + (to == null ? "now" : to)));
        }
        if (!faults.isEmpty()) {
            throw new BadCall(faults);
        }
        int most = systems.get(id).reconcile().mostPerSecond();
        BackfillLine line = backfills
                .order(
                        id,
                        operator.getName(),
                        Objects.requireNonNull(begin),
                        end,
                        rate == 0 ? most : Math.min(rate, most))
                .orElseThrow(() -> new NotNow("a backfill of " + id + " runs; GET /api/v1/backfills?system=" + id
                        + " shows it, POST /api/v1/backfills/{id}/stop ends it"));
        access.note(operator.getName(), "backfill.order", id + " " + line.id());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/backfills/" + line.id()))
                .body(BackfillView.of(line));
    }

    @GetMapping
    Listing<BackfillView> list(HttpServletRequest request) {
        Asked asked = new Asked(request);
        SystemId system = asked.system("system");
        LedgerQuestions.Window window = asked.window();
        asked.check();
        return Listing.of(backfills.list(system, window), BackfillView::of);
    }

    @GetMapping("/{id}")
    BackfillView one(@PathVariable String id) {
        return backfills
                .find(RowId.read(id, "backfill"))
                .map(BackfillView::of)
                .orElseThrow(() -> new NoSuchThing("backfill \"" + id + "\""));
    }

    @PostMapping("/{id}/stop")
    BackfillView stop(@PathVariable String id, Principal operator) {
        long number = RowId.read(id, "backfill");
        access.note(operator.getName(), "backfill.stop", id);
        return switch (backfills.stop(number)) {
            case DONE -> one(id);
            case NOT_NOW -> throw new NotNow("backfill " + id + " is over");
            case UNKNOWN -> throw new NoSuchThing("backfill \"" + id + "\"");
        };
    }

    /** One backfill; {@code share} is the part that is done, 0 to 1, where the far system's lists say times. */
    record BackfillView(
            String id,
            String system,
            String askedBy,
            Instant from,
            Instant to,
            int rate,
            String state,
            long calls,
            long read,
            long registered,
            long unchanged,
            long held,
            long notGiven,
            @Nullable Double share,
            @Nullable Instant reached,
            @Nullable String trouble,
            Instant startedAt,
            Instant changedAt,
            @Nullable Instant endedAt) {
        static BackfillView of(BackfillLine line) {
            return new BackfillView(
                    Long.toString(line.id()),
                    line.system().value(),
                    line.askedBy(),
                    line.from(),
                    line.to(),
                    line.mostPerSecond(),
                    line.state(),
                    line.calls(),
                    line.read(),
                    line.registered(),
                    line.unchanged(),
                    line.heldBack(),
                    line.notGiven(),
                    line.share(),
                    line.reached(),
                    line.trouble(),
                    line.startedAt(),
                    line.changedAt(),
                    line.endedAt());
        }
    }
}
