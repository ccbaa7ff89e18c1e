package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.FactKind;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.FactOrder.Echo;
import vn.lienthong.hub.exchange.FactOrder.Placed;
import vn.lienthong.hub.exchange.Step.Change;
import vn.lienthong.hub.exchange.Step.Effect;

/** A dossier while its facts are folded: applies one fact after the other, in the order of the history. */
final class DossierInWork {
    private final Parties parties;
    private final @Nullable SystemId born;
    private final Picture picture = new Picture();
    private final Map<SystemId, JsonNode> lastPictures = new HashMap<>();
    private final Map<SystemId, Status> lastSaid = new HashMap<>();
    private final Set<Status> had = EnumSet.noneOf(Status.class);
    /** By identity: the hash of a fact would walk through its whole tree. */
    private final Map<Fact, Step> steps = new IdentityHashMap<>();

    private @Nullable Status status;

    // Of the fact being applied:
    private ObjectNode details = JsonNodeFactory.instance.objectNode();
    private Set<Change> changes = EnumSet.noneOf(Change.class);
    private @Nullable String note;

    DossierInWork(Parties parties, @Nullable SystemId born) {
        this.parties = parties;
        this.born = born;
    }

    void seed(JsonNode first) {
        picture.seed(first);
    }

    ObjectNode picture() {
        return picture.asTree(status);
    }

    @Nullable
    Status status() {
        return status;
    }

    boolean fits(Fact fact) {
        return SameSecond.fits(fact, status, picture.hasUnpaidFee());
    }

    /** Whether a version shows what a request asks for: a fee as paid, or a paper that the version before it had not. */
    boolean answers(Fact version, Fact request) {
        JsonNode base = lastPictures.get(version.source());
        JsonNode shown = version.picture().orElse(null);
        if (base == null || shown == null || version.source().equals(request.source())) {
            return false;
        }
        return switch (request.kind()) {
            case FEE_ASKED ->
                Picture.idsOfPaid(shown.path("fees")).stream()
                        .anyMatch(ids(request.body().path("fees"), "id")::contains);
            case PAPERS_ASKED ->
                ids(added(shown, base, "papers"), "code").stream()
                        .anyMatch(ids(request.body().path("supplement").path("papers"), "code")::contains);
            default -> false;
        };
    }

    private static Set<String> ids(JsonNode list, String field) {
        Set<String> ids = new java.util.HashSet<>();
        list.forEach(item -> ids.add(item.path(field).asText()));
        ids.remove("");
        return ids;
    }

    Step apply(Placed placed) {
        Fact fact = placed.fact();
        details = JsonNodeFactory.instance.objectNode();
        changes = EnumSet.noneOf(Change.class);
        note = null;
        Status before = status;
        Effect effect = fact.kind().isPicture() ? applyPicture(placed) : applyEvent(fact);
        if (status != before && status != null) {
            had.add(status);
            picture.stamp(status, fact);
        }
        Step step = new Step(
                fact,
                placed.happened(),
                placed.repeatsStep(),
                effect,
                before,
                status,
                Set.copyOf(changes),
                details,
                note);
        steps.put(fact, step);
        return step;
    }

    // ---- events

    private Effect applyEvent(Fact fact) {
        return switch (fact.kind()) {
            case ACCEPTED -> accepted(fact);
            case MOVED -> moved(fact);
            case PAPERS_ASKED -> {
                Effect effect = say(Status.PAPERS_ASKED, fact);
                if (counts(effect)) {
                    supplement(fact.body().path("supplement"), fact);
                    due(fact);
                }
                yield effect;
            }
            case PAPERS_GIVEN -> papersGiven(fact);
            case PAPERS_RECEIVED -> {
                due(fact);
                boolean moves = status == Status.PAPERS_ASKED
                        || (status == Status.ACCEPTED
                                && parties.maySay(Status.PROCESSING, fact.source(), born, procedure()));
                yield moves ? go(Status.PROCESSING, fact) : quiet(Effect.ECHO);
            }
            case FEE_ASKED -> {
                if (picture.arePaid(fact.body().path("fees"))) {
                    yield Effect.HISTORY; // heard of after its payment: it asks for nothing any more
                }
                Effect effect = say(Status.FEE_ASKED, fact);
                if (counts(effect) && picture.addFees(fact.body().path("fees"), details)) {
                    changes.add(Change.FEES);
                }
                yield effect;
            }
            case FEE_PAID -> feePaid(fact);
            case ENDED -> {
                Effect effect = say(java.util.Objects.requireNonNull(fact.status()), fact);
                if (counts(effect)) {
                    results(fact.body().path("results"));
                }
                yield effect;
            }
            case WITHDRAWN -> say(Status.WITHDRAWN, fact);
            case HANDED_OVER -> say(Status.HANDED_OVER, fact);
            case STATUS -> {
                Effect effect = say(java.util.Objects.requireNonNull(fact.status()), fact);
                if (counts(effect)) {
                    due(fact);
                }
                yield effect;
            }
            case NOTED -> status != null && status.isOpenAfterAcceptance() ? Effect.STEP : Effect.HISTORY;
            case AFTERMATH -> Effect.HISTORY;
            case IMAGE, FILED -> throw new IllegalStateException("pictures are applied apart");
        };
    }

    private static boolean counts(Effect effect) {
        return effect == Effect.BIRTH || effect == Effect.STATUS || effect == Effect.STEP;
    }

    private void supplement(JsonNode asked, Fact fact) {
        if (asked.isObject() && picture.addSupplement(asked, fact, details)) {
            changes.add(Change.SUPPLEMENT);
        }
    }

    private Effect accepted(Fact fact) {
        if (status == null
                || (status == Status.FILED && parties.maySay(Status.ACCEPTED, fact.source(), born, procedure()))) {
            if (!parties.maySay(Status.ACCEPTED, fact.source(), born, procedure())) {
                return Effect.HISTORY;
            }
            return say(Status.ACCEPTED, fact);
        }
        due(fact);
        return quiet(Effect.ECHO);
    }

    private Effect moved(Fact fact) {
        boolean own = fact.source().equals(born);
        if (status == Status.ACCEPTED || (status == null && own)) {
            Effect effect = say(Status.PROCESSING, fact);
            due(fact);
            return effect;
        }
        if (status == Status.PROCESSING || status == Status.PAPERS_ASKED || status == Status.FEE_ASKED) {
            due(fact);
            return Effect.STEP;
        }
        return Effect.HISTORY;
    }

    private Effect papersGiven(Fact fact) {
        if (status != null && status.isToldOnce()) {
            return conflict("HUB-EXC-002", "papers came after " + status.number());
        }
        JsonNode papers = fact.body().path("papers");
        boolean fresh = picture.addPapers(papers, details);
        if (status == Status.PAPERS_ASKED) {
            // An answer to the request, also when it brings the same file once more.
            details.set("papers", papers);
            changes.add(Change.PAPERS);
            return go(Status.PROCESSING, fact);
        }
        if (!fresh) {
            return Effect.HISTORY;
        }
        changes.add(Change.PAPERS);
        return Effect.DATA;
    }

    private Effect feePaid(Fact fact) {
        JsonNode payment = fact.body().path("payment");
        switch (picture.pay(payment, details)) {
            case UNKNOWN_FEE -> {
                return conflict("HUB-EXC-005", "payment for a fee that nobody asked");
            }
            case OTHER_AMOUNT -> {
                return conflict("HUB-EXC-006", "amount paid differs from the amount asked");
            }
            case PAID_BEFORE -> {
                return Effect.HISTORY;
            }
            case PAID -> changes.add(Change.PAYMENT);
        }
        if (payment.path("receipt").asText("").isBlank()) {
            note = "HUB-EXC-004 paid, no receipt";
        }
        return status == Status.FEE_ASKED && !picture.hasUnpaidFee() ? go(Status.PROCESSING, fact) : Effect.DATA;
    }

    private void results(JsonNode results) {
        if (picture.addResults(results, details)) {
            changes.add(Change.RESULTS);
        }
    }

    private void due(Fact fact) {
        if (fact.body().hasNonNull("dueAt")
                && isOpen()
                && picture.moveDue(fact.body().get("dueAt"), details)) {
            changes.add(Change.DUE);
        }
    }

    // ---- pictures

    private Effect applyPicture(Placed placed) {
        Fact fact = placed.fact();
        JsonNode now = fact.picture().orElseThrow();
        JsonNode base = lastPictures.put(fact.source(), now);
        boolean first = had.isEmpty() && status == null;
        @Nullable Status saidBefore = fact.status() == null ? null : lastSaid.put(fact.source(), fact.status());
        boolean keeper = fact.source().equals(born) || isFront(fact.source());

        boolean papersCame = false;
        if (!first) {
            if (keeper) {
                if (picture.correct(now, base, fact.source().equals(born))) {
                    changes.add(Change.DATA);
                }
                papersCame = picture.addPapers(added(now, base, "papers"), details);
                if (papersCame) {
                    changes.add(Change.PAPERS);
                }
                Picture.FeeNews fees = picture.mergeFees(now.path("fees"), base, details);
                if (fees.asked()) {
                    changes.add(Change.FEES);
                }
                if (fees.paid()) {
                    changes.add(Change.PAYMENT);
                }
                if (fees.withoutReceipt()) {
                    note = "HUB-EXC-004 paid, no receipt";
                }
            }
            if (isOpen() && picture.moveDueOfPicture(now.path("dueAt"), base, isFront(fact.source()), details)) {
                changes.add(Change.DUE);
            }
        }
        Effect effect = statusOfPicture(placed, base, first);
        if (!first && keeper && effect != Effect.CONFLICT) {
            results(added(now, base, "results"));
        }
        if (first && status == Status.FEE_ASKED && picture.isPaidUp()) {
            status = Status.PROCESSING;
        }
        if (!first && keeper && effect != Effect.CONFLICT && status == Status.PAPERS_ASKED) {
            supplement(now.path("supplement"), fact);
        }
        boolean stillAsks = fact.status() == Status.PAPERS_ASKED;
        boolean answers =
                !stillAsks || (saidBefore == Status.PAPERS_ASKED && (placed.repeatsStep() || !placed.isEcho()));
        if (papersCame && status == Status.PAPERS_ASKED && answers) {
            return go(Status.PROCESSING, fact);
        }
        if (changes.contains(Change.PAYMENT) && status == Status.FEE_ASKED && !picture.hasUnpaidFee()) {
            return go(Status.PROCESSING, fact);
        }
        return switch (effect) {
            case ECHO, HISTORY -> changes.isEmpty() ? effect : Effect.DATA;
            default -> effect;
        };
    }

    /** What this version has and the version before it had not. */
    private static JsonNode added(JsonNode now, @Nullable JsonNode base, String list) {
        if (base == null) {
            return now.path(list);
        }
        var fresh = JsonNodeFactory.instance.arrayNode();
        Set<JsonNode> old = new java.util.HashSet<>();
        base.path(list).forEach(old::add);
        now.path(list).forEach(item -> {
            if (!old.contains(item)) {
                fresh.add(item);
            }
        });
        return fresh;
    }

    private Effect statusOfPicture(Placed placed, @Nullable JsonNode base, boolean first) {
        Fact fact = placed.fact();
        Status said = fact.status();
        if (said == null || placed.repeatsStep()) {
            return Effect.HISTORY;
        }
        if (first) {
            return say(said, fact);
        }
        if (placed.isEcho() && !saysItself(placed, said)) {
            return Effect.ECHO;
        }
        if (fact.kind() == FactKind.FILED) {
            return Effect.HISTORY; // filed once more: the same dossier
        }
        // The first version at a system where the hub registered the dossier says what the hub wrote there.
        if (base == null && !fact.source().equals(born) && (said == Status.FILED || had.contains(said))) {
            return Effect.ECHO;
        }
        // Papers or the last fee in this very version take 5 or 6 back to 4: the status that it shows is that one.
        if (said == Status.PROCESSING && said != status && impliedByLists()) {
            return Effect.HISTORY;
        }
        return say(said, fact);
    }

    /** What others said in that second did not make the dossier this: refused, or about something else. */
    private boolean saysItself(Placed version, Status said) {
        return version.echo() == Echo.OF_WHAT_COUNTS
                && status != null
                && status.mayMoveTo(said)
                && parties.maySay(said, version.fact().source(), born, procedure())
                && version.originals().stream()
                        .map(steps::get)
                        .noneMatch(step -> step != null && step.isNews() && step.after() == said);
    }

    private boolean impliedByLists() {
        return (status == Status.PAPERS_ASKED && changes.contains(Change.PAPERS))
                || (status == Status.FEE_ASKED && changes.contains(Change.PAYMENT) && !picture.hasUnpaidFee());
    }

    // ---- status

    private Effect say(Status said, Fact fact) {
        if (status == null) {
            status = said;
            return Effect.BIRTH;
        }
        if (said == status) {
            return said.isToldOnce() ? Effect.HISTORY : said == Status.FILED ? Effect.ECHO : Effect.STEP;
        }
        if (!parties.maySay(said, fact.source(), born, procedure())) {
            return conflict("HUB-EXC-001", fact.source() + " has no authority to say " + said.number());
        }
        return go(said, fact);
    }

    private Effect go(Status next, Fact fact) {
        if (status != null && !status.mayMoveTo(next)) {
            return conflict("HUB-EXC-002", status.number() + " does not go to " + next.number());
        }
        status = next;
        return Effect.STATUS;
    }

    private Effect quiet(Effect effect) {
        return changes.isEmpty() ? effect : Effect.DATA;
    }

    private Effect conflict(String code, String words) {
        note = code + " " + words;
        return Effect.CONFLICT;
    }

    private boolean isFront(SystemId source) {
        return parties.front().filter(source::equals).isPresent();
    }

    private boolean isOpen() {
        return status == null || !status.isEnd();
    }

    private @Nullable String procedure() {
        return picture.procedure();
    }
}
