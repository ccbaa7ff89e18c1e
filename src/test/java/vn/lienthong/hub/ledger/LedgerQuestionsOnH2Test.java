package vn.lienthong.hub.ledger;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class LedgerQuestionsOnH2Test extends LedgerQuestionsContract {
    @Override
    DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:ledger-questions;DB_CLOSE_DELAY=-1");
        return database;
    }

    @Override
    String vendor() {
        return "h2";
    }
}
