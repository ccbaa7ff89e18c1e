package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.Applicant;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierFilter;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierLine;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierStory;
import vn.lienthong.hub.ledger.LedgerQuestions.EventLine;
import vn.lienthong.hub.ledger.LedgerQuestions.PaperAsked;

/** Dossiers: lists without persons, and one dossier with its history. Who read one is noted. */
@RestController
@RequestMapping("/api/v1/dossiers")
class DossiersApi {
    private final LedgerQuestions ledger;
    private final AccessLog access;
    private final StatusNames names;

    DossiersApi(LedgerQuestions ledger, AccessLog access, StatusNames names) {
        this.ledger = ledger;
        this.access = access;
        this.names = names;
    }

    @GetMapping
    Listing<DossierView> list(HttpServletRequest request, Locale locale) {
        Asked asked = new Asked(request);
        DossierFilter filter = new DossierFilter(asked.status(), asked.system("system"), asked.text("code"));
        LedgerQuestions.Window window = asked.window();
        asked.check();
        return Listing.of(ledger.dossiers(filter, window), line -> view(line, locale));
    }

    /** The rest of the path is the code: dots, colons and slashes are part of some codes. */
    @GetMapping("/{*code}")
    StoryView one(@PathVariable String code, Principal reader, Locale locale) {
        String asked = code.substring(1);
        DossierStory story = ledger.dossier(asked).orElseThrow(() -> new NoSuchThing("dossier \"" + asked + "\""));
        access.note(reader.getName(), "dossier.read", asked);
        return story(story, locale);
    }

    private DossierView view(DossierLine line, Locale locale) {
        return new DossierView(
                line.code(),
                line.status(),
                names.of(line.status(), locale),
                line.statusAt(),
                line.born(),
                line.procedure(),
                line.agency(),
                line.channel(),
                line.filedAt(),
                line.dueAt(),
                line.changedAt());
    }

    private StoryView story(DossierStory story, Locale locale) {
        DossierLine line = story.dossier();
        return new StoryView(
                line.code(),
                line.status(),
                names.of(line.status(), locale),
                line.statusAt(),
                line.born(),
                line.procedure(),
                line.agency(),
                line.channel(),
                line.filedAt(),
                line.dueAt(),
                line.changedAt(),
                story.applicant(),
                story.references(),
                story.events().stream().map(event -> event(event, locale)).toList(),
                story.deliveries().stream().map(DeliveryView::of).toList());
    }

    private EventView event(EventLine event, Locale locale) {
        return new EventView(
                event.source(),
                event.key(),
                event.time(),
                event.recordedAt(),
                event.takenAt(),
                event.kind(),
                event.status(),
                event.statusAfter(),
                names.of(event.statusAfter(), locale),
                event.effect(),
                event.note(),
                event.official(),
                event.title(),
                event.department(),
                event.text(),
                event.reason(),
                event.papersAsked());
    }

    /** One line of the list. {@code channel}: 1 counter, 2 online, 3 public post. */
    record DossierView(
            @Nullable String code,
            @Nullable Integer status,
            @Nullable String statusName,
            @Nullable Instant statusAt,
            @Nullable String born,
            @Nullable String procedure,
            @Nullable String agency,
            @Nullable String channel,
            @Nullable Instant filedAt,
            @Nullable Instant dueAt,
            Instant changedAt) {}

    /** One dossier. {@code references}: system id to the codes there; the applicant's number is masked. */
    record StoryView(
            @Nullable String code,
            @Nullable Integer status,
            @Nullable String statusName,
            @Nullable Instant statusAt,
            @Nullable String born,
            @Nullable String procedure,
            @Nullable String agency,
            @Nullable String channel,
            @Nullable Instant filedAt,
            @Nullable Instant dueAt,
            Instant changedAt,
            @Nullable Applicant applicant,
            Map<String, List<String>> references,
            List<EventView> events,
            List<DeliveryView> deliveries) {}

    /** One fact: {@code status} as its source said it, {@code statusAfter} the dossier's after it. */
    record EventView(
            String source,
            String key,
            Instant time,
            Instant recordedAt,
            Instant takenAt,
            String kind,
            @Nullable Integer status,
            @Nullable Integer statusAfter,
            @Nullable String statusName,
            String effect,
            @Nullable String note,
            @Nullable String official,
            @Nullable String title,
            @Nullable String department,
            @Nullable String text,
            @Nullable String reason,
            List<PaperAsked> papersAsked) {}
}
