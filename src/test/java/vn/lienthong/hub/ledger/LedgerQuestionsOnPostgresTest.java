package vn.lienthong.hub.ledger;

class LedgerQuestionsOnPostgresTest extends LedgerQuestionsContract {
    @Override
    EmptyLedger empty() {
        return EmptyLedger.POSTGRESQL;
    }
}
