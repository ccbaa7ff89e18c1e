package vn.lienthong.hub.camel.sql;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.camel.Trees;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings.Auth;

public class SqlFarSideTest {
    private static final String URL = "jdbc:h2:mem:far-side";

    @TempDir
    private Path pack;

    private Connection database;
    private SqlFarSide side;

    @BeforeEach
    void start() throws IOException, SQLException {
        database = DriverManager.getConnection(URL, "sa", "s");
        database.createStatement()
                .execute(
                        "create table T (ID bigint primary key, TEN varchar(5), LUC timestamp, NGAY date, TIEN decimal(14,2),"
                                + " CO boolean, M timestamp with time zone)");
        write("all", "-- the rows\nselect * from T where ID > cast(:after as bigint) order by ID");
        write("post", "insert into T (ID, TEN, LUC) values (cast(:ID as bigint), :TEN, cast(:LUC as timestamp))");
        write("break", "select BREAK() as X");
        side = open(URL, "s");
    }

    @AfterEach
    void stop() throws SQLException {
        side.close();
        database.createStatement().execute("drop all objects");
        database.close();
    }

    @Test
    void rowsBecomeTreesWithLocalTimesWhateverTheZoneOfThisProcess() throws SQLException {
        database.createStatement()
                .execute(
                        "insert into T values (1, 'Ấp', timestamp '2023-08-10 01:15:00', date '1980-05-01', 1250000.50, true, null),"
                                + " (2, null, timestamp '2023-03-26 02:30:00.5', null, null, null, null)");
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));

            assertThat(side.call(Trees.of("{'statement':'all','parameters':{'after':'0'}}"))
                            .toString())
                    .isEqualTo(("{'rows':[{'ID':1,'TEN':'Ấp','LUC':'2023-08-10T01:15:00',"
                                    + "'NGAY':'1980-05-01','TIEN':1250000.50,'CO':true},"
                                    + "{'ID':2,'LUC':'2023-03-26T02:30:00.5'}],'status':200}")
                            .replace('\'', '"'));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void aDuplicateKeyIs409AndARefusedValue422WithoutItsText() {
        String call = "{'statement':'post','parameters':{'ID':'7','TEN':'a','LUC':null}}";

        assertThatJson(side.call(Trees.of(call)).toString()).isEqualTo("{\"status\":200,\"updated\":1}");
        assertThatJson(side.call(Trees.of(call)).toString()).isEqualTo("{\"status\":409}");
        assertThatJson(side.call(Trees.of("{'statement':'post','parameters':{'ID':8,'TEN':'Nguyễn Văn','LUC':null}}"))
                        .toString())
                .isEqualTo("{\"status\":422,\"message\":\"SQLState 22001\"}");
    }

    @Test
    void aDatabaseThatIsNotThereIsAwayAndAWrongPasswordLocksOut() {
        try (SqlFarSide away = open("jdbc:h2:tcp://localhost:1/x", "s");
                SqlFarSide locked = open(URL, "wrong")) {
            assertThat(kind(away)).isEqualTo(Kind.AWAY);
            assertThat(kind(locked)).isEqualTo(Kind.LOCKED_OUT);
        }
    }

    /** The connection of an earlier try was cut, its transaction still stands there. */
    @Test
    void aKeyThatAnUnfinishedTransactionHoldsIsNoRefusal() throws SQLException {
        try (Connection before = DriverManager.getConnection(URL, "sa", "s")) {
            before.setAutoCommit(false);
            before.createStatement().execute("insert into T (ID, TEN) values (9, 'a')");

            assertThat(catchThrowableOfType(
                                    FarSideFault.class,
                                    () -> side.call(Trees.of(
                                            "{'statement':'post','parameters':{'ID':'9','TEN':'a','LUC':null}}")))
                            .kind())
                    .isEqualTo(Kind.AWAY);
            before.rollback();
        }
        assertThat(side.call(Trees.of("{'statement':'post','parameters':{'ID':'9','TEN':'a','LUC':null}}"))
                        .path("status")
                        .asInt())
                .isEqualTo(200);
    }

    /** Refused means parked until a person comes: only what the database says of the value or the statement is that. */
    @Test
    void aFailureOfWhichNobodyKnowsTheCauseIsNoRefusal() throws SQLException, IOException {
        database.createStatement()
                .execute("create alias BREAK for 'vn.lienthong.hub.camel.sql.SqlFarSideTest.breakOff'");

        assertThatJson(side.call(Trees.of("{'statement':'break','parameters':{}}"))
                        .toString())
                .isEqualTo("{\"status\":500,\"message\":\"SQLState 90105\"}");
    }

    /** Called by the database. */
    public static int breakOff() {
        throw new IllegalStateException("out of order");
    }

    @Test
    void aStatementWithoutAFileIsNamed() {
        assertThatThrownBy(() -> side.call(Trees.of("{'statement':'../secret'}")))
                .hasMessageContaining("HUB-SQL-001");
    }

    private static Kind kind(SqlFarSide side) {
        return catchThrowableOfType(
                        FarSideFault.class, () -> side.call(Trees.of("{'statement':'all','parameters':{'after':'0'}}")))
                .kind();
    }

    private SqlFarSide open(String url, String password) {
        return new SqlFarSide(
                Settings.of("x").url(url).auth(Auth.Kind.BASIC, "sa", password).build(), pack);
    }

    private void write(String name, String sql) throws IOException {
        Files.createDirectories(pack.resolve("sql"));
        Files.writeString(pack.resolve("sql").resolve(name + ".sql"), sql);
    }
}
