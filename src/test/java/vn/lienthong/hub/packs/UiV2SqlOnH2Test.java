package vn.lienthong.hub.packs;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class UiV2SqlOnH2Test extends UiV2SqlContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    DataSource empty() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:ui-v2-" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        return database;
    }
}
