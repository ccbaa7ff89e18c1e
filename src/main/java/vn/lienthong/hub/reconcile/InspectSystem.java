package vn.lienthong.hub.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.camel.Questions.Cursor;
import vn.lienthong.hub.camel.Questions.DossierQuestion;
import vn.lienthong.hub.camel.Questions.ListQuestion;
import vn.lienthong.hub.exchange.Expectation.Expected;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.mapping.Mappings.Carried;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.reconcile.Difference.Missing;
import vn.lienthong.hub.reconcile.Difference.State;
import vn.lienthong.hub.reconcile.Differences.Suspect;
import vn.lienthong.hub.reconcile.Known.Named;
import vn.lienthong.hub.reconcile.Mend.Choice;
import vn.lienthong.hub.reconcile.Mend.Remedy;
import vn.lienthong.hub.reconcile.Run.Phase;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Carries the runs of one system on, one call to the far side a round. What a round finds is committed together with the
 * place at which the next goes on, so a killed process loses one call. Holds one page in memory.
 */
class InspectSystem {
    private static final Logger LOG = LoggerFactory.getLogger(InspectSystem.class);
    private static final int AT_ONCE = 100;
    private static final int LOOKS = 40;
    private static final int MOST_UNREADABLE = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration SEE_AGAIN = Duration.ofMillis(500);
    private static final Duration MOST_TO_MEND = Duration.ofMinutes(15);
    private static final Duration PULLED_ELSEWHERE = Duration.ofSeconds(30);
    private static final Duration ALL_STARTED = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Desk desk;
    private final SystemSettings system;
    private final Pace pace;
    private final Deque<Long> candidates = new ArrayDeque<>();
    private long candidatesOf = -1;
    private int questions;
    private Instant questionsSince = Instant.MIN;
    private int failures;
    private int unreadable;

    InspectSystem(Desk desk, SystemSettings system) {
        this.desk = desk;
        this.system = system;
        this.pace = new Pace(system.reconcile().mostPerSecond());
    }

    /** Whether it was made for these settings. */
    boolean isOf(SystemSettings settings) {
        return system.equals(settings);
    }

    /** One round of the run that goes on, if there is one. Answers how long to wait until the next. */
    Duration round() {
        Optional<Run> running = desk.runs().running(system.id());
        if (running.isEmpty()) {
            return IDLE;
        }
        Run run = running.get();
        if (candidatesOf != run.id()) {
            candidates.clear();
            candidatesOf = run.id();
        }
        if (desk.isLoading(system.id())) {
            return waits(run, "HUB-RCN-003 its first load is still under way", IDLE);
        }
        if (!mayBeAsked()) {
            return waits(run, "HUB-RCN-004 its routes do not run yet, or have no question for what it holds", IDLE);
        }
        Duration left = pace.left(desk.clock().instant());
        if (!left.isZero()) {
            return left;
        }
        try {
            Duration wait = step(run);
            failures = 0;
            unreadable = 0;
            return wait;
        } catch (FarSideFault fault) {
            return failed(run, fault);
        } catch (Runs.RunMoved moved) {
            candidates.clear();
            return Duration.ZERO;
        }
    }

    /** After a start the routes of a system come one after the other: a run goes on when no more have come for a while. */
    private boolean mayBeAsked() {
        int count = desk.questions().lists(system.id()).size()
                + (desk.questions().single(system.id()).isPresent() ? 1 : 0);
        Instant now = desk.clock().instant();
        if (count != questions) {
            questions = count;
            questionsSince = now;
        }
        return count > 0 && !now.isBefore(questionsSince.plus(ALL_STARTED));
    }

    private Duration step(Run run) {
        return switch (run.phase()) {
            case LIST -> list(run);
            case LEDGER -> ledger(run);
            case AGAIN -> again(run);
        };
    }

    private Duration failed(Run run, FarSideFault fault) {
        failures++;
        unreadable = fault.kind() == Kind.UNREADABLE ? unreadable + 1 : 0;
        if (unreadable >= MOST_UNREADABLE) {
            end(run.is(Run.State.FAILED, fault.getMessage()));
            return IDLE;
        }
        Duration wait = Duration.ofMillis(Math.min(500L << Math.min(failures - 1, 10), LONGEST_WAIT.toMillis()));
        Duration asked = fault.retryAfter();
        return waits(run, fault.getMessage(), asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    }

    private Duration waits(Run run, String why, Duration wait) {
        if (!why.equals(run.trouble())) {
            LOG.warn("reconciliation {} of {} waits: {}", run.id(), system.id(), why);
            try {
                desk.runs().save(run.is(run.state(), why));
            } catch (Runs.RunMoved moved) {
                return Duration.ZERO;
            }
        }
        return wait;
    }

    private void end(Run run) {
        desk.commit(() -> {
            desk.runs().save(run);
            desk.runs().forgetSeen(run.id());
            if (run.state() != Run.State.DONE) {
                desk.differences().forgetSuspects(run.id());
            }
        });
        failures = 0;
        unreadable = 0;
        LOG.info(
                "reconciliation {} of {} is {}: {} compared, {} calls",
                run.id(),
                system.id(),
                Runs.word(run.state()),
                run.compared(),
                run.calls());
    }

    // ---- the far side's lists

    private Duration list(Run run) {
        List<ListQuestion> lists = desk.questions().lists(system.id());
        if (run.listNo() >= lists.size()) {
            desk.runs().save(run.at(Phase.LEDGER, run.listNo(), null, 0));
            return Duration.ZERO;
        }
        ListQuestion list = lists.get(run.listNo());
        Map<String, String> places = places(run, list);
        Holdings page = called(() -> list.page(run.from(), run.to(), new Cursor(places)));
        String next = next(places, page);
        boolean more = page.more() && !next.equals(run.place());
        List<Holding> inScope = page.holdings().stream()
                .filter(h -> h.at() == null || !h.at().isBefore(run.from()) && !h.at().isAfter(run.to()))
                .toList();
        Compared compared = compareList(run, inScope);
        desk.commit(() -> {
            desk.runs().saw(run.id(), compared.seen());
            int strangers = desk.differences().suspect(run, compared.suspects(), grace(list.isNumbered()));
            Run counted = run.counted(1, compared.count() + strangers, compared.underWay());
            desk.runs()
                    .save(counted.at(
                            Phase.LIST, more ? run.listNo() : run.listNo() + 1, more ? next : null, run.lastId()));
        });
        return Duration.ZERO;
    }

    /** What the page does not name stays as it was. */
    private String next(Map<String, String> places, Holdings page) {
        ObjectNode next = desk.json().createObjectNode();
        new TreeMap<>(places).forEach(next::put);
        JsonNode named = page.next();
        if (named != null) {
            named.properties()
                    .forEach(member ->
                            next.put(member.getKey(), member.getValue().asText()));
        }
        return next.toString();
    }

    private Map<String, String> places(Run run, ListQuestion list) {
        String place = run.place();
        if (place == null) {
            return list.isNumbered()
                    ? Map.of("after", Long.toString(desk.runs().lastNumberBefore(system.id(), run.from())))
                    : Map.of();
        }
        try {
            Map<String, String> places = new HashMap<>();
            JsonNode tree = desk.json().readTree(place);
            tree.properties()
                    .forEach(member ->
                            places.put(member.getKey(), member.getValue().asText()));
            return places;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("HUB-RCN-005 the place of run " + run.id() + " cannot be read", broken);
        }
    }

    private record Compared(Set<Long> seen, List<Suspect> suspects, int count, int underWay) {}

    private Compared compareList(Run run, List<Holding> page) {
        List<@Nullable Long> dossiers = desk.known().dossiers(system.id(), page);
        List<Suspect> suspects = new ArrayList<>(missingRecords(page, dossiers));
        Set<Long> held = new LinkedHashSet<>();
        Map<Long, Holding> newest = new HashMap<>();
        int count = 0;
        for (int i = 0; i < page.size(); i++) {
            Holding holding = page.get(i);
            Long dossier = dossiers.get(i);
            if (holding.record() != null) {
                count++;
            }
            if (!holding.held()) {
                continue;
            }
            if (dossier != null) {
                held.add(dossier);
                newest.put(dossier, holding);
            } else if (holding.record() == null) {
                suspects.add(unknown(holding));
            }
        }
        if (run.deep() && desk.questions().single(system.id()).isPresent()) {
            return new Compared(Set.of(), suspects, count, 0); // each is asked for singly
        }
        Set<Long> fresh = new HashSet<>(desk.runs().unseen(run.id(), held));
        Map<Long, Known.Standing> standing = desk.known().standing(held);
        Set<Long> different = new LinkedHashSet<>();
        newest.forEach((id, holding) -> {
            if (!looksEqual(standing.get(id), holding)) {
                different.add(id);
            }
        });
        Map<Long, DossierFile> files = desk.files().read(different);
        int underWay = 0;
        for (DossierFile file : files.values()) {
            Expected expected = desk.expectation().of(file, system.id());
            if (expected.underWay()) {
                underWay++;
                continue;
            }
            suspects.addAll(suspects(file, Compare.of(expected, newest.get(file.id()))));
        }
        return new Compared(held, suspects, count + fresh.size(), underWay);
    }

    private static boolean looksEqual(Known.@Nullable Standing standing, Holding holding) {
        if (standing == null || holding.status() == null || !holding.status().equals(standing.status())) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : holding.fields().properties()) {
            if (!field.getKey().equals("procedure")
                    || !field.getValue().asText().equals(standing.procedure())) {
                return false;
            }
        }
        return true;
    }

    private static Suspect unknown(Holding holding) {
        String name = Objects.requireNonNullElse(holding.code(), Objects.requireNonNullElse(holding.reference(), "?"));
        StringBuilder theirs = new StringBuilder();
        if (holding.status() != null) {
            theirs.append("status ").append(holding.status());
        }
        JsonNode procedure = holding.fields().path("procedure");
        if (procedure.isTextual()) {
            theirs.append(theirs.isEmpty() ? "" : ", ").append(procedure.asText());
        }
        return new Suspect(
                new Finding(Finding.Kind.UNKNOWN_THERE, "", null, theirs.toString()), name, null, name, null);
    }

    /** Records of the page that the ledger neither took nor holds. */
    private List<Suspect> missingRecords(List<Holding> page, List<@Nullable Long> dossiers) {
        List<Named> named = new ArrayList<>();
        Map<Named, Integer> places = new HashMap<>();
        for (int i = 0; i < page.size(); i++) {
            Carried record = page.get(i).record();
            if (record != null) {
                Named name = desk.known().named(system.id(), record.stream(), record.key(), record.tree());
                named.add(name);
                places.put(name, i);
            }
        }
        List<Suspect> suspects = new ArrayList<>();
        for (Named name : desk.known().missing(system.id(), named)) {
            int place = Objects.requireNonNull(places.get(name));
            Holding holding = page.get(place);
            Carried record = Objects.requireNonNull(holding.record());
            suspects.add(new Suspect(
                    new Finding(
                            Finding.Kind.MISSING_HERE,
                            "",
                            null,
                            name.status() == null ? record.key() : "status " + name.status()),
                    record.stream() + " " + record.key(),
                    dossiers.get(place),
                    holding.code() == null ? holding.reference() : holding.code(),
                    missing(record)));
        }
        return suspects;
    }

    private static Missing missing(Carried record) {
        return new Missing(
                record.stream(), record.key(), record.tree().toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<Suspect> suspects(DossierFile file, List<Finding> findings) {
        String subject = Objects.requireNonNullElse(file.code(), "dossier " + file.id());
        return findings.stream()
                .map(f -> new Suspect(f, subject, file.id(), file.code(), null))
                .toList();
    }

    // ---- the ledger's dossiers that no list named

    private Duration ledger(Run run) {
        Optional<DossierQuestion> single = desk.questions().single(system.id());
        if (candidates.isEmpty()) {
            candidates.addAll(single.isEmpty() ? List.of() : desk.runs().unseen(run, AT_ONCE));
        }
        Long id = candidates.poll();
        if (id == null || single.isEmpty()) {
            desk.runs().save(run.at(Phase.AGAIN, run.listNo(), null, run.lastId()));
            return Duration.ZERO;
        }
        DossierFile file = desk.files().read(List.of(id)).get(id);
        Run passed = run.at(Phase.LEDGER, run.listNo(), null, id);
        String name = file == null ? null : name(file, single.get());
        if (file == null || name == null) {
            desk.runs().save(passed);
            return Duration.ZERO;
        }
        Expected expected = desk.expectation().of(file, system.id());
        if (!expected.holds() || expected.underWay()) {
            desk.runs().save(passed.counted(0, 0, expected.underWay() ? 1 : 0));
            return Duration.ZERO;
        }
        Holding holding;
        try {
            holding = asked(single.get(), name);
        } catch (FarSideFault fault) {
            candidates.clear(); // read again from the last one that was dealt with
            throw fault;
        }
        List<Finding> found = Compare.of(expected, holding);
        desk.commit(() -> {
            desk.differences().suspect(passed, suspects(file, found), grace(false));
            desk.runs().save(passed.counted(1, 1, 0));
        });
        return Duration.ZERO;
    }

    private @Nullable String name(DossierFile file, DossierQuestion question) {
        return question.isByReference() ? file.references().get(system.id()) : file.code();
    }

    private @Nullable Holding asked(DossierQuestion question, String name) {
        List<Holding> holdings = called(() -> question.dossier(name)).holdings();
        return holdings.isEmpty() ? null : holdings.get(0);
    }

    private Holdings called(java.util.function.Supplier<Holdings> call) {
        try {
            Holdings answer = call.get();
            if (answer.busy()) {
                throw new FarSideFault(Kind.BUSY, "HUB-RCN-006 " + system.id() + " asked to come later", null);
            }
            return answer;
        } finally {
            pace.called(desk.clock().instant());
        }
    }

    // ---- a second look, mending, and seeing that it is mended

    private Duration again(Run run) {
        Optional<Difference> due = desk.differences().due(run.id());
        if (due.isEmpty()) {
            Optional<Instant> next = desk.differences().nextDue(run.id());
            if (next.isPresent()) {
                Duration wait = Duration.between(desk.clock().instant(), next.get());
                return wait.isNegative() ? Duration.ZERO : wait.compareTo(IDLE) > 0 ? IDLE : wait;
            }
            end(run.is(Run.State.DONE, null));
            return Duration.ZERO;
        }
        Difference difference = due.get();
        if (difference.missing() != null) {
            record(run, difference, difference.missing());
        } else if (difference.dossier() == null) {
            stranger(run, difference);
        } else {
            dossier(
                    run,
                    difference.dossier(),
                    desk.differences().ofDossier(run.id(), difference.dossier(), difference.state()));
        }
        return Duration.ZERO;
    }

    /** A record of the far side that is missing here. */
    private void record(Run run, Difference difference, Missing missing) {
        boolean mending = difference.state() == State.MENDING;
        List<Difference> one = List.of(difference);
        Named name = desk.named(system.id(), missing);
        boolean known = desk.known().missing(system.id(), List.of(name)).isEmpty();
        boolean held = desk.known().isHeld(system.id(), missing.key());
        if (known && !held) {
            desk.differences().becomes(one, mending ? State.MENDED : State.GONE, null, Duration.ZERO);
        } else if (held && !mending) {
            desk.differences().becomes(one, State.GONE, "HUB-RCN-023", Duration.ZERO);
        } else if (!mending && mayBeUnread(difference)) {
            desk.differences().again(one, SEE_AGAIN);
        } else if (!mending && !run.mend()) {
            desk.differences().open(system.id(), difference, "HUB-RCN-025");
        } else if (!mending) {
            desk.differences().becomes(one, State.MENDING, null, SEE_AGAIN);
            desk.mend().takeIn(system.id(), missing);
        } else if (difference.tries() < LOOKS) {
            if (!held) {
                desk.mend().takeIn(system.id(), missing); // the process died before it did
            }
            // held: it may wait for its dossier, which is asked for
            desk.differences().again(one, SEE_AGAIN);
        } else {
            desk.differences().open(system.id(), difference, "HUB-RCN-023");
        }
    }

    /** A dossier there that nobody here knows. */
    private void stranger(Run run, Difference difference) {
        Holding there = new Holding(
                difference.subject(),
                difference.subject(),
                true,
                null,
                null,
                desk.json().createObjectNode(),
                null);
        Optional<DossierQuestion> single = desk.questions().single(system.id());
        if (desk.known().dossiers(system.id(), List.of(there)).get(0) != null) {
            desk.differences().becomes(List.of(difference), State.GONE, null, Duration.ZERO);
            return;
        }
        if (single.isPresent() && asked(single.get(), difference.subject()) == null) {
            desk.commit(() -> {
                desk.differences().becomes(List.of(difference), State.GONE, null, Duration.ZERO);
                desk.runs().save(run.counted(1, 0, 0));
            });
            return;
        }
        desk.commit(() -> {
            desk.differences().open(system.id(), difference, "HUB-RCN-022");
            desk.runs().save(run.counted(1, 0, 0));
        });
    }

    /** All differences of one dossier in one state, by one question. */
    private void dossier(Run run, long id, List<Difference> its) {
        boolean mending = its.get(0).state() == State.MENDING;
        DossierFile before = desk.files().read(List.of(id)).get(id);
        Optional<DossierQuestion> single = desk.questions().single(system.id());
        String name = before == null || single.isEmpty() ? null : name(before, single.get());
        if (before == null || single.isEmpty() || name == null) {
            // Nobody can look again: what a list showed stands.
            its.forEach(d -> desk.differences().open(system.id(), d, "HUB-RCN-004"));
            return;
        }
        Expected expected = desk.expectation().of(before, system.id());
        if (expected.underWay()) {
            underWay(run, its, before, mending);
            return;
        }
        Holding holding = asked(single.get(), name);
        DossierFile after =
                Objects.requireNonNull(desk.files().read(List.of(id)).get(id));
        Expected still = desk.expectation().of(after, system.id());
        desk.runs().save(run.counted(1, 0, 0));
        if (!still.equals(expected)) {
            desk.differences().again(its, SEE_AGAIN); // it changed while the far side was asked
            return;
        }
        List<Finding> found = Compare.of(still, holding);
        for (Difference difference : its) {
            Optional<Finding> same =
                    found.stream().filter(f -> f.isAbout(difference.finding())).findFirst();
            if (same.isEmpty()) {
                desk.differences()
                        .becomes(List.of(difference), mending ? State.MENDED : State.GONE, null, Duration.ZERO);
            } else if (mending && !isOtherRemedy(difference, same.get(), still, holding)) {
                desk.differences().open(system.id(), difference, "HUB-RCN-010");
            } else if (!mending && !same.get().equals(difference.finding()) && difference.tries() < LOOKS) {
                desk.differences().nowIs(difference, same.get(), grace(false));
            } else if (!mending && !still.obeys() && mayBeUnread(difference)) {
                desk.differences().again(List.of(difference), SEE_AGAIN);
            } else {
                decide(run, id, difference, same.get(), still, holding);
            }
        }
    }

    /** What it said was taken in, and now it is the hub's turn to tell; not the other way round, and not for ever. */
    private static boolean isOtherRemedy(
            Difference difference, Finding finding, Expected expected, @Nullable Holding holding) {
        boolean record = holding != null && holding.record() != null;
        return Runs.word(Remedy.TAKE_IN).equals(difference.note())
                && Mend.choose(finding, expected, record).remedy() == Remedy.LAST;
    }

    private void underWay(Run run, List<Difference> its, DossierFile file, boolean mending) {
        boolean parked = file.deliveries().stream()
                .anyMatch(d -> d.system().equals(system.id()) && d.state() == StoredDelivery.State.PARKED);
        if (mending && parked) {
            its.forEach(d -> desk.differences().open(system.id(), d, "HUB-RCN-011"));
        } else if (mending) {
            boolean late =
                    its.get(0).since().plus(MOST_TO_MEND).isBefore(desk.clock().instant());
            if (late) {
                its.forEach(d -> desk.differences().open(system.id(), d, "HUB-RCN-013"));
            } else {
                desk.differences().again(its, SEE_AGAIN);
            }
        } else if (parked || its.get(0).tries() >= LOOKS) {
            desk.commit(() -> {
                desk.differences().becomes(its, State.GONE, "HUB-RCN-007", Duration.ZERO);
                desk.runs().save(run.counted(0, 0, 1));
            });
        } else {
            desk.differences().again(its, SEE_AGAIN);
        }
    }

    private void decide(
            Run run,
            long dossier,
            Difference difference,
            Finding finding,
            Expected expected,
            @Nullable Holding holding) {
        Carried record = holding == null ? null : holding.record();
        Choice choice = Mend.choose(finding, expected, record != null);
        boolean inVain = !expected.obeys() && desk.differences().withstood(system.id(), difference);
        if (choice.remedy() == Remedy.NONE || !run.mend() || inVain) {
            String note = inVain ? "HUB-RCN-010" : choice.remedy() == Remedy.NONE ? choice.note() : "HUB-RCN-025";
            desk.differences().open(system.id(), difference, note);
            return;
        }
        Runnable noted = () ->
                desk.differences().becomes(List.of(difference), State.MENDING, Runs.word(choice.remedy()), SEE_AGAIN);
        if (choice.remedy() == Remedy.TAKE_IN) {
            desk.mend().takeIn(system.id(), missing(Objects.requireNonNull(record)));
            noted.run();
        } else {
            desk.mend().tell(system.id(), dossier, choice.remedy(), noted);
        }
    }

    /**
     * Whether the pull may still bring it: it has not begun anew since the difference was seen and come to its end. Where
     * another process pulls, only time can tell.
     */
    private boolean mayBeUnread(Difference difference) {
        Instant now = desk.clock().instant();
        Instant seen = difference.since().plus(system.lateNumbers().dividedBy(10));
        if (difference.since().plus(MOST_TO_MEND).isBefore(now)) {
            return false;
        }
        return desk.questions()
                .pulled(system.id())
                .map(began -> !began.isAfter(seen))
                .orElseGet(() ->
                        now.isBefore(seen.plus(system.poll().multipliedBy(10)).plus(PULLED_ELSEWHERE)));
    }

    /**
     * How long after the first look a second one says something: what is on its way has come by then. A log is read again by
     * its pull within a tenth of the time for which numbers may be late.
     */
    private Duration grace(boolean numbered) {
        Duration grace = system.poll().multipliedBy(2).plus(SEE_AGAIN);
        return numbered ? grace.plus(system.lateNumbers().dividedBy(10)) : grace;
    }
}
