package vn.lienthong.hub.intake;

import java.util.Optional;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSideFault;

/**
 * Questions about a dossier code that a specialised system reported and the ledger does not know: first the one-stop is
 * asked (it may be on its way), then the reporter itself (it was typed there).
 */
public interface Lookups {
    /** The next due question for a system, leased to the caller for a minute. */
    Optional<Lookup> next(SystemId asked);

    /** The system knows the code: its record is taken in, waiting facts follow. */
    void found(Lookup lookup, String stream, SourceRecord record);

    /** The system does not know the code (404). */
    void absent(Lookup lookup);

    /** No answer: asked again with back-off. */
    void failed(Lookup lookup, FarSideFault fault);

    /** One question. {@code attempts} counts the failures so far. */
    record Lookup(String code, SystemId reporter, SystemId asked, int attempts) {}
}
