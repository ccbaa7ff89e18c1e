package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.FactKind;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Facts whose step the hub may have written at another system: that system's version of it is their echo. Whether they made
 * the step at all, the fold tells.
 */
final class Originals {
    private final List<Fact> facts;
    private final @Nullable SystemId born;

    Originals(List<Fact> facts, @Nullable SystemId born) {
        this.facts = facts;
        this.born = born;
    }

    /**
     * Facts of other systems of the version's second that may have made the step that it shows.
     *
     * @param before the status that the version's system had said before; null = this is its first version
     */
    List<Fact> of(Fact version, @Nullable Status before) {
        // A birth is nobody's echo, also when the one-stop's registration bears the same second and status.
        boolean birth = version.kind() == FactKind.FILED
                || (before == null && version.source().equals(born));
        return birth
                ? List.of()
                : facts.stream()
                        .filter(other -> !other.source().equals(version.source())
                                && other.second().equals(version.second())
                                && mayBeOriginal(other, version, before))
                        .toList();
    }

    private boolean mayBeOriginal(Fact other, Fact version, @Nullable Status before) {
        Status shown = version.status();
        if (other.kind() == FactKind.ACCEPTED && !other.source().equals(born)) {
            return false; // an office's receipt of what the one-stop accepted
        }
        if (other.kind() == FactKind.NOTED) {
            return shown != null && shown.isOpenAfterAcceptance() && (shown == before || isNoteOf(other, version));
        }
        if (other.kind().statusIsImplied()) {
            return shown == Status.PROCESSING
                    || ((shown == Status.PAPERS_ASKED || shown == Status.FEE_ASKED)
                            && (shown == before || !answers(other.kind(), shown)));
        }
        if (other.kind() == FactKind.IMAGE && other.status() == null) {
            return shown != null && !shown.isEnd() && showsDueDateOf(other, version);
        }
        return other.status() == shown;
    }

    /**
     * The version says what the note says. A note has no status of its own: written under the one that the dossier had when
     * it was sent, it may arrive where the dossier has gone on meanwhile.
     */
    static boolean isNoteOf(Fact note, Fact version) {
        String words = words(note);
        return note.kind() == FactKind.NOTED && !words.isBlank() && words.equals(words(version));
    }

    private static String words(Fact fact) {
        return fact.body().path("step").path("text").asText("");
    }

    /** A request is no echo of its answer. */
    private static boolean answers(FactKind kind, Status request) {
        return switch (kind) {
            case PAPERS_GIVEN, PAPERS_RECEIVED -> request == Status.PAPERS_ASKED;
            case FEE_PAID -> request == Status.FEE_ASKED;
            default -> false;
        };
    }

    /** A moved due date is written at the one-stop under the status that it has there. */
    private static boolean showsDueDateOf(Fact other, Fact version) {
        JsonNode moved = other.body().path("dossier").path("dueAt");
        return moved.isTextual() && moved.equals(version.body().path("dossier").path("dueAt"));
    }
}
