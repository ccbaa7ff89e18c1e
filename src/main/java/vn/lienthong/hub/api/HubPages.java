package vn.lienthong.hub.api;

import java.security.Principal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierStory;
import vn.lienthong.hub.ledger.Replays.Kind;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * Two plain pages for officials: everything at a glance, and the path of one dossier. They need no script, show no
 * applicant, and read like the calls behind them: who looked at a dossier is noted.
 */
@RestController
class HubPages {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final int EVENTS = 60;
    private static final int REPLAYS = 5;

    private final OverviewApi overview;
    private final ReasonLists reasons;
    private final ReplaysApi replays;
    private final LedgerQuestions ledger;
    private final AccessLog access;
    private final FarSystems systems;
    private final StatusNames names;
    private final MessageSource texts;
    private final Clock clock;

    HubPages(
            OverviewApi overview,
            ReasonLists reasons,
            ReplaysApi replays,
            LedgerQuestions ledger,
            AccessLog access,
            FarSystems systems,
            StatusNames names,
            MessageSource texts,
            Clock clock) {
        this.overview = overview;
        this.reasons = reasons;
        this.replays = replays;
        this.ledger = ledger;
        this.access = access;
        this.systems = systems;
        this.names = names;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/")
    ResponseEntity<String> overview(
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted) {
        PageFrame frame = frame(lang, accepted);
        new OverviewPage(frame)
                .write(
                        overview.of(EVENTS, frame.locale()),
                        reasons.of(Kind.HELD, null, frame.locale()),
                        reasons.of(Kind.PARKED, null, frame.locale()),
                        replays.latest(REPLAYS),
                        clock.instant());
        return page(200, frame);
    }

    @GetMapping("/dossier")
    ResponseEntity<String> dossier(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String accepted,
            Principal reader) {
        PageFrame frame = frame(lang, accepted);
        String wanted = code.strip();
        Optional<DossierStory> story = ledger.dossier(wanted);
        DossierPage page = new DossierPage(frame, names, systems);
        if (story.isEmpty()) {
            page.unknown(wanted);
            return page(404, frame);
        }
        access.note(reader.getName(), "dossier.read", wanted);
        page.write(story.get());
        return page(200, frame);
    }

    /** Vietnamese, unless the address or else the browser asks for English first. */
    private PageFrame frame(@Nullable String lang, @Nullable String accepted) {
        String language = lang == null ? (accepted == null ? "" : accepted) : lang;
        Locale locale = language.startsWith("en") ? Locale.ENGLISH : Locale.forLanguageTag("vi");
        ZoneId zone = systems.ofRole(Role.FRONT).map(SystemSettings::zone).orElse(ZoneId.of("Asia/Ho_Chi_Minh"));
        return new PageFrame(texts, locale, zone);
    }

    private static ResponseEntity<String> page(int status, PageFrame frame) {
        return ResponseEntity.status(status).contentType(HTML).body(frame.html.toString());
    }
}
