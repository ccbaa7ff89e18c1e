package vn.lienthong.hub.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFile.Standing;
import vn.lienthong.hub.ledger.Ids;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.ledger.StoredFact;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/**
 * Brings a dossier's file in step with its facts: folds them, notes what each did, and plans who must be told. Changes the
 * file only; the caller saves it in the transaction that locked it.
 */
@Component
public class Register {
    private final Parties parties;
    private final Fold fold;
    private final Ids ids;

    public Register(Parties parties, Fold fold, Ids ids) {
        this.parties = parties;
        this.fold = fold;
        this.ids = ids;
    }

    /**
     * @param firstLoad whether the source is being read for the first time: what is already finished stays quiet
     * @return systems that got something new to be told
     */
    public Set<SystemId> bringUpToDate(DossierFile file, boolean firstLoad) {
        History history = fold.of(file.facts());
        boolean hadNoStatus = file.standing().status() == null;
        file.stands(standing(history));
        // The versions of one dossier may come on several pages: what ended on a later one is quiet too, if nobody
        // heard of it.
        boolean unheard =
                hadNoStatus || (firstLoad && file.deliveries().stream().noneMatch(StoredDelivery::started));
        if (unheard && !file.isQuiet() && isQuiet(history, firstLoad)) {
            file.keepQuiet();
        } else if (hadNoStatus
                && firstLoad
                && history.status() != null
                && history.status().isEnd()) {
            file.finishedAtGoLive();
        }
        WhoIsTold who = new WhoIsTold(parties, file, history);
        Set<SystemId> touched = new TreeSet<>();
        for (SystemSettings target : parties.told()) {
            Told told = new Told(file, target.id(), history);
            if (replan(file, target.id(), who.plan(target, told), told.generation(), false)) {
                touched.add(target.id());
            }
        }
        note(file, history, who);
        return touched;
    }

    /** The far side has lost the dossier: everything is planned again under new keys. */
    public void tellAgain(DossierFile file, SystemId target) {
        History history = fold.of(file.facts());
        SystemSettings settings = parties.settings(target).orElseThrow();
        Told told = new Told(file, target, history);
        int generation = told.generation() + 1;
        DossierFile blank = DossierFile.open(file.id(), Instant.EPOCH);
        if (file.code() != null) {
            blank.name(file.code());
        }
        List<Planned> plan = new WhoIsTold(parties, withoutReference(file, blank, target), history)
                .plan(settings, new Told(blank, target, history).again(generation));
        replan(file, target, plan, generation, true);
    }

    /**
     * The far side holds the dossier otherwise than it was told: it is told once more, whole but without a line, as it was
     * told last.
     *
     * @return false if nothing of the dossier was told there yet, or something is still to be told, which will set it right
     */
    public boolean repeatLast(DossierFile file, SystemId target) {
        SystemSettings settings = parties.settings(target).orElseThrow();
        List<StoredDelivery> its = file.deliveries().stream()
                .filter(d -> d.system().equals(target))
                .toList();
        Optional<StoredDelivery> last = new Told(file, target, fold.of(file.facts())).last();
        if (last.isEmpty() || its.stream().anyMatch(d -> d.state() != State.DONE)) {
            return false;
        }
        long before = its.stream().filter(StoredDelivery::isRepeat).count();
        StoredFact event = file.stored().stream()
                .filter(f -> f.id() == last.get().eventId())
                .findFirst()
                .orElseThrow();
        boolean portal = settings.role() == Role.PORTAL;
        Planned planned = new Planned(
                event.fact(), portal ? "tell" : last.get().what(), StoredDelivery.REPEAT + (before + 1), !portal);
        List<StoredDelivery> rows = new ArrayList<>(its);
        rows.add(new StoredDelivery(
                ids.next(),
                target,
                its.stream().mapToInt(StoredDelivery::seq).max().orElse(0) + 1,
                last.get().generation(),
                planned.what(),
                planned.part(),
                planned.line(),
                last.get().status(),
                event.id(),
                planned.key(target, last.get().generation()),
                State.READY,
                false));
        file.replan(target, rows);
        return true;
    }

    private static DossierFile withoutReference(DossierFile file, DossierFile blank, SystemId target) {
        file.references().forEach((system, code) -> {
            if (!system.equals(target)) {
                blank.refer(system, code);
            }
        });
        return blank;
    }

    private static Standing standing(History history) {
        var dossier = history.dossier();
        Instant statusAt = null;
        for (Step step : history.steps()) {
            if (step.before() != step.after()) {
                statusAt = step.fact().time();
            }
        }
        return new Standing(
                history.born(),
                dossier.path("procedure").asText(null),
                history.status(),
                statusAt,
                dossier.path("agency").path("code").asText(null),
                dossier.path("channel").asText(null),
                instant(dossier.path("filedAt").asText(null)),
                instant(dossier.path("dueAt").asText(null)));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    /** Years of finished dossiers must not flood an office at go-live; what was filed before {@code since} does not count. */
    private boolean isQuiet(History history, boolean firstLoad) {
        Optional<SystemSettings> portal = parties.portal();
        if (firstLoad
                && history.status() != null
                && history.status().isEnd()
                && portal.map(p -> !p.tellFinished()).orElse(true)) {
            return true;
        }
        Instant filed = instant(history.dossier().path("filedAt").asText(null));
        SystemId source = history.steps().get(0).fact().source();
        return filed != null
                && parties.settings(source)
                        .filter(s -> isBefore(filed, s.since(), s))
                        .isPresent();
    }

    private static boolean isBefore(Instant filed, @Nullable LocalDate since, SystemSettings settings) {
        return since != null
                && filed.isBefore(since.atStartOfDay(settings.zone()).toInstant());
    }

    private static void note(DossierFile file, History history, WhoIsTold who) {
        // By identity: the hash of a fact would walk through its whole tree.
        Map<Fact, Step> steps = new IdentityHashMap<>();
        history.steps().forEach(step -> steps.put(step.fact(), step));
        for (StoredFact stored : file.stored()) {
            Step step = steps.get(stored.fact());
            if (step == null) {
                continue;
            }
            stored.becomes(step.effect().word(), step.after(), note(stored, step, who.tooLateFor(stored.fact())));
        }
    }

    /** All that is to be listed of a fact; what a far side said of its delivery (overtaken) stays noted. */
    private static @Nullable String note(StoredFact stored, Step step, List<String> late) {
        List<String> notes = new ArrayList<>();
        if (stored.note() != null && stored.note().startsWith("HUB-DEL-")) {
            notes.add(stored.note().split("; HUB-EXC-", 2)[0]);
        }
        if (!late.isEmpty()) {
            notes.add("HUB-EXC-003 came too late to be told to " + String.join(", ", late));
        }
        if (step.note() != null) {
            notes.add(step.note());
        }
        String all = String.join("; ", notes);
        return all.isEmpty() ? null : all.substring(0, Math.min(all.length(), StoredFact.LONGEST_NOTE));
    }

    /** @return whether the plan has something that was not planned before */
    private boolean replan(DossierFile file, SystemId target, List<Planned> plan, int generation, boolean again) {
        Map<String, StoredDelivery> before = new LinkedHashMap<>();
        file.deliveries().stream().filter(d -> d.system().equals(target)).forEach(d -> before.put(d.key(), d));
        if (plan.isEmpty() && before.isEmpty()) {
            return false;
        }
        List<StoredDelivery> repeats = again
                ? List.of()
                : before.values().stream()
                        .filter(d -> d.isRepeat() && !d.started())
                        .toList();
        Map<String, Long> events = new HashMap<>();
        file.stored().forEach(s -> events.put(s.fact().source() + " " + s.fact().key(), s.id()));

        List<StoredDelivery> rows = new ArrayList<>();
        before.values().stream()
                .filter(d -> d.started() && !(again && d.state().blocks()))
                .forEach(rows::add);
        int seq = rows.stream().mapToInt(StoredDelivery::seq).max().orElse(0);
        boolean fresh = false;
        boolean blocked = rows.stream().anyMatch(d -> d.state().blocks());
        for (StoredDelivery repeat : repeats) {
            seq++;
            rows.add(repeat.withPlace(seq, blocked ? State.BEHIND : State.READY));
            blocked = true;
        }
        for (Planned planned : plan) {
            String key = planned.key(target, generation);
            StoredDelivery old = before.get(key);
            if (old != null && old.started()) {
                continue;
            }
            seq++;
            State state = blocked ? State.BEHIND : State.READY;
            blocked = true;
            Long event = java.util.Objects.requireNonNull(
                    events.get(planned.fact().source() + " " + planned.fact().key()));
            fresh |= old == null;
            rows.add(new StoredDelivery(
                    old == null ? ids.next() : old.id(),
                    target,
                    seq,
                    generation,
                    planned.what(),
                    planned.part(),
                    planned.line(),
                    planned.status(),
                    event,
                    key,
                    state,
                    false));
        }
        file.replan(target, rows);
        return fresh;
    }
}
