package vn.lienthong.hub.ledger;

class LedgerQuestionsOnH2Test extends LedgerQuestionsContract {
    @Override
    EmptyLedger empty() {
        return EmptyLedger.H2;
    }
}
