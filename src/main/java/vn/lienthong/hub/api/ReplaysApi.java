package vn.lienthong.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
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
import vn.lienthong.hub.intake.BulkReplay;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.Mask;
import vn.lienthong.hub.ledger.ReasonGroup;
import vn.lienthong.hub.ledger.Repairs;
import vn.lienthong.hub.ledger.ReplayScope;
import vn.lienthong.hub.ledger.Replays;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.ledger.Replays.Replay;

/** Bulk replays: taken at once, worked off in the background, seen by their count. */
@RestController
@RequestMapping("/api/v1/replays")
class ReplaysApi {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final BulkReplay bulk;
    private final Repairs repairs;
    private final ReasonLists reasons;
    private final AccessLog access;

    ReplaysApi(BulkReplay bulk, Repairs repairs, ReasonLists reasons, AccessLog access) {
        this.bulk = bulk;
        this.repairs = repairs;
        this.reasons = reasons;
        this.access = access;
    }

    /**
     * {@code {"what":"held|parked", "system" or "group", "stream", "reason", "from", "to", "ids", "why"}}: what is given
     * must all be so. {@code from} and {@code to} are when it was held or parked.
     */
    @PostMapping
    ResponseEntity<ReplayView> order(@RequestBody JsonNode body, Principal operator) {
        AskedBody asked = new AskedBody(body);
        Kind kind = asked.oneOf("what", Kind.class);
        SystemId system = asked.system("system");
        String groupId = asked.text("group", 40);
        String stream = asked.text("stream", 40);
        String reason = asked.text("reason", 20);
        Instant from = asked.instant("from");
        Instant to = asked.instant("to");
        List<Long> ids = asked.ids("ids");
        String why = asked.text("why", 400);
        Optional<ReasonGroup> group = kind == null || groupId == null ? Optional.empty() : reasons.named(kind, groupId);
        if (kind != null && groupId != null && group.isEmpty()) {
            asked.fault(
                    "group",
                    "a group that GET /api/v1/" + (kind == Kind.HELD ? "held" : "deliveries") + "/groups shows now");
        }
        if (system == null && groupId == null) {
            asked.fault("system", "the id of a system, or a group");
        }
        if (system != null && group.isPresent() && !group.get().system().equals(system)) {
            asked.fault("system", group.get().system() + ", of which the group is, or none");
        }
        if (kind == Kind.PARKED && stream != null) {
            asked.fault("stream", "none: deliveries have no stream");
        }
        asked.check();
        SystemId of = group.map(ReasonGroup::system).orElse(system);
        Instant now = bulk.now();
        ReplayScope scope = new ReplayScope(
                Objects.requireNonNull(of),
                stream,
                reason,
                List.of(),
                from,
                to == null || to.isAfter(now) ? now : to,
                ids);
        if (group.isPresent()) {
            scope = scope.ofGroup(group.get().reasonCode(), group.get().detail());
        }
        Replay replay = bulk.order(Objects.requireNonNull(kind), scope, operator.getName(), why);
        access.note(operator.getName(), "replay.order", Long.toString(replay.id()));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/replays/" + replay.id()))
                .body(view(replay));
    }

    @GetMapping
    Listing<ReplayView> list(HttpServletRequest request) {
        Asked asked = new Asked(request);
        int size = asked.number("size", 1, MOST, USUAL);
        asked.check();
        return Listing.whole(latest(size));
    }

    List<ReplayView> latest(int most) {
        return repairs.replays(most).stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    ReplayView one(@PathVariable String id) {
        return view(find(id));
    }

    @PostMapping("/{id}/stop")
    ReplayView stop(@PathVariable String id, Principal operator) {
        Replay replay = find(id);
        access.note(operator.getName(), "replay.stop", id);
        if (!bulk.stop(replay.id())) {
            throw new NotNow("replay " + id + " has ended");
        }
        return view(find(id));
    }

    private Replay find(String id) {
        return repairs.replay(RowId.read(id, "replay")).orElseThrow(() -> new NoSuchThing("replay \"" + id + "\""));
    }

    private ReplayView view(Replay replay) {
        boolean held = replay.kind() == Kind.HELD;
        int kept = held ? replay.kept() : repairs.parkedAgain(replay);
        int elsewhere = held
                ? replay.tried() - replay.freed() - replay.kept()
                : replay.state() == Replays.State.DONE ? replay.asked() - replay.freed() : 0;
        return new ReplayView(
                Long.toString(replay.id()),
                replay.kind().word(),
                replay.system().value(),
                Scope.of(replay.scope()),
                replay.state().word(),
                replay.asked(),
                replay.tried(),
                replay.freed(),
                kept,
                elsewhere,
                replay.actor(),
                replay.why(),
                replay.fault(),
                replay.askedAt(),
                replay.startedAt(),
                replay.endedAt());
    }

    /**
     * One bulk replay.
     *
     * @param asked what the scope had when it was asked for; {@code tried} of them so far
     * @param freed registered; of deliveries: due again
     * @param kept held again with their present faults; of deliveries: parked once more by now
     * @param elsewhere closed or replayed by something else meanwhile
     */
    record ReplayView(
            String id,
            String what,
            String system,
            Scope scope,
            String state,
            int asked,
            int tried,
            int freed,
            int kept,
            int elsewhere,
            String who,
            @Nullable String why,
            @Nullable String fault,
            Instant askedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}

    /** What was asked for, with masked codes. */
    record Scope(
            @Nullable String stream,
            @Nullable String reason,
            List<String> details,
            @Nullable Instant from,
            Instant to,
            List<String> ids) {
        static Scope of(ReplayScope scope) {
            return new Scope(
                    scope.stream(),
                    scope.reason(),
                    scope.details().stream()
                            .map(Mask::text)
                            .map(String::valueOf)
                            .toList(),
                    scope.from(),
                    scope.until(),
                    scope.ids().stream().map(String::valueOf).toList());
        }
    }
}
