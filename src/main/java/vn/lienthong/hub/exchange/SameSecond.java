package vn.lienthong.hub.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.FactKind;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.FactOrder.Placed;

/**
 * Facts that bear the same second, of several systems whose clocks say no more. Each system's own order stands; among
 * their next facts that one comes first which fits the dossier as it stands and lies earliest in a dossier's life: a
 * request before its answer, a decision before its hand-over. What fits nowhere keeps the order in which it came here.
 */
final class SameSecond {
    private final List<Placed> all;
    private final List<Placed> left;

    SameSecond(List<Placed> ofOneSecond) {
        this.all = ofOneSecond;
        this.left = new ArrayList<>(ofOneSecond);
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    Placed next(DossierInWork dossier) {
        Placed chosen = left.get(0);
        int stage = Integer.MAX_VALUE;
        Set<SystemId> asked = new HashSet<>();
        for (Placed placed : left) {
            boolean behindItsOwn =
                    !asked.add(placed.fact().source()) && placed.fact().number() != null;
            boolean says = !placed.repeatsStep();
            if (behindItsOwn
                    || left.stream().anyMatch(other -> dossier.answers(placed.fact(), other.fact()))
                    || (says && placed.isEcho() ? waitsForOriginal(placed) : says && !dossier.fits(placed.fact()))) {
                continue;
            }
            int its = placed.isEcho() || !says ? -1 : stage(placed.fact(), dossier.status());
            if (its < stage) {
                chosen = placed;
                stage = its;
            }
        }
        left.remove(chosen);
        return chosen;
    }

    private boolean waitsForOriginal(Placed echo) {
        boolean named = all.stream().anyMatch(other -> isOriginal(other, echo));
        return left.stream().anyMatch(other -> named ? isOriginal(other, echo) : mayStandBehind(other, echo));
    }

    /** By identity: comparing facts would walk through their trees. */
    private static boolean isOriginal(Placed other, Placed echo) {
        return echo.originals().stream().anyMatch(original -> original == other.fact());
    }

    /** What was written too late bears a later status than its original. */
    private static boolean mayStandBehind(Placed other, Placed echo) {
        return !other.isEcho() && !other.fact().source().equals(echo.fact().source());
    }

    /** Where in a dossier's life a fact lies. */
    private static int stage(Fact fact, @Nullable Status now) {
        Status status = fact.status();
        return switch (fact.kind()) {
            case MOVED -> 40;
            case PAPERS_GIVEN, PAPERS_RECEIVED -> now == Status.PAPERS_ASKED ? 55 : 66;
            case FEE_PAID -> 65;
            case NOTED, AFTERMATH -> 110;
            case IMAGE, FILED, STATUS, ACCEPTED, PAPERS_ASKED, FEE_ASKED, WITHDRAWN, ENDED, HANDED_OVER ->
                status == null ? 0 : 10 * status.number();
        };
    }

    /** Whether a fact finds the dossier as it expects it. */
    static boolean fits(Fact fact, @Nullable Status now, boolean hasUnpaidFee) {
        if (fact.kind() == FactKind.PAPERS_GIVEN || fact.kind() == FactKind.PAPERS_RECEIVED) {
            return now != null && !now.isToldOnce();
        }
        if (fact.kind() == FactKind.FEE_PAID) {
            return hasUnpaidFee;
        }
        if (fact.kind() == FactKind.MOVED) {
            return now != null && now.isOpenAfterAcceptance();
        }
        Status said = fact.status();
        return said == null || now == null || Objects.equals(said, now) || now.mayMoveTo(said);
    }
}
