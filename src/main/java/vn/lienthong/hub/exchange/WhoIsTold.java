package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.FactKind;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Step.Change;
import vn.lienthong.hub.exchange.Step.Effect;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.systems.SystemSettings;

/** The table "who is told what, by which call" (docs/contracts/README.md), as a plan for one dossier. */
final class WhoIsTold {
    /** Channel of a dossier that the citizen files through the post. */
    private static final String BY_POST = "3";

    private final Parties parties;
    private final DossierFile file;
    private final History history;
    private final Map<String, List<String>> tooLate = new HashMap<>();

    WhoIsTold(Parties parties, DossierFile file, History history) {
        this.parties = parties;
        this.file = file;
        this.history = history;
    }

    /** Systems that heard of a step too late, by source and key of its fact. */
    List<String> tooLateFor(Fact fact) {
        return tooLate.getOrDefault(fact.source() + " " + fact.key(), List.of());
    }

    /** Everything this system must be told, in the order of the history; what was begun is among it. */
    List<Planned> plan(SystemSettings target, Told told) {
        if (file.isQuiet() || history.status() == null) {
            return List.of();
        }
        return switch (target.role()) {
            case PORTAL -> file.code() == null ? List.of() : following(portal(target.id(), told), target.id(), told);
            case FRONT -> front(target.id(), told);
            case SPECIALISED -> specialised(target, told);
            case CARRIER -> carrier(target, told);
            case ARCHIVE -> List.of();
        };
    }

    private boolean isNewsTo(Step step, SystemId target) {
        return step.isNews()
                && !parties.isSilent(step.fact().source())
                && !step.fact().source().equals(target);
    }

    // ---- portal

    private List<Planned> portal(SystemId target, Told told) {
        List<Planned> plan = new ArrayList<>();
        boolean known = target.equals(history.born()) && told.generation() == 1;
        for (int i = 0; i < history.steps().size(); i++) {
            Step step = history.steps().get(i);
            boolean news = step.isNews() && !parties.isSilent(step.fact().source());
            boolean filing = isFilingAt(target, step);
            if (!news || (filing && told.generation() == 1)) {
                continue;
            }
            boolean lined = step.hasLine() && !filing;
            Planned announced = new Planned(step.fact(), "announce", null, lined);
            if (told.has(announced, target)) {
                plan.add(announced);
                known = true;
                continue;
            }
            String what = known || !told.nothing() ? "tell" : "announce";
            add(plan, step, i, what, lined && !continuesAt(i, target, told, what), target, told);
            known |= !plan.isEmpty();
        }
        return plan;
    }

    /**
     * What was told is not taken back: a line that does not follow from the status told last stays out and is listed, and
     * what is told of it as data bears the status told last.
     */
    private List<Planned> following(List<Planned> plan, SystemId target, Told told) {
        List<Planned> following = new ArrayList<>();
        Status said = told.said();
        for (Planned planned : plan) {
            int place = history.placeOf(planned.fact().source(), planned.fact().key());
            Step step = history.steps().get(place);
            Status next = Objects.requireNonNull(step.after());
            if (told.has(planned, target)) {
                following.add(planned);
                continue;
            }
            boolean same = next == said && !(planned.line() && next.isToldOnce());
            boolean follows = said == null || same || (place > told.lastStep() && said.mayMoveTo(next));
            if (follows) {
                said = next;
            } else if (planned.line()) {
                listAsTooLate(step, target);
                if (step.changes().isEmpty()) {
                    continue;
                }
            }
            following.add(new Planned(
                    planned.fact(), planned.what(), planned.part(), planned.line() && follows, follows ? next : said));
        }
        return following;
    }

    private void listAsTooLate(Step step, SystemId target) {
        tooLate.computeIfAbsent(step.fact().source() + " " + step.fact().key(), k -> new ArrayList<>())
                .add(target.value());
    }

    /** The citizen filed it there: the portal knows, unless it has lost the dossier, and had no line of it. */
    private static boolean isFilingAt(SystemId target, Step step) {
        return step.fact().kind() == FactKind.FILED
                && step.fact().source().equals(target)
                && (step.effect() == Effect.BIRTH || step.changes().equals(Set.of(Change.DATA)));
    }

    /** A later step in the same second and status takes this one's text into its own line, if that is still to be made. */
    private boolean continuesAt(int i, SystemId target, Told told, String what) {
        Step step = history.steps().get(i);
        if (what.equals("announce") || told.has(new Planned(step.fact(), what, null, true), target)) {
            return false;
        }
        for (int j = i + 1; j < history.steps().size(); j++) {
            Step later = history.steps().get(j);
            if (!later.second().equals(step.second())) {
                return false;
            }
            if (later.isNews()
                    && later.hasLine()
                    && later.after() == step.after()
                    && !told.has(new Planned(later.fact(), what, null, true), target)
                    && !parties.isSilent(later.fact().source())) {
                return true;
            }
        }
        return false;
    }

    private void add(List<Planned> plan, Step step, int place, String what, boolean line, SystemId target, Told told) {
        Planned planned = new Planned(step.fact(), what, null, line);
        if (told.has(planned, target)) {
            if (line && step.hasLine() && told.hasAsData(planned, target) && !twinBegun(step, target, told)) {
                listAsTooLate(step, target); // its line stayed out when it was told
            }
            plan.add(planned);
            return;
        }
        boolean late = place < told.lastStep();
        boolean twin = line && twinBegun(step, target, told);
        if (late || twin) {
            // Without a line of its own it was not late: its words stand in the line of its second.
            if (late && line && step.hasLine()) {
                listAsTooLate(step, target);
            }
            if (step.changes().isEmpty()) {
                return;
            }
            planned = new Planned(step.fact(), what, null, false);
        } else if (!line && step.changes().isEmpty() && step.hasLine() && !what.equals("announce")) {
            return;
        }
        plan.add(planned);
    }

    /** A step in the same second and status that was told before: its line stands, a second one would be refused. */
    private boolean twinBegun(Step step, SystemId target, Told told) {
        return history.steps().stream()
                .anyMatch(other -> !other.fact().equals(step.fact())
                        && other.after() == step.after()
                        && other.hasLine()
                        && other.second().equals(step.second())
                        && (told.hasAsLine(new Planned(other.fact(), "tell", null, true), target, step.after())
                                || told.hasAsLine(
                                        new Planned(other.fact(), "announce", null, true), target, step.after())));
    }

    // ---- one-stop

    private List<Planned> front(SystemId target, Told told) {
        List<Planned> plan = new ArrayList<>();
        boolean again = told.generation() > 1;
        boolean known = !again
                && (target.equals(history.born())
                        || file.references().containsKey(target)
                        || history.steps().stream()
                                .anyMatch(s -> s.fact().source().equals(target)));
        for (int i = 0; i < history.steps().size(); i++) {
            Step step = history.steps().get(i);
            // What it said itself it needs to hear only where it has lost it, or does not know what followed from it.
            boolean unsaid = step.isNews() && !parties.isSilent(target) && (again || step.isUnsaid());
            if (!isNewsTo(step, target) && !(unsaid && step.fact().source().equals(target))) {
                continue;
            }
            Planned register = new Planned(step.fact(), "register", null, true);
            if (told.has(register, target) || (!known && !told.hasWhat("register"))) {
                plan.add(register);
                known = true;
                continue;
            }
            boolean begunBefore = told.has(new Planned(step.fact(), "step", null, true), target);
            if (begunBefore || isForFront(step)) {
                add(plan, step, i, "step", true, target, told);
            }
        }
        return plan;
    }

    /** Tien-trinh carries steps, papers, fees, results and the due date; it cannot correct the applicant's data. */
    private static boolean isForFront(Step step) {
        return (step.effect() != Effect.DATA && step.effect() != Effect.CONFLICT)
                || step.changes().stream().anyMatch(change -> change != Change.DATA);
    }

    // ---- specialised

    private List<Planned> specialised(SystemSettings target, Told told) {
        SystemId id = target.id();
        if (file.isFinishedAtGoLive()
                || parties.specialised(history.procedure().orElse(null))
                        .filter(id::equals)
                        .isEmpty()) {
            return List.of();
        }
        List<Planned> plan = new ArrayList<>();
        Set<String> itsFees = feesAskedBy(id);
        boolean known = id.equals(history.born());
        // Told of steps without a registration: it had the dossier before the hub knew that it was accepted.
        boolean hadIt = !told.nothing() && !told.hasWhat("register");
        boolean knownUnasked = file.references().containsKey(id) && !told.hasWhat("register");
        for (Step step : history.steps()) {
            if (step.fact().source().equals(id)) {
                known |= !told.hasWhat("register");
                continue;
            }
            if (!isNewsTo(step, id)) {
                continue;
            }
            Planned register = new Planned(step.fact(), "register", null, true);
            if (told.has(register, id)
                    || (!known && !knownUnasked && !hadIt && !told.hasWhat("register") && isAccepted(step))) {
                addIfTold(plan, target, register);
                known = true;
                continue;
            }
            known |= hadIt && isAccepted(step);
            if (known || knownUnasked) {
                acts(step, itsFees).stream()
                        .filter(act -> !isOnce(act) || !told.hasWhat(act.what()) || told.has(act, id))
                        .forEach(act -> addIfTold(plan, target, act));
            }
        }
        return plan;
    }

    private static boolean isAccepted(Step step) {
        return step.after() != null && step.after().isOpenAfterAcceptance();
    }

    /** A specialised system hears of payments for what it asked itself, not of the fees of the counter. */
    private Set<String> feesAskedBy(SystemId id) {
        Set<String> fees = new HashSet<>();
        for (Step step : history.steps()) {
            if (step.fact().source().equals(id) && step.fact().kind() == FactKind.FEE_ASKED) {
                step.fact()
                        .body()
                        .path("fees")
                        .forEach(fee -> fees.add(fee.path("id").asText()));
            }
        }
        return fees;
    }

    private static List<Planned> acts(Step step, Set<String> itsFees) {
        List<Planned> acts = new ArrayList<>();
        if (step.changed(Change.PAPERS)) {
            acts.add(new Planned(step.fact(), "papers", null, true));
        }
        if (step.changed(Change.PAYMENT)) {
            for (JsonNode fee : step.details().path("fees")) {
                if (fee.path("paid").asBoolean()
                        && !fee.path("receipt").asText("").isBlank()
                        && itsFees.contains(fee.path("id").asText())) {
                    acts.add(new Planned(step.fact(), "paid", fee.path("id").asText(), true));
                }
            }
        }
        boolean moved = step.effect() == Effect.STATUS;
        if (moved && step.after() == Status.WITHDRAWN) {
            acts.add(new Planned(step.fact(), "withdraw", null, true));
        }
        if (moved && step.after() == Status.HANDED_OVER) {
            acts.add(new Planned(step.fact(), "handover", null, true));
        }
        return acts;
    }

    /** An end that was told stays told, also when an earlier fact turns out to have been the one that made it. */
    private static boolean isOnce(Planned act) {
        return act.what().equals("withdraw") || act.what().equals("handover");
    }

    private static void addIfTold(List<Planned> plan, SystemSettings target, Planned planned) {
        if (target.told().contains(planned.what())) {
            plan.add(planned);
        }
    }

    // ---- carrier

    /** The papers that were asked of one who files by post, and the result for one who chose to get it by post. */
    private List<Planned> carrier(SystemSettings target, Told told) {
        if (file.isFinishedAtGoLive()) {
            return List.of();
        }
        List<Planned> plan = new ArrayList<>();
        for (Step step : history.steps()) {
            errand(step)
                    .map(what -> new Planned(step.fact(), what, null, true))
                    .filter(errand -> told.has(errand, target.id())
                            || (isNewsTo(step, target.id()) && isWanted(errand, step, told)))
                    .ifPresent(errand -> addIfTold(plan, target, errand));
        }
        return plan;
    }

    private static Optional<String> errand(Step step) {
        return step.changed(Change.SUPPLEMENT) && step.after() == Status.PAPERS_ASKED
                ? Optional.of("collect")
                : step.before() != Status.FINISHED && step.after() == Status.FINISHED
                        ? Optional.of("bring")
                        : Optional.empty();
    }

    /** Nobody is sent for papers that came, or for a result that the citizen has. */
    private boolean isWanted(Planned errand, Step step, Told told) {
        if (errand.what().equals("bring")) {
            return history.status() == Status.FINISHED
                    && !told.hasWhat("bring")
                    && history.dossier().path("returnBy").asText().equals("post");
        }
        return history.status() == Status.PAPERS_ASKED
                && step == lastRequest()
                && history.dossier().path("channel").asText().equals(BY_POST);
    }

    private @Nullable Step lastRequest() {
        Step last = null;
        for (Step step : history.steps()) {
            last = step.changed(Change.SUPPLEMENT) ? step : last;
        }
        return last;
    }

    static @Nullable Step stepOf(History history, Fact fact) {
        int place = history.placeOf(fact.source(), fact.key());
        return place < 0 ? null : Objects.requireNonNull(history.steps().get(place));
    }
}
