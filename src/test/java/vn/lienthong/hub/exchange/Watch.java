package vn.lienthong.hub.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Course.Outcome;
import vn.lienthong.hub.exchange.HubUnderTest.Said;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.ledger.StoredFact;

/** Lets a course come to a hub and writes down whatever must not be, at every moment and in the end. */
final class Watch {
    private static final List<SystemId> SYSTEMS = List.of(Story.ONESTOP, Story.LAND, Story.UI_V2, Story.PORTAL);

    private final Fold fold = new Fold(Story.parties());
    private final HubUnderTest hub;
    private final Set<String> wrong = new LinkedHashSet<>();

    Watch(HubUnderTest hub) {
        this.hub = hub;
    }

    /** As it happened, one fact after the other, nobody told before the end. */
    Watch inOrder(Course course) {
        course.facts().forEach(fact -> {
            hub.page(List.of(fact));
            look();
        });
        return this;
    }

    /** As the course has it. */
    Watch asItCame(Course course) {
        for (int moment = 0; moment <= course.end(); moment++) {
            course.pages(moment).forEach(page -> {
                hub.page(page);
                look();
            });
            for (Course.Call call : course.calls()) {
                if (call.at() == moment && isAnswered(call) && hub.tell(call.to(), call.outcome())) {
                    look();
                }
            }
        }
        return this;
    }

    /**
     * Nothing is written about a claim that ui-v2 has refused, until it is replayed: the hub would write it, as what follows a
     * row in the mailbox is due already, and be refused once more.
     */
    private boolean isAnswered(Course.Call call) {
        return call.outcome() == Outcome.REPLAYED
                || !call.to().equals(Story.UI_V2)
                || hub.file().stream()
                        .flatMap(file -> rows(file, Story.UI_V2).stream())
                        .noneMatch(d -> d.what().equals("register") && d.state() == State.PARKED);
    }

    /** Everything that is still due is told and done. */
    Watch toTheEnd() {
        boolean more = true;
        while (more) {
            more = false;
            for (SystemId system : SYSTEMS) {
                while (hub.tell(system, Outcome.REPLAYED) || hub.tell(system, Outcome.DONE)) {
                    look();
                    more = true;
                }
            }
        }
        hub.file().ifPresent(this::end);
        return this;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    // ---- at every moment

    private void look() {
        hub.file().ifPresent(file -> {
            History history = fold.of(file.facts());
            portal(file, history);
            order(file);
            dependencies(file, history);
            late(file, history);
            history.steps().forEach(step -> authority(step, history));
            echoes(history);
        });
    }

    /** The sequence of statuses at the portal, told and planned, follows the listed moves; each end has one line. */
    private void portal(DossierFile file, History history) {
        @Nullable Status now = Story.PORTAL.equals(history.born()) ? Status.FILED : null;
        List<String> path = new ArrayList<>();
        Map<Status, Integer> ends = new HashMap<>();
        boolean withdrawn = history.status() == Status.WITHDRAWN;
        for (AtThePortal telling : tellings(file, history)) {
            Status next = Status.of(telling.status()).orElseThrow();
            path.add((telling.told() ? "told " : "planned ") + next.number() + (telling.line() ? "" : " (data)"));
            boolean moves = now == null || now == next || now.mayMoveTo(next);
            if (!moves) {
                wrong.add("The portal is led from " + now.number() + " to " + next.number() + ": " + path);
            }
            if (telling.line() && next.isToldOnce() && ends.merge(next, 1, Integer::sum) > 1) {
                wrong.add("The end " + next.number() + " has two lines at the portal: " + path);
            }
            if (!telling.told()
                    && telling.line()
                    && next == Status.FINISHED
                    && (withdrawn || now == Status.WITHDRAWN)) {
                wrong.add("9 is planned for a withdrawn dossier: " + path);
            }
            now = next;
        }
    }

    private record AtThePortal(int status, boolean line, boolean told) {}

    private List<AtThePortal> tellings(DossierFile file, History history) {
        List<AtThePortal> all = new ArrayList<>();
        hub.said().stream()
                .filter(s -> s.to().equals(Story.PORTAL) && !s.refused())
                .forEach(s -> all.add(new AtThePortal(s.status(), s.line(), true)));
        Telling make = new Telling(Story.parties(), fold);
        rows(file, Story.PORTAL).stream()
                .filter(d -> !d.started())
                .forEach(d -> all.add(
                        new AtThePortal(make.of(file, d).at("/event/status").asInt(), d.line(), false)));
        return all;
    }

    /** A step older than the last one told gets no line any more, also where the moves would allow it. */
    private void late(DossierFile file, History history) {
        int told = -1;
        for (StoredDelivery d : rows(file, Story.PORTAL)) {
            int place = place(file, history, d);
            if (d.started() && history.steps().get(place).hasLine()) {
                told = Math.max(told, place);
            } else if (!d.started() && d.line() && place < told) {
                wrong.add(name(file, d) + " is older than what the portal was told");
            }
        }
    }

    private static int place(DossierFile file, History history, StoredDelivery d) {
        Fact fact = file.stored().stream()
                .filter(s -> s.id() == d.eventId())
                .map(StoredFact::fact)
                .findFirst()
                .orElseThrow();
        return history.placeOf(fact.source(), fact.key());
    }

    /** One row of a system is due, what stands behind it waits; what was begun stands before what was not. */
    private void order(DossierFile file) {
        Set<String> keys = new HashSet<>();
        file.deliveries().forEach(d -> {
            if (!keys.add(d.key())) {
                wrong.add("Two deliveries under the key of " + name(file, d));
            }
        });
        for (SystemId system : SYSTEMS) {
            boolean blocked = false;
            boolean fresh = false;
            int seq = 0;
            for (StoredDelivery d : rows(file, system)) {
                if (d.seq() <= seq) {
                    wrong.add("Two deliveries to " + system + " at place " + seq);
                }
                seq = d.seq();
                // What was written in a mailbox lets the next one go, and may be refused afterwards.
                boolean mailbox = system.equals(Story.UI_V2) && d.state() == State.READY;
                if (blocked
                        && !mailbox
                        && (d.state() == State.READY || d.state() == State.HANDED || d.state() == State.DONE)) {
                    wrong.add(name(file, d) + " goes before what stands in front of it");
                }
                if (!blocked && d.state() == State.BEHIND) {
                    wrong.add(name(file, d) + " waits for nothing");
                }
                if (fresh && d.started()) {
                    wrong.add(name(file, d) + " was begun after what stands behind it");
                }
                fresh |= !d.started();
                blocked |= d.state().blocks();
            }
        }
    }

    /** The portal waits for the code, an office for the acceptance, every call about a dossier for its registration. */
    private void dependencies(DossierFile file, History history) {
        if (file.code() == null && !rows(file, Story.PORTAL).isEmpty()) {
            wrong.add("The portal is told of a dossier without a code");
        }
        boolean accepted = history.steps().stream()
                .anyMatch(s -> s.after() != null && s.after().isOpenAfterAcceptance());
        for (SystemId office : List.of(Story.LAND, Story.UI_V2)) {
            List<StoredDelivery> rows = rows(file, office);
            boolean itsOwn = rows.stream().anyMatch(StoredDelivery::started)
                    || history.steps().stream().anyMatch(s -> s.fact().source().equals(office));
            rows.stream()
                    .filter(d -> !d.started() && !accepted && !itsOwn)
                    .forEach(d -> wrong.add(name(file, d) + " is planned before the dossier is accepted"));
            registersFirst(file, history, office, rows);
        }
        registersFirst(file, history, Story.ONESTOP, rows(file, Story.ONESTOP));
        if (rows(file, Story.PORTAL).stream().skip(1).anyMatch(d -> d.what().equals("announce"))) {
            wrong.add("The portal hears of the dossier after its steps");
        }
    }

    private void registersFirst(DossierFile file, History history, SystemId system, List<StoredDelivery> rows) {
        boolean knows = system.equals(history.born())
                || history.steps().stream().anyMatch(s -> s.fact().source().equals(system))
                || file.references().containsKey(system);
        for (int i = 0; i < rows.size(); i++) {
            boolean registers = rows.get(i).what().equals("register");
            if (registers && i > 0) {
                wrong.add(name(file, rows.get(i)) + " comes after other calls");
            }
            if (!registers && i == 0 && !knows) {
                wrong.add(name(file, rows.get(i)) + " goes to a system that does not know the dossier");
            }
        }
    }

    /** The table of docs/decisions/0005 once more, in other words: who may move a dossier there. */
    private void authority(Step step, History history) {
        Status after = step.after();
        boolean explicit = step.effect() == Step.Effect.STATUS
                && after != null
                && after == step.fact().status();
        boolean byPapersOrFee = step.fact().kind().isPicture() && after == Status.PROCESSING;
        if (!explicit || byPapersOrFee) {
            return;
        }
        if (!maySay(after, history).contains(step.fact().source())) {
            wrong.add(Course.line(step.fact()) + " moves the dossier without authority");
        }
    }

    /** What the one-stop newly says, may say, and fits, is lost only to a step of others that counts, in the same second. */
    private void echoes(History history) {
        List<Step> versions = history.steps().stream()
                .filter(step -> step.fact().source().equals(Story.ONESTOP))
                .sorted(Comparator.comparing(
                        step -> Objects.requireNonNull(step.fact().number())))
                .toList();
        for (int i = 1; i < versions.size(); i++) {
            Step step = versions.get(i);
            Status said = Objects.requireNonNull(step.fact().status());
            boolean lost = step.effect() == Step.Effect.ECHO
                    && said != versions.get(i - 1).fact().status()
                    && step.before() != null
                    && step.before().mayMoveTo(said)
                    && maySay(said, history).contains(Story.ONESTOP);
            if (lost && history.steps().stream().noneMatch(other -> mayStandFor(other, step))) {
                wrong.add(Course.line(step.fact()) + " is lost as an echo of nothing");
            }
        }
    }

    /** The hub writes at the one-stop what counts, and nothing else. */
    private static boolean mayStandFor(Step other, Step echo) {
        return !other.fact().source().equals(echo.fact().source())
                && other.fact().second().equals(echo.fact().second())
                && other.isNews()
                && other.effect() != Step.Effect.CONFLICT
                && other.after() == echo.fact().status();
    }

    private static Set<SystemId> maySay(Status status, History history) {
        String procedure = history.procedure().orElse("");
        SystemId decides = procedure.equals(Story.LAND_CHANGE)
                ? Story.LAND
                : procedure.equals(Story.CLAIM) ? Story.UI_V2 : Story.ONESTOP;
        return switch (status) {
            case FILED -> Set.of();
            case ACCEPTED, REFUSED ->
                Story.PORTAL.equals(history.born())
                        ? Set.of(Story.ONESTOP)
                        : new HashSet<>(List.of(Story.ONESTOP, Objects.requireNonNull(history.born())));
            case PROCESSING, PAPERS_ASKED, FEE_ASKED, STOPPED, FINISHED -> Set.of(decides);
            case WITHDRAWN -> new HashSet<>(List.of(Story.PORTAL, Story.ONESTOP, decides));
            case HANDED_OVER ->
                decides.equals(Story.UI_V2) ? Set.of(Story.ONESTOP, Story.UI_V2) : Set.of(Story.ONESTOP);
        };
    }

    // ---- in the end

    private void end(DossierFile file) {
        History history = fold.of(file.facts());
        file.deliveries().stream()
                .filter(d -> d.state() != State.DONE)
                .forEach(d -> wrong.add(name(file, d) + " stays " + d.state()));
        List<Said> lines = hub.said().stream()
                .filter(s -> s.to().equals(Story.PORTAL) && !s.refused())
                .toList();
        if (file.code() == null || history.status() == null) {
            return;
        }
        int last = lines.isEmpty() ? 1 : lines.get(lines.size() - 1).status();
        boolean listed = file.stored().stream().anyMatch(s -> isListed(s, Story.PORTAL));
        if (last != history.status().number() && !listed) {
            wrong.add("The portal stands at " + last + ", the dossier at "
                    + history.status().number() + ", and nothing is listed");
        }
        Set<String> told = lines.stream().map(Said::event).collect(Collectors.toSet());
        // Steps of one second and status share a line.
        Set<String> seconds = new HashSet<>();
        for (Step step : history.steps()) {
            if (told.contains(step.fact().key())
                    || stored(file, step).filter(s -> isListed(s, Story.PORTAL)).isPresent()) {
                seconds.add(step.second() + " " + step.after());
            }
        }
        for (Step step : history.steps()) {
            boolean filing = step.fact().source().equals(Story.PORTAL)
                    && step.fact().kind() == vn.lienthong.hub.dossier.FactKind.FILED;
            if (step.isNews() && step.hasLine() && !filing && !seconds.contains(step.second() + " " + step.after())) {
                wrong.add("The portal never hears of " + Course.line(step.fact()) + ", and it is not listed");
            }
        }
    }

    static boolean isListed(StoredFact stored, SystemId target) {
        String note = stored.note();
        return note != null
                && (note.startsWith("HUB-DEL-002")
                        || (note.startsWith("HUB-EXC-003") && note.contains(target.value())));
    }

    private static Optional<StoredFact> stored(DossierFile file, Step step) {
        return file.stored().stream().filter(s -> s.fact().equals(step.fact())).findFirst();
    }

    static List<StoredDelivery> rows(DossierFile file, SystemId system) {
        return file.deliveries().stream()
                .filter(d -> d.system().equals(system))
                .sorted(Comparator.comparingInt(StoredDelivery::seq))
                .toList();
    }

    static String name(DossierFile file, StoredDelivery d) {
        String event = file.stored().stream()
                .filter(s -> s.id() == d.eventId())
                .map(s -> s.fact().key())
                .findFirst()
                .orElseThrow();
        return d.what() + " to " + d.system() + " of " + event + (d.part() == null ? "" : "/" + d.part())
                + (d.line() ? "" : " (data)");
    }

    // ---- two ends compared

    /** What differs between two files that know the same facts; what was told is passed over where it is listed. */
    static List<String> differences(DossierFile inOrder, Optional<DossierFile> came, boolean nothingTold) {
        if (came.isEmpty()) {
            return List.of("the hub knows no dossier");
        }
        DossierFile asItCame = came.get();
        List<String> differ = new ArrayList<>();
        Fold fold = new Fold(Story.parties());
        History one = fold.of(inOrder.facts());
        History other = fold.of(asItCame.facts());
        compare(differ, "status", one.status(), other.status());
        compare(differ, "dossier", one.dossier(), other.dossier());
        compare(differ, "standing", inOrder.standing(), asItCame.standing());
        compare(differ, "history", steps(one), steps(other));
        if (nothingTold) {
            compare(differ, "code", inOrder.code(), asItCame.code());
            compare(differ, "references", inOrder.references(), asItCame.references());
            compare(differ, "plan", plan(inOrder), plan(asItCame));
        } else if (Objects.equals(inOrder.code(), asItCame.code())) {
            Set<String> planned = inOrder.deliveries().stream()
                    .map(d -> act(inOrder, d))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            // An office that had the dossier from elsewhere is told from when the hub knows so: that depends on the
            // order.
            Set<SystemId> registered = inOrder.deliveries().stream()
                    .filter(d -> d.what().equals("register"))
                    .map(StoredDelivery::system)
                    .collect(Collectors.toSet());
            asItCame.deliveries().stream()
                    .filter(d -> d.system().equals(Story.PORTAL) || registered.contains(d.system()))
                    .filter(d -> !d.started() && !planned.contains(act(asItCame, d)))
                    // a registration brings the papers of its event along
                    .filter(d -> !planned.contains(toWhom(asItCame, d)))
                    .forEach(d -> differ.add("planned by what came when, not by what happened: " + name(asItCame, d)));
        }
        return differ;
    }

    /** To whom of which fact; the call may be another one after what was told. */
    private static String act(DossierFile file, StoredDelivery d) {
        return d.what().matches("announce|tell|register|step")
                ? toWhom(file, d)
                : name(file, d).replace(" (data)", "");
    }

    private static String toWhom(DossierFile file, StoredDelivery d) {
        String name = name(file, d).replace(" (data)", "");
        return name.substring(name.indexOf(" to "));
    }

    private static List<String> steps(History history) {
        return history.steps().stream()
                .map(s -> s.fact().key() + " " + s.effect() + " " + s.after() + " "
                        + Objects.requireNonNullElse(s.note(), ""))
                .toList();
    }

    private static List<String> plan(DossierFile file) {
        return SYSTEMS.stream()
                .flatMap(system -> rows(file, system).stream())
                .map(d -> d.seq() + " " + name(file, d) + " " + d.state())
                .toList();
    }

    private static void compare(List<String> differ, String what, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            differ.add(what + "\n      in order:   " + one + "\n      as it came: " + other);
        }
    }
}
