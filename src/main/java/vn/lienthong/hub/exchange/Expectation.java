package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.StoredDelivery;
import vn.lienthong.hub.ledger.StoredDelivery.State;
import vn.lienthong.hub.ledger.StoredFact;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** What a far system must hold of a dossier: what it was told and acknowledged, and what it said itself. */
@Component
public class Expectation {
    private final Parties parties;
    private final Fold fold;
    private final Telling telling;

    public Expectation(Parties parties, Fold fold, Telling telling) {
        this.parties = parties;
        this.fold = fold;
        this.telling = telling;
    }

    /**
     * @param holds whether the system has the dossier at all, by what the ledger knows
     * @param underWay something is still to be told there, or lies parked: what it holds says nothing yet
     * @param bornThere the dossier was born there; what is lost there cannot be given back
     * @param ended whether the dossier is at its end
     * @param status that it must show by what it was told; absent where it decides itself
     * @param heard the status that it said last itself
     * @param image the dossier as the system was told it last; where nothing was told, as the ledger has it
     * @param obeys it shows what the hub tells it: what differs there is mended by telling it again
     */
    public record Expected(
            boolean holds,
            boolean underWay,
            boolean bornThere,
            boolean ended,
            @Nullable Status status,
            @Nullable Status heard,
            ObjectNode image,
            boolean obeys) {}

    public Expected of(DossierFile file, SystemId system) {
        Role role = parties.settings(system).map(SystemSettings::role).orElseThrow();
        History history = fold.of(file.facts());
        List<StoredDelivery> its = file.deliveries().stream()
                .filter(d -> d.system().equals(system))
                .toList();
        boolean told = its.stream().anyMatch(d -> d.state() == State.DONE);
        boolean said = file.facts().stream().anyMatch(f -> f.source().equals(system));
        boolean named = file.references().containsKey(system);
        Optional<StoredDelivery> last = new Told(file, system, history).last();
        ObjectNode image =
                last.map(d -> (ObjectNode) telling.of(file, d).path("dossier")).orElseGet(history::dossier);
        Status status = history.status();
        return new Expected(
                told || said || (named && role != Role.PORTAL),
                its.stream().anyMatch(d -> d.state() != State.DONE),
                system.equals(history.born()),
                status != null && status.isEnd(),
                expected(role, status, last.isPresent() ? image : null),
                heard(file, system),
                image,
                role == Role.PORTAL);
    }

    /** The portal shows what it was told; the one-stop follows every status; the others decide themselves. */
    private static @Nullable Status expected(Role role, @Nullable Status now, @Nullable ObjectNode told) {
        return switch (role) {
            case PORTAL ->
                told == null ? now : Status.of(told.path("status").asInt()).orElse(now);
            case FRONT -> now;
            case SPECIALISED, CARRIER, ARCHIVE -> null;
        };
    }

    /** Of two versions of one number the one that came later. */
    private static @Nullable Status heard(DossierFile file, SystemId system) {
        return file.stored().stream()
                .filter(f -> f.fact().source().equals(system) && f.fact().status() != null)
                .max(Comparator.comparing((StoredFact f) -> f.fact().number() == null
                                ? Long.MIN_VALUE
                                : f.fact().number())
                        .thenComparing(f -> f.fact().recordedAt())
                        .thenComparing(StoredFact::id))
                .map(f -> f.fact().status())
                .orElse(null);
    }
}
