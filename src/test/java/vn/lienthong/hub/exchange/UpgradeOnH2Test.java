package vn.lienthong.hub.exchange;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class UpgradeOnH2Test extends UpgradeContract {
    @Override
    DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:upgrade;DB_CLOSE_DELAY=-1");
        return database;
    }

    @Override
    String vendor() {
        return "h2";
    }
}
