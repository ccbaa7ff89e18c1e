package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.watch.Contracts;
import vn.lienthong.hub.watch.Contracts.Finding;
import vn.lienthong.hub.watch.Contracts.StreamShape;

/** The shape of what a system sends, and what is no more as it was. No value of a person is among it. */
@RestController
@RequestMapping("/api/v1")
class ContractsApi {
    private static final int LONGEST_REASON = 1000;

    private final Contracts contracts;
    private final FarSystems systems;
    private final AccessLog access;

    ContractsApi(Contracts contracts, FarSystems systems, AccessLog access) {
        this.contracts = contracts;
        this.systems = systems;
        this.access = access;
    }

    /** Which findings a list shows; without it, all. */
    enum FindingState {
        OPEN,
        CLOSED,
        ACKNOWLEDGED
    }

    @GetMapping("/systems/{id}/contract")
    ContractView contract(@PathVariable String id) {
        SystemId system = systems.all().stream()
                .map(one -> one.id())
                .filter(one -> one.value().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchThing("system \"" + id + "\""));
        return new ContractView(
                id,
                contracts.shapes(system),
                contracts.open().getOrDefault(system, List.of()).stream()
                        .map(FindingView::of)
                        .toList());
    }

    @GetMapping("/contract-findings")
    Listing<FindingView> findings(HttpServletRequest request) {
        Asked asked = new Asked(request);
        SystemId system = asked.system("system");
        FindingState state = asked.oneOf("state", FindingState.class);
        Window window = asked.window();
        asked.check();
        return Listing.of(
                contracts.findings(system, state == null ? null : state.name().toLowerCase(Locale.ROOT), window),
                FindingView::of);
    }

    /** Why it is right as it is now; may be left out. */
    record Decision(@Nullable String reason) {}

    @PostMapping("/contract-findings/{id}/acknowledge")
    Acknowledged acknowledge(
            @PathVariable String id, @RequestBody(required = false) @Nullable Decision decision, Principal operator) {
        long number = RowId.read(id, "finding");
        String reason = decision == null || decision.reason() == null
                ? null
                : decision.reason().strip();
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new BadCall(List.of(new BadCall.Fault(
                    "reason", "a text of at most " + LONGEST_REASON + " characters", reason.length() + " characters")));
        }
        access.note(operator.getName(), "finding.acknowledge", id);
        return switch (contracts.acknowledge(number, operator.getName(), reason)) {
            case DONE -> new Acknowledged(id, "acknowledged");
            case NOT_NOW -> throw new NotNow("finding " + id + " is not open");
            case UNKNOWN -> throw new NoSuchThing("finding \"" + id + "\"");
        };
    }

    /** What is known of a system: what its streams look like, and what is open. */
    record ContractView(String system, List<StreamShape> streams, List<FindingView> findings) {}

    /** The finding and the state that it has now. */
    record Acknowledged(String id, String state) {}

    /** One finding; {@code closedBy} who acknowledged it, or {@code hub} when it was over by itself. */
    record FindingView(
            String id,
            String system,
            String stream,
            String kind,
            String path,
            String detail,
            String state,
            long records,
            long base,
            Instant since,
            Instant notedAt,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String reason) {
        static FindingView of(Finding finding) {
            return new FindingView(
                    Long.toString(finding.id()),
                    finding.system().value(),
                    finding.stream(),
                    finding.kind(),
                    finding.path(),
                    finding.detail(),
                    finding.state(),
                    finding.records(),
                    finding.base(),
                    finding.since(),
                    finding.notedAt(),
                    finding.closedAt(),
                    finding.closedBy(),
                    finding.reason());
        }
    }
}
