package vn.lienthong.hub.exchange;

import java.util.List;
import java.util.Optional;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.exchange.Course.Outcome;
import vn.lienthong.hub.ledger.DossierFile;

/** A hub that knows one dossier: it is given pages, and tells when it is asked to. */
interface HubUnderTest {
    /**
     * What a system was told, in the order in which the calls were first made.
     *
     * @param event source and key of the fact
     * @param status of the dossier, as the call said it
     * @param line with a progress line
     */
    record Said(SystemId to, String what, String event, int status, boolean line, boolean refused) {}

    void page(List<Fact> facts);

    /** @return whether there was something to tell, to take back or to replay */
    boolean tell(SystemId system, Outcome outcome);

    /** The file as the ledger holds it; empty while nobody has told how the dossier began. */
    Optional<DossierFile> file();

    List<Said> said();
}
