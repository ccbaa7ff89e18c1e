package vn.lienthong.hub.delivery;

import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.exchange.Register;
import vn.lienthong.hub.ledger.DossierFile;
import vn.lienthong.hub.ledger.DossierFiles;

/**
 * Before what was refused is sent again: what came meanwhile counts. A step that did not hold is not told, and what it is
 * told with is what stands now. In the caller's transaction, which has locked the dossiers.
 */
@Component
class PlanAnew {
    private final DossierFiles files;
    private final Register register;

    PlanAnew(DossierFiles files, Register register) {
        this.files = files;
        this.register = register;
    }

    void of(Collection<Long> dossiers) {
        List<DossierFile> locked = List.copyOf(files.lock(dossiers).values());
        locked.forEach(file -> register.bringUpToDate(file, false));
        files.save(locked);
    }
}
