package vn.lienthong.hub.exchange;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.Procedures;
import vn.lienthong.hub.mapping.Procedures.Procedure;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemSettings.Role;

/** Which system plays which part in a dossier, and so may say which status. */
@Component
public class Parties {
    private final FarSystems systems;
    private final Procedures procedures;

    public Parties(FarSystems systems, Procedures procedures) {
        this.systems = systems;
        this.procedures = procedures;
    }

    Optional<SystemSettings> settings(SystemId id) {
        return systems.find(id);
    }

    @Nullable
    Role role(SystemId id) {
        return systems.find(id).map(SystemSettings::role).orElse(null);
    }

    Optional<SystemId> front() {
        return systems.ofRole(Role.FRONT).map(SystemSettings::id);
    }

    Optional<SystemSettings> portal() {
        return systems.ofRole(Role.PORTAL);
    }

    Optional<Procedure> procedure(@Nullable String national) {
        return national == null ? Optional.empty() : procedures.byNational(national);
    }

    /** The specialised system that decides a procedure; empty if there is none or it takes no part in this hub. */
    public Optional<SystemId> specialised(@Nullable String national) {
        return procedure(national)
                .flatMap(procedure -> Optional.ofNullable(procedure.system()))
                .filter(id -> systems.find(id).filter(s -> s.mode() != Mode.OFF).isPresent());
    }

    /** Whether nobody is told of what this system says. */
    boolean isSilent(SystemId source) {
        return systems.find(source).filter(s -> s.mode() == Mode.ON).isEmpty();
    }

    /** Systems that are told things now, in the order of the settings. */
    Iterable<SystemSettings> told() {
        return systems.all().stream()
                .filter(s -> s.mode() == Mode.ON && !s.told().isEmpty())
                .toList();
    }

    /** Authority per stage: who may say a status of this dossier. */
    boolean maySay(Status status, SystemId source, @Nullable SystemId born, @Nullable String procedure) {
        Role role = role(source);
        Optional<SystemId> specialised = specialised(procedure);
        return switch (status) {
            case FILED -> born == null || source.equals(born);
            case ACCEPTED, REFUSED -> role == Role.FRONT || (role == Role.SPECIALISED && source.equals(born));
            case PROCESSING, PAPERS_ASKED, FEE_ASKED, STOPPED, FINISHED ->
                specialised.isPresent() ? specialised.get().equals(source) : role == Role.FRONT;
            case WITHDRAWN ->
                role == Role.PORTAL
                        || role == Role.FRONT
                        || specialised.filter(source::equals).isPresent();
            case HANDED_OVER -> role == Role.FRONT || (role == Role.SPECIALISED && handsOver(source, specialised));
        };
    }

    /** Land hands nothing over: it is told of the hand-over. A specialised system without that call, or born to it, says 10 itself. */
    private boolean handsOver(SystemId source, Optional<SystemId> specialised) {
        return specialised.filter(source::equals).isPresent()
                && systems.find(source)
                        .filter(s -> Boolean.parseBoolean(s.settings().getOrDefault("hands-over", "false")))
                        .isPresent();
    }
}
