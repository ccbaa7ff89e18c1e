package vn.lienthong.hub.api;

import java.util.List;
import java.util.Map;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerQuestions.Slice;
import vn.lienthong.hub.ledger.LedgerQuestions.Window;
import vn.lienthong.hub.watch.Contracts;

/** Land lost a field. */
final class OneFinding implements Contracts {
    private static final Finding FINDING = new Finding(
            5,
            ApiUnderTest.LAND,
            "log",
            "vanished",
            "/GhiChu",
            "",
            "open",
            61,
            800,
            ApiUnderTest.NOW,
            ApiUnderTest.NOW,
            null,
            null,
            null);

    @Override
    public List<StreamShape> shapes(SystemId system) {
        return List.of(new StreamShape(
                "log",
                861,
                false,
                ApiUnderTest.NOW,
                ApiUnderTest.NOW,
                List.of(new FieldShape(
                        "/GhiChu", 800, 0.929, 61, ApiUnderTest.NOW, Map.of("text", 800L), null, Map.of()))));
    }

    @Override
    public Slice<Finding> findings(SystemId system, String state, Window window) {
        return new Slice<>(List.of(FINDING), null);
    }

    @Override
    public Map<SystemId, List<Finding>> open() {
        return Map.of(ApiUnderTest.LAND, List.of(FINDING));
    }

    @Override
    public Done acknowledge(long finding, String actor, String reason) {
        return finding == 5 ? Done.DONE : finding == 6 ? Done.NOT_NOW : Done.UNKNOWN;
    }
}
