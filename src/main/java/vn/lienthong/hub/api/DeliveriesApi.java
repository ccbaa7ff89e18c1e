package vn.lienthong.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.delivery.ReplayParked;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryState;
import vn.lienthong.hub.ledger.Replays.Kind;

/** Deliveries, parked ones by reason too, and a new chance for a parked one. */
@RestController
@RequestMapping("/api/v1/deliveries")
class DeliveriesApi {
    private final LedgerQuestions ledger;
    private final ReplayParked replay;
    private final ReasonLists reasons;
    private final OriginalView.Reader originals;
    private final AccessLog access;

    DeliveriesApi(
            LedgerQuestions ledger,
            ReplayParked replay,
            ReasonLists reasons,
            OriginalView.Reader originals,
            AccessLog access) {
        this.ledger = ledger;
        this.replay = replay;
        this.reasons = reasons;
        this.originals = originals;
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

    /** Parked ones by reason, largest first. */
    @GetMapping("/groups")
    Listing<ReasonLists.Group> groups(HttpServletRequest request, Locale locale) {
        return reasons.asked(Kind.PARKED, request, locale);
    }

    /** The body as it was or will be sent, and corrections. Personal data: who reads it is noted. */
    @GetMapping("/{id}/payload")
    OriginalView payload(@PathVariable String id, Principal reader) {
        return originals.read(Kind.PARKED, id, reader);
    }

    @PostMapping("/{id}/replay")
    Replayed replay(@PathVariable String id, Principal operator) {
        long number = RowId.read(id, "delivery");
        access.note(operator.getName(), "delivery.replay", id);
        return answer(id, replay.replay(number));
    }

    /** With the body as a person corrected it: {@code {"payload":{..},"why":".."}}. The refused one is kept. */
    @PostMapping("/{id}/correct")
    Replayed correct(@PathVariable String id, @RequestBody JsonNode body, Principal operator) {
        long number = RowId.read(id, "delivery");
        Correction correction = Correction.read(body);
        access.note(operator.getName(), "delivery.correct", id);
        return answer(id, replay.correct(number, correction.payload(), operator.getName(), correction.why()));
    }

    private static Replayed answer(String id, ReplayParked.Replayed outcome) {
        return switch (outcome) {
            case DUE -> new Replayed(id, "waiting");
            case NOT_PARKED ->
                throw new NotNow("delivery " + id + " is not parked; only parked deliveries are replayed");
            case UNKNOWN -> throw new NoSuchThing("delivery \"" + id + "\"");
        };
    }

    /** The delivery and the state that it has now. */
    record Replayed(String id, String state) {}
}
