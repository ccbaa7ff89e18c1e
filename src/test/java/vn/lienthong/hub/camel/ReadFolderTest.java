package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.camel.ReadFolder.Names;
import vn.lienthong.hub.camel.files.CsvFile;
import vn.lienthong.hub.camel.files.FarFolder;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;

class ReadFolderTest {
    private static final String HEADER = "SoHS;HoTen;NgayNop;TrangThai\r\n";

    @TempDir
    private Path folder;

    private Doubles doubles;
    private ReadFolder work;
    private RouteCall route;

    @BeforeEach
    void start() {
        SystemSettings system =
                Settings.of("ui-v1").directory(folder.toString()).pageSize(2).build();
        doubles = new Doubles(system);
        work = new ReadFolder(
                doubles.parts(),
                system,
                new FarFolder(system),
                new Names("TCTN_*.csv", ".ok", Duration.ofSeconds(10), "da-doc", "loi"));
        TakeFile step = new TakeFile(
                doubles.parts(),
                system,
                "claims",
                new CsvFile("TCVN3", ';', List.of("SoHS", "HoTen", "NgayNop", "TrangThai")));
        DefaultCamelContext camel = new DefaultCamelContext();
        route = (body, headers) -> {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
            step.process(exchange);
            return exchange.getMessage().getBody(JsonNode.class);
        };
    }

    @Test
    void completeFilesAreReadOldestFirstInPagesAndMovedWithTheirMarker() throws Exception {
        write("TCTN_20190416_0830", HEADER + "4;D;x;1\r\n", true);
        write("TCTN_20190415_0830", HEADER + "1;A;x;1\r\n2;B;x;1\r\n3;C;x;1\r\n", true);
        write("TCTN_20190417_0830", HEADER + "5;E;x;1\r\n", false);

        work.round(route, new Stopping());

        assertThat(doubles.said)
                .containsExactly(
                        "page [TCTN_20190415_0830.csv:2, TCTN_20190415_0830.csv:3]",
                        "page [TCTN_20190415_0830.csv:4]",
                        "page [TCTN_20190416_0830.csv:2]");
        assertThat(folder.resolve("da-doc/TCTN_20190415_0830.csv")).exists();
        assertThat(folder.resolve("da-doc/TCTN_20190415_0830.ok")).exists();
        assertThat(folder.resolve("TCTN_20190417_0830.csv")).exists();
        assertThat(folder.resolve("TCTN_20190415_0830.ok")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeReadIsPutAsideWithItsReason() throws Exception {
        write("TCTN_20190415_0830", "SoHS;HoTen\r\n1;A\r\n", true);

        work.round(route, new Stopping());

        assertThat(folder.resolve("loi/TCTN_20190415_0830.csv.txt"))
                .content()
                .contains("HUB-MAP-020", "NgayNop", "TrangThai");
        assertThat(folder.resolve("loi/TCTN_20190415_0830.csv")).exists();
        assertThat(doubles.said).isEmpty();
    }

    @Test
    void aFileOfTheSameNameDoesNotReplaceTheEarlierOne() throws Exception {
        for (int i = 0; i < 2; i++) {
            write("TCTN_20190415_0830", HEADER + "1;A;x;" + i + "\r\n", true);
            work.round(route, new Stopping());
        }

        assertThat(folder.resolve("da-doc/TCTN_20190415_0830.csv")).content().endsWith("0\r\n");
        assertThat(folder.resolve("da-doc/TCTN_20190415_0830.csv.1")).content().endsWith("1\r\n");
    }

    @Test
    void aFileWhoseRecordsWereNotStoredStays() throws IOException {
        write("TCTN_20190415_0830", HEADER + "1;A;x;1\r\n", true);
        doubles.ledgerFault = new IllegalStateException("the ledger is away");

        assertThatThrownBy(() -> work.round(route, new Stopping())).hasMessage("the ledger is away");

        assertThat(folder.resolve("TCTN_20190415_0830.csv")).exists();
        assertThat(folder.resolve("TCTN_20190415_0830.ok")).exists();
    }

    private void write(String name, String text, boolean complete) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), text, StandardCharsets.UTF_8);
        if (complete) {
            Files.createFile(folder.resolve(name + ".ok"));
        }
    }
}
