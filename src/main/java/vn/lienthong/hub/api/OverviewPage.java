package vn.lienthong.hub.api;

import java.time.Instant;
import java.util.List;
import vn.lienthong.hub.api.ContractsApi.FindingView;
import vn.lienthong.hub.api.OverviewApi.ContractLine;
import vn.lienthong.hub.api.OverviewApi.EventLine;
import vn.lienthong.hub.api.OverviewApi.Overview;
import vn.lienthong.hub.api.OverviewApi.StatusCount;
import vn.lienthong.hub.api.OverviewApi.SystemLine;
import vn.lienthong.hub.api.ReasonLists.Group;
import vn.lienthong.hub.api.ReconciliationsApi.RunView;
import vn.lienthong.hub.api.ReplaysApi.ReplayView;
import vn.lienthong.hub.ledger.Mask;

/** Dossiers per status, the far systems, what is held or parked and why, what came last. Loads itself again every ten seconds. */
final class OverviewPage {
    private static final int MOST_EVENTS = 12;
    private static final int MOST_GROUPS = 10;

    private final PageFrame frame;
    private final Html html;

    OverviewPage(PageFrame frame) {
        this.frame = frame;
        this.html = frame.html;
    }

    void write(Overview overview, List<Group> held, List<Group> parked, List<ReplayView> replays, Instant now) {
        frame.begin("/", null, "10");
        html.open("h1").text(frame.word("page.dossiers", overview.dossiers()));
        html.element("small", frame.word("page.as-of", frame.time(now))).close("h1");
        html.open("ul", "class", "statuses");
        overview.statuses().forEach(this::status);
        html.close("ul");
        html.element("h2", frame.word("page.systems"));
        html.open("table", "class", "systems");
        frame.headings(
                "page.system",
                "page.connection",
                "page.last-pull",
                "page.waiting",
                "page.parked",
                "page.held",
                "page.done");
        html.open("tbody");
        overview.systems().forEach(this::system);
        html.close("tbody").close("table");
        reasons("page.held-by-reason", held);
        reasons("page.parked-by-reason", parked);
        replays(replays);
        reconciliations(overview.reconciliations());
        contracts(overview.contracts());
        html.element("h2", frame.word("page.latest"));
        html.open("table", "class", "events");
        frame.headings("page.time", "page.code", "page.status", "page.who-says", "page.who-is-told");
        html.open("tbody");
        overview.events().stream()
                .filter(OverviewPage::isNews)
                .limit(MOST_EVENTS)
                .forEach(this::event);
        html.close("tbody").close("table");
        frame.end();
    }

    private void reasons(String title, List<Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        html.element("h2", frame.word(title));
        html.open("table", "class", "reasons");
        frame.headings("page.system", "page.reason", "page.detail", "page.count", "page.oldest");
        html.open("tbody");
        for (Group group : groups.subList(0, Math.min(groups.size(), MOST_GROUPS))) {
            html.open("tr").element("td", group.system()).open("td");
            html.text(group.reason()).element("small", group.reasonCode()).close("td");
            html.open("td");
            if (group.missing() == null) {
                html.text(group.detail());
            } else {
                html.text(group.column() + " = " + group.missing()).element("small", group.table());
            }
            html.close("td");
            number(group.count(), "bad");
            html.element("td", frame.time(group.oldest())).close("tr");
        }
        html.close("tbody").close("table");
        if (groups.size() > MOST_GROUPS) {
            html.element("p", frame.word("page.more-reasons", groups.size() - MOST_GROUPS), "class", "none");
        }
    }

    private void replays(List<ReplayView> replays) {
        if (replays.isEmpty()) {
            return;
        }
        html.element("h2", frame.word("page.replays"));
        html.open("table", "class", "replays");
        frame.headings(
                "page.system",
                "page.replay-state",
                "page.replay-freed",
                "page.replay-kept",
                "page.replay-asked",
                "page.who",
                "page.reason",
                "page.time");
        html.open("tbody");
        for (ReplayView replay : replays) {
            html.open("tr").element("td", replay.system());
            html.element("td", frame.word("replay." + replay.what()) + ": " + frame.word("replay." + replay.state()));
            number(replay.freed(), "");
            number(replay.kept(), "bad");
            html.element("td", Integer.toString(replay.asked()), "class", "number");
            html.element("td", replay.who()).element("td", Mask.text(replay.why()));
            html.element("td", frame.time(replay.askedAt())).close("tr");
        }
        html.close("tbody").close("table");
    }

    private void reconciliations(List<RunView> runs) {
        if (runs.isEmpty()) {
            return;
        }
        html.element("h2", frame.word("page.reconciliation"));
        html.open("table", "class", "systems");
        frame.headings(
                "page.system", "page.run", "page.since", "page.compared", "page.equal", "page.mended", "page.open");
        html.open("tbody");
        for (RunView run : runs) {
            html.open("tr").element("th", run.system(), "scope", "row").open("td");
            html.element("span", frame.word("run." + run.state()));
            if (run.trouble() != null) {
                html.element("small", run.trouble());
            }
            html.close("td").element("td", frame.time(run.startedAt()));
            number(run.compared(), "");
            number(run.equal(), "");
            number(run.mended(), "");
            number(run.open(), "bad");
            html.close("tr");
        }
        html.close("tbody").close("table");
    }

    private void contracts(List<ContractLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        html.element("h2", frame.word("page.contracts"));
        html.open("table", "class", "contracts");
        frame.headings("page.system", "page.open-findings", "page.changed", "page.oldest");
        html.open("tbody");
        for (ContractLine line : lines) {
            html.open("tr").element("th", line.system(), "scope", "row");
            number(line.open(), "bad");
            html.open("td");
            for (FindingView finding : line.findings()) {
                html.open("div").text(frame.word("finding." + finding.kind()) + " " + finding.path());
                html.element("small", finding.detail().isEmpty() ? finding.stream() : finding.detail());
                html.close("div");
            }
            if (line.open() > line.findings().size()) {
                html.element(
                        "small",
                        frame.word(
                                "page.more-findings",
                                line.open() - line.findings().size()));
            }
            html.close("td").element("td", frame.time(line.since())).close("tr");
        }
        html.close("tbody").close("table");
    }

    private void status(StatusCount count) {
        html.open("li", "class", count.dossiers() == 0 ? "none" : "s" + count.status());
        html.element("b", Long.toString(count.dossiers()));
        html.element("span", count.status() + " " + count.name()).close("li");
    }

    private void system(SystemLine system) {
        html.open("tr").open("th", "scope", "row").text(frame.word("role." + system.role()));
        html.element("small", system.id()).close("th");
        html.open("td");
        String state = state(system);
        html.element("span", frame.word("connection." + state), "class", "connection " + state);
        if (system.trouble() != null) {
            html.element("small", system.trouble());
        }
        html.close("td").element("td", frame.time(system.lastPull()));
        number(system.waiting(), "");
        number(system.parked(), "bad");
        number(system.held(), "bad");
        number(system.done(), "");
        html.close("tr");
    }

    private static String state(SystemLine system) {
        if (!system.mode().equals("on")) {
            return system.mode();
        }
        if (system.reachable() == null) {
            return system.trouble() == null ? "not-yet" : "stopped";
        }
        return system.reachable() ? "reachable" : "away";
    }

    private void number(long number, String unlessNone) {
        html.element("td", Long.toString(number), "class", "number " + (number == 0 ? "none" : unlessNone));
    }

    /** What only comes back from where it was told is no news. */
    private static boolean isNews(EventLine event) {
        return event.effect().equals("conflict") || !event.told().isEmpty();
    }

    private void event(EventLine event) {
        html.open("tr").element("td", frame.time(event.time())).open("td");
        String code = event.code();
        if (code == null) {
            html.element("span", frame.word("page.no-code"), "class", "none");
        } else {
            html.element("a", code, "href", frame.dossier(code));
        }
        html.close("td");
        html.element("td", event.status() == null ? "" : event.status() + " " + event.statusName());
        html.element("td", event.source()).open("td");
        event.told().forEach(told -> html.element("span", told.system(), "class", "told " + told.state()));
        if (event.effect().equals("conflict")) {
            html.element("span", frame.word("page.conflict"), "class", "told parked");
        }
        html.close("td").close("tr");
    }
}
