package vn.lienthong.hub.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.Questions.DossierQuestion;
import vn.lienthong.hub.camel.Questions.ListQuestion;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.mapping.Mappings.Holding;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/** Asks one far system what it holds, no faster than it may be asked. */
class AskSystem {
    private static final Duration ALL_STARTED = Duration.ofSeconds(2);

    private final Desk desk;
    private final SystemSettings system;
    private final Pace pace;
    private int questions;
    private Instant questionsSince = Instant.MIN;

    AskSystem(Desk desk, SystemSettings system) {
        this.desk = desk;
        this.system = system;
        this.pace = new Pace(system.reconcile().mostPerSecond());
    }

    List<ListQuestion> lists() {
        return desk.questions().lists(system.id());
    }

    Optional<DossierQuestion> single() {
        return desk.questions().single(system.id());
    }

    /** After a start the routes of a system come one after the other: a run goes on when no more have come for a while. */
    boolean mayBeAsked() {
        int count = lists().size() + (single().isPresent() ? 1 : 0);
        Instant now = desk.clock().instant();
        if (count != questions) {
            questions = count;
            questionsSince = now;
        }
        return count > 0 && !now.isBefore(questionsSince.plus(ALL_STARTED));
    }

    /** How long to wait before the next call of a run; zero = it may go. */
    Duration left(Run run) {
        Run.Filled filled = run.filled();
        Instant now = desk.clock().instant();
        return filled == null ? pace.left(now) : pace.left(now, filled.mostPerSecond());
    }

    /** By what name a dossier is asked for; null = it has none there. */
    @Nullable
    String name(DossierFile file, DossierQuestion question) {
        return question.isByReference() ? file.references().get(system.id()) : file.code();
    }

    /** What it holds under this name; null = nothing. */
    @Nullable
    Holding dossier(DossierQuestion question, String name) {
        List<Holding> holdings = called(() -> question.dossier(name)).holdings();
        return holdings.isEmpty() ? null : holdings.get(0);
    }

    /** @throws FarSideFault also when it asks to come later */
    Holdings called(Supplier<Holdings> call) {
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
}
