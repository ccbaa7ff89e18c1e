package vn.lienthong.hub.watch;

import vn.lienthong.hub.ledger.EmptyLedger;

class ContractsOnPostgresTest extends ContractsContract {
    @Override
    EmptyLedger empty() {
        return EmptyLedger.POSTGRESQL;
    }
}
