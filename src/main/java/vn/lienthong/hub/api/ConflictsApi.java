package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.ConflictLine;

/** Facts that changed nothing: said without authority, or by a way that is not listed. */
@RestController
@RequestMapping("/api/v1/conflicts")
class ConflictsApi {
    private final LedgerQuestions ledger;
    private final StatusNames names;

    ConflictsApi(LedgerQuestions ledger, StatusNames names) {
        this.ledger = ledger;
        this.names = names;
    }

    @GetMapping
    Listing<ConflictView> list(HttpServletRequest request, Locale locale) {
        Asked asked = new Asked(request);
        SystemId source = asked.system("system");
        LedgerQuestions.Window window = asked.window();
        asked.check();
        return Listing.of(ledger.conflicts(source, window), line -> view(line, locale));
    }

    private ConflictView view(ConflictLine line, Locale locale) {
        return new ConflictView(
                Long.toString(line.id()),
                line.code(),
                line.source(),
                line.kind(),
                line.time(),
                line.status(),
                names.of(line.status(), locale),
                line.dossierStatus(),
                line.note(),
                line.takenAt());
    }

    /** {@code status}: what the source said; {@code dossierStatus}: what the dossier had and kept. */
    record ConflictView(
            String id,
            @Nullable String code,
            String system,
            String kind,
            Instant time,
            @Nullable Integer status,
            @Nullable String statusName,
            @Nullable Integer dossierStatus,
            @Nullable String note,
            Instant takenAt) {}
}
