package vn.lienthong.hub.watch;

import vn.lienthong.hub.ledger.EmptyLedger;

class ContractsOnH2Test extends ContractsContract {
    @Override
    EmptyLedger empty() {
        return EmptyLedger.H2;
    }
}
