package vn.lienthong.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
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
import vn.lienthong.hub.intake.ReplayHeld;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.HeldFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.HeldLine;
import vn.lienthong.hub.ledger.Replays.Kind;

/** Held records: why they are held, by reason and one by one, and a second try, as they came or corrected. */
@RestController
@RequestMapping("/api/v1/held")
class HeldApi {
    private final LedgerQuestions ledger;
    private final ReplayHeld replay;
    private final ReasonLists reasons;
    private final OriginalView.Reader originals;
    private final AccessLog access;

    HeldApi(
            LedgerQuestions ledger,
            ReplayHeld replay,
            ReasonLists reasons,
            OriginalView.Reader originals,
            AccessLog access) {
        this.ledger = ledger;
        this.replay = replay;
        this.reasons = reasons;
        this.originals = originals;
        this.access = access;
    }

    /** Which held records a list shows; without it, those that are still open (held and waiting). */
    enum State {
        HELD("held"),
        WAITING("waiting"),
        SUPERSEDED("superseded"),
        REPLAYED("replayed"),
        ALL("held,waiting,superseded,replayed");

        private final String states;

        State(String states) {
            this.states = states;
        }

        static List<String> asked(@Nullable State state) {
            return List.of((state == null ? "held,waiting" : state.states).split(","));
        }
    }

    @GetMapping
    Listing<HeldView> list(HttpServletRequest request) {
        Asked asked = new Asked(request);
        HeldFilter filter = new HeldFilter(asked.system("system"), State.asked(asked.oneOf("state", State.class)));
        LedgerQuestions.Window window = asked.window();
        asked.check();
        return Listing.of(ledger.held(filter, window), HeldView::of);
    }

    /** The same by reason, largest first. */
    @GetMapping("/groups")
    Listing<ReasonLists.Group> groups(HttpServletRequest request, Locale locale) {
        return reasons.asked(Kind.HELD, request, locale);
    }

    /** One record whole, as it came and as it was corrected. Personal data: who reads it is noted. */
    @GetMapping("/{id}/payload")
    OriginalView payload(@PathVariable String id, Principal reader) {
        return originals.read(Kind.HELD, id, reader);
    }

    @PostMapping("/{id}/replay")
    Replayed replay(@PathVariable String id, Principal operator) {
        long number = RowId.read(id, "held record");
        access.note(operator.getName(), "held.replay", id);
        return answer(id, replay.replay(number));
    }

    /** The record as a person corrected it: {@code {"payload":{..},"why":".."}}. What came stays. */
    @PostMapping("/{id}/correct")
    Replayed correct(@PathVariable String id, @RequestBody JsonNode body, Principal operator) {
        long number = RowId.read(id, "held record");
        Correction correction = Correction.read(body);
        access.note(operator.getName(), "held.correct", id);
        return answer(id, replay.correct(number, correction.payload(), operator.getName(), correction.why()));
    }

    private static Replayed answer(String id, ReplayHeld.Replayed outcome) {
        if (outcome instanceof ReplayHeld.Replayed.StillHeld held) {
            return new Replayed(id, "held", held.reasonCode(), held.reason());
        }
        if (outcome instanceof ReplayHeld.Replayed.Closed closed) {
            throw new NotNow("held record " + id + " is closed: " + closed.state());
        }
        if (outcome instanceof ReplayHeld.Replayed.NoRecord) {
            throw new NotNow(
                    "held record " + id + " is a whole answer that could not be read; the next pull asks for it again");
        }
        if (outcome instanceof ReplayHeld.Replayed.Unknown) {
            throw new NoSuchThing("held record \"" + id + "\"");
        }
        return new Replayed(id, State.REPLAYED.name().toLowerCase(Locale.ROOT), null, null);
    }

    /** What the second try came to; a record that is at fault again is still held, with its present reason. */
    record Replayed(
            String id,
            String state,
            @Nullable String reasonCode,
            @Nullable String reason) {}

    /** One held record; {@code path} points into it, {@code key} names it in its system. */
    record HeldView(
            String id,
            String system,
            String stream,
            String key,
            String reasonCode,
            @Nullable String path,
            String reason,
            String state,
            @Nullable String waitsFor,
            Instant heldAt,
            @Nullable Instant closedAt) {
        static HeldView of(HeldLine line) {
            return new HeldView(
                    Long.toString(line.id()),
                    line.system(),
                    line.stream(),
                    line.key(),
                    line.reasonCode(),
                    line.path(),
                    line.reason(),
                    line.state(),
                    line.waitsFor(),
                    line.heldAt(),
                    line.closedAt());
        }
    }
}
