package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.hub.camel.ReadFolder.Names;
import vn.lienthong.hub.camel.files.CsvFile;
import vn.lienthong.hub.camel.files.FarFolder;
import vn.lienthong.hub.camel.files.FileFarSide;
import vn.lienthong.hub.camel.files.SftpServer;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Auth;

/** A folder on a real SFTP server, with what a line does. */
class FarFolderTest {
    @TempDir
    private Path folder;

    private SftpServer server;
    private Path in;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws IOException {
        server = new SftpServer(folder);
        in = Files.createDirectories(server.root().resolve("in"));
        camel = new DefaultCamelContext();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void filesAreReadAndMovedThere() throws Exception {
        Files.writeString(in.resolve("b.csv"), "So;Ten\n2;B\n");
        Files.writeString(in.resolve("a.csv"), "So;Ten\n1;A\n");
        Files.writeString(in.resolve("bad.csv"), "Ten\nA\n");
        Files.writeString(in.resolve("note.txt"), "-");
        for (String ready : List.of("a.ok", "b.ok", "bad.ok")) {
            Files.createFile(in.resolve(ready));
        }
        Doubles doubles = doubles(system("hub", "bí mật", server.fingerprint()));

        round(doubles, ".ok", Duration.ZERO);

        assertThat(doubles.said).containsExactly("page [a.csv:2]", "page [b.csv:2]");
        assertThat(list("in")).containsExactly("loi", "note.txt", "read");
        assertThat(list("in/read")).containsExactly("a.csv", "a.ok", "b.csv", "b.ok");
        assertThat(list("in/loi")).containsExactly("bad.csv", "bad.csv.txt", "bad.ok");
    }

    @Test
    void aLineThatDropsInTheMiddleOfAFileTakesNothingAndTheFileIsReadAfterwards() throws Exception {
        StringBuilder big = new StringBuilder("So;Ten\n");
        for (int i = 0; i < 40_000; i++) {
            big.append(i).append(";Nguyen Van A\n");
        }
        Files.writeString(in.resolve("a.csv"), big);
        Files.createFile(in.resolve("a.ok"));
        SystemSettings system = system("hub", "bí mật", server.fingerprint());
        Doubles doubles = doubles(system);
        ReadFolder work = work(doubles, system, ".ok", Duration.ZERO);
        server.partsUntilDrop.set(5);

        work.round(route(doubles, system), new Stopping());

        assertThat(doubles.said).isEmpty();
        assertThat(doubles.states.of(new SystemId("a")).lastFault()).contains("HUB-FILE-002");
        work.round(route(doubles, system), new Stopping());
        assertThat(doubles.said).hasSize(80);
        assertThat(list("in/read")).containsExactly("a.csv", "a.ok");
        work.ended();
    }

    @Test
    void theSameFileAgainIsTakenAgainAndKeptBesideTheFirst() throws Exception {
        SystemSettings system = system("hub", "bí mật", server.fingerprint());
        Doubles doubles = doubles(system);
        ReadFolder work = work(doubles, system, ".ok", Duration.ZERO);
        for (int i = 0; i < 2; i++) {
            Files.writeString(in.resolve("a.csv"), "So;Ten\n1;A\n");
            Files.createFile(in.resolve("a.ok"));
            work.round(route(doubles, system), new Stopping());
        }
        work.ended();

        assertThat(doubles.said).startsWith("page [a.csv:2]", "page [a.csv:2]");
        assertThat(list("in/read")).containsExactly("a.csv", "a.csv.1", "a.ok", "a.ok.1");
    }

    @Test
    void withoutMarkersAFileThatIsStillWrittenIsLeftAlone() throws Exception {
        Files.writeString(in.resolve("a.csv"), "So;Ten\n1;A\n2");
        SystemSettings system = system("hub", "bí mật", server.fingerprint());
        Doubles doubles = doubles(system);
        ReadFolder work = work(doubles, system, "", Duration.ofMillis(300));

        work.round(route(doubles, system), new Stopping());
        Files.writeString(in.resolve("a.csv"), "So;Ten\n1;A\n2;B\n");
        work.round(route(doubles, system), new Stopping());
        assertThat(doubles.said).isEmpty();
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            work.round(route(doubles, system), new Stopping());
            assertThat(doubles.said).containsExactly("page [a.csv:2, a.csv:3]");
        });
        work.ended();
    }

    @Test
    void aServerWithAnotherKeyIsToldNothingAndARefusedAccountIsSaid() throws Exception {
        assertThat(lockedOut(system("hub", "bí mật", "SHA256:another")))
                .contains("HUB-FILE-011", server.fingerprint(), "settings.host-key");
        assertThat(lockedOut(system("hub", "wrong", server.fingerprint()))).contains("HUB-FILE-012");
        int port = server.port();
        server.close();
        FarFolder away = new FarFolder(system("hub", "bí mật", "SHA256:x"));
        assertThatThrownBy(away::path).isInstanceOf(IOException.class);
        assertThat(port).isPositive();
        away.close();
    }

    private String lockedOut(SystemSettings system) {
        FarFolder folder = new FarFolder(system);
        FarSideFault fault = catchThrowableOfType(FarSideFault.class, folder::path);
        folder.close();
        assertThat(fault.kind()).isEqualTo(Kind.LOCKED_OUT);
        return fault.getMessage();
    }

    @Test
    void aFileIsWrittenWholeWithItsMarkerAndTheSameNameReplacesIt() throws Exception {
        SystemSettings system = system("hub", "bí mật", server.fingerprint());
        FileFarSide side = new FileFarSide(system, new FarFolder(system), "den", ".ok");

        assertThat(side.call(Trees.of("{'file':'k1.json','json':{'a':'Ánh'}}")).toString())
                .isEqualTo("{\"status\":200,\"file\":\"k1.json\"}");
        side.call(Trees.of("{'file':'k1.json','json':{'a':'Bình'}}"));
        side.call(Trees.of("{'file':'k2.csv','csv':{'columns':['So','Ten'],'rows':[{'So':1,'Ten':'A;B'},{'So':2}]}}"));
        side.call(Trees.of("{'file':'k3.xml','xml':{'HoSo':{'@ma':'1','Ten':'A & B'}}}"));

        assertThat(list("in/den")).containsExactly("k1.json", "k1.ok", "k2.csv", "k2.ok", "k3.ok", "k3.xml");
        assertThat(in.resolve("den/k1.json")).hasContent("{\"a\":\"Bình\"}");
        assertThat(in.resolve("den/k2.csv")).hasContent("So;Ten\r\n1;\"A;B\"\r\n2;\r\n");
        assertThat(Files.readString(in.resolve("den/k3.xml"))).endsWith("<HoSo ma=\"1\"><Ten>A &amp; B</Ten></HoSo>");
        assertThat(side.call(Trees.of("{'file':'../k','text':'x'}")).toString()).contains("422", "HUB-FILE-013");
        side.close();
    }

    @Test
    void aLineThatDropsWhileAFileIsWrittenLeavesNoHalfFileAndARepeatMendsIt() throws Exception {
        SystemSettings system = system("hub", "bí mật", server.fingerprint());
        FileFarSide side = new FileFarSide(system, new FarFolder(system), "", ".ok");
        JsonNode call = Trees.of("{'file':'k1.txt','text':'" + "x".repeat(400_000) + "'}");
        server.partsUntilDrop.set(3);

        FarSideFault fault = catchThrowableOfType(FarSideFault.class, () -> side.call(call));

        assertThat(fault.kind()).isEqualTo(Kind.AWAY);
        assertThat(list("in")).doesNotContain("k1.txt", "k1.ok");
        side.call(call);
        assertThat(list("in")).containsExactly("k1.ok", "k1.txt");
        assertThat(Files.size(in.resolve("k1.txt"))).isEqualTo(400_000);
        side.close();
    }

    @Test
    void aLetterThatTheEncodingLacksIsRefusedAndNotWritten() throws Exception {
        SystemSettings system = Settings.of("a")
                .directory(folder.resolve("local").toString())
                .charset("windows-1252")
                .build();
        FileFarSide side = new FileFarSide(system, new FarFolder(system), "", "");

        assertThat(side.call(Trees.of("{'file':'a.txt','text':'Nguyễn'}")).toString())
                .contains("422", "HUB-FILE-014");
        assertThat(side.call(Trees.of("{'file':'a.txt','text':'Anh'}"))
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        assertThat(folder.resolve("local/a.txt")).hasContent("Anh");
        assertThatThrownBy(() -> new FileFarSide(
                        Settings.of("a").directory("/x").charset("TCVN3").build(), new FarFolder(system), "", ""))
                .hasMessageContaining("HUB-FILE-014");
    }

    private void round(Doubles doubles, String done, Duration quiet) throws Exception {
        SystemSettings system = doubles.parts().systems().get(new SystemId("a"));
        ReadFolder work = work(doubles, system, done, quiet);
        work.round(route(doubles, system), new Stopping());
        work.ended();
        doubles.said.remove("release pull:a:files");
    }

    private static ReadFolder work(Doubles doubles, SystemSettings system, String done, Duration quiet) {
        return new ReadFolder(
                doubles.parts(), system, new FarFolder(system), new Names("*.csv", done, quiet, "read", "loi"));
    }

    private RouteCall route(Doubles doubles, SystemSettings system) {
        TakeFile step = new TakeFile(doubles.parts(), system, "claims", new CsvFile("UTF-8", ';', List.of("So")));
        return (body, headers) -> {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
            step.process(exchange);
            return exchange.getMessage().getBody(JsonNode.class);
        };
    }

    private Doubles doubles(SystemSettings system) {
        return new Doubles(system);
    }

    private SystemSettings system(String account, String password, String key) {
        return Settings.of("a")
                .directory(server.address())
                .charset("UTF-8")
                .auth(Auth.Kind.BASIC, account, password)
                .own(Map.of("host-key", key))
                .build();
    }

    private List<String> list(String place) throws IOException {
        try (Stream<Path> files = Files.list(server.root().resolve(place))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
