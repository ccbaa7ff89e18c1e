package vn.lienthong.hub.dossier;

import java.util.Locale;

/** What a source record says about a dossier (docs/architecture.md, canonical record). */
public enum FactKind {
    IMAGE,
    FILED,
    STATUS,
    ACCEPTED,
    MOVED,
    PAPERS_ASKED,
    PAPERS_GIVEN,
    PAPERS_RECEIVED,
    FEE_ASKED,
    FEE_PAID,
    WITHDRAWN,
    ENDED,
    HANDED_OVER,
    /** What happened beside the status: a step while the dossier is open and accepted, else history. */
    NOTED,
    AFTERMATH;

    /** The word in canonical records, {@code papers-asked}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for another word; the canonical schema lets none through */
    public static FactKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** A full picture of the dossier. */
    public boolean isPicture() {
        return this == IMAGE || this == FILED;
    }

    /** Makes a status that the record does not name itself (back to 4 when all is answered, a step inside 4). */
    public boolean statusIsImplied() {
        return switch (this) {
            case MOVED, PAPERS_GIVEN, PAPERS_RECEIVED, FEE_PAID -> true;
            default -> false;
        };
    }
}
