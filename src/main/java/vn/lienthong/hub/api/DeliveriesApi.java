package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.delivery.ReplayParked;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryState;

/** Deliveries, and a new chance for a parked one. */
@RestController
@RequestMapping("/api/v1/deliveries")
class DeliveriesApi {
    private final LedgerQuestions ledger;
    private final ReplayParked replay;
    private final AccessLog access;

    DeliveriesApi(LedgerQuestions ledger, ReplayParked replay, AccessLog access) {
        this.ledger = ledger;
        this.replay = replay;
        this.access = access;
    }

    @GetMapping
    Listing<DeliveryView> list(HttpServletRequest request) {
        Asked asked = new Asked(request);
        DeliveryFilter filter = new DeliveryFilter(asked.oneOf("state", DeliveryState.class), asked.system("system"));
        LedgerQuestions.Window window = asked.window();
        asked.check();
        return Listing.of(ledger.deliveries(filter, window), DeliveryView::of);
    }

    @PostMapping("/{id}/replay")
    Replayed replay(@PathVariable String id, Principal operator) {
        long number = RowId.read(id, "delivery");
        access.note(operator.getName(), "delivery.replay", id);
        return switch (replay.replay(number)) {
            case DUE -> new Replayed(id, "waiting");
            case NOT_PARKED ->
                throw new NotNow("delivery " + id + " is not parked; only parked deliveries are replayed");
            case UNKNOWN -> throw new NoSuchThing("delivery \"" + id + "\"");
        };
    }

    /** The delivery and the state that it has now. */
    record Replayed(String id, String state) {}
}
