package vn.lienthong.hub.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.DeliveryLine;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierLine;
import vn.lienthong.hub.ledger.LedgerQuestions.DossierStory;
import vn.lienthong.hub.ledger.LedgerQuestions.EventLine;
import vn.lienthong.hub.ledger.LedgerQuestions.PaperAsked;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** The path of one dossier: what happened, who did it, why, and how far each system has been told. Without the applicant. */
final class DossierPage {
    private final PageFrame frame;
    private final Html html;
    private final StatusNames names;
    private final FarSystems systems;

    DossierPage(PageFrame frame, StatusNames names, FarSystems systems) {
        this.frame = frame;
        this.html = frame.html;
        this.names = names;
        this.systems = systems;
    }

    void unknown(String code) {
        frame.begin("/dossier", code, null);
        html.element("h1", frame.word("page.unknown"));
        html.element("p", frame.word("page.unknown-why", code));
        frame.end();
    }

    void write(DossierStory story) {
        DossierLine dossier = story.dossier();
        String code = dossier.code();
        frame.begin("/dossier", code, null);
        html.open("h1").text(code == null ? frame.word("page.no-code") : code);
        if (dossier.status() != null) {
            html.element("span", status(dossier.status()), "class", "badge s" + dossier.status());
        }
        html.close("h1");
        facts(story);
        html.element("h2", frame.word("page.history"));
        history(story.events());
        html.element("h2", frame.word("page.deliveries"));
        deliveries(story.deliveries());
        frame.end();
    }

    private void facts(DossierStory story) {
        DossierLine dossier = story.dossier();
        html.open("dl");
        fact("page.born", dossier.born());
        fact("page.channel", dossier.channel() == null ? null : frame.word("channel." + dossier.channel()));
        fact("page.procedure", dossier.procedure());
        fact("page.agency", dossier.agency());
        fact("page.filed", frame.time(dossier.filedAt()));
        fact("page.due", frame.time(dossier.dueAt()));
        List<String> references = new ArrayList<>();
        story.references().forEach((system, codes) -> references.add(system + " " + String.join(", ", codes)));
        fact("page.references", String.join(" · ", references));
        html.close("dl");
    }

    private void fact(String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            html.open("div").element("dt", frame.word(key)).element("dd", value).close("div");
        }
    }

    /** Echoes say nothing new: they are counted, not listed. */
    private void history(List<EventLine> events) {
        html.open("table", "class", "history");
        frame.headings("page.time", "page.event", "page.status-after", "page.who", "page.why");
        html.open("tbody");
        events.stream().filter(event -> !event.effect().equals("echo")).forEach(this::event);
        html.close("tbody").close("table");
        long echoes =
                events.stream().filter(event -> event.effect().equals("echo")).count();
        if (echoes > 0) {
            html.element("p", frame.word("page.echoes", echoes), "class", "none");
        }
    }

    private void event(EventLine event) {
        boolean counts = !List.of("history", "conflict").contains(event.effect());
        html.open("tr", "class", counts ? null : "aside").element("td", frame.time(event.time()));
        html.open("td")
                .text(frame.word("event." + event.kind()))
                .element("small", event.source())
                .close("td");
        html.element("td", counts && event.statusAfter() != null ? status(event.statusAfter()) : "");
        html.open("td").text(who(event));
        html.element("small", joined(event.title(), event.department())).close("td");
        html.open("td").text(joined(event.text(), event.reason()));
        if (!event.papersAsked().isEmpty()) {
            html.open("ul");
            event.papersAsked().forEach(this::paper);
            html.close("ul");
        }
        if (event.note() != null) {
            html.element("small", event.note(), "class", "note");
        } else if (!counts) {
            html.element("small", frame.word("page.changes-nothing"));
        }
        html.close("td").close("tr");
    }

    private void paper(PaperAsked paper) {
        html.open("li").text(joined(paper.name(), paper.code()));
        html.element("small", paper.reason()).close("li");
    }

    /** A citizen acts at the portal: that is enough to know of who it was. */
    private @Nullable String who(EventLine event) {
        boolean citizen = systems.find(new SystemId(event.source()))
                .filter(system -> system.role() == Role.PORTAL)
                .isPresent();
        return citizen ? frame.word("page.citizen") : event.official();
    }

    private void deliveries(List<DeliveryLine> deliveries) {
        html.open("table", "class", "deliveries");
        frame.headings(
                "page.system", "page.order", "page.what", "page.state", "page.when", "page.attempts", "page.answer");
        html.open("tbody");
        for (DeliveryLine delivery : deliveries) {
            String state = delivery.state().name().toLowerCase(Locale.ROOT);
            html.open("tr").element("th", delivery.system(), "scope", "row");
            html.element("td", Integer.toString(delivery.sequence()), "class", "number");
            html.element("td", frame.word("what." + delivery.what())).open("td");
            html.element("span", frame.word("state." + state), "class", "told " + state)
                    .close("td");
            html.element("td", frame.time(delivery.doneAt() == null ? delivery.dueAt() : delivery.doneAt()));
            html.element(
                    "td", delivery.attempts() == 0 ? "" : Integer.toString(delivery.attempts()), "class", "number");
            html.element("td", delivery.lastAnswer()).close("tr");
        }
        html.close("tbody").close("table");
    }

    private String status(int status) {
        return status + " " + names.of(status, frame.locale());
    }

    private static String joined(@Nullable String... parts) {
        return String.join(
                ", ",
                Stream.of(parts)
                        .filter(part -> part != null && !part.isBlank())
                        .distinct()
                        .toList());
    }
}
