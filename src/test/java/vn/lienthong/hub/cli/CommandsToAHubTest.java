package vn.lienthong.hub.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** How commands read what answers at the address of the hub, a hub or not. */
class CommandsToAHubTest {
    private static final String SYSTEM = "{'id':'%s','mode':'on','reachable':%s,'breaker':'closed','lastPull':%s,"
            + "'lastFault':%s,'lastFaultAt':'2026-09-10T08:00:00Z','waiting':7,'parked':0,'held':0}";

    @TempDir
    private Path folder;

    private HttpServer hub;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private record Answer(int status, String body) {}

    @BeforeEach
    void listen() throws IOException {
        Files.writeString(folder.resolve("token"), "a-token\n");
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", call -> {
            Deque<Answer> left = answers.getOrDefault(call.getRequestURI().getPath(), new ArrayDeque<>());
            Answer answer = left.size() > 1 ? left.poll() : left.peek();
            if (answer == null) {
                answer = new Answer(404, "{'code':'HUB-API-004','detail':'no such thing'}".replace('\'', '"'));
            }
            byte[] body = answer.body().getBytes(UTF_8);
            call.sendResponseHeaders(answer.status(), body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        hub.start();
    }

    @AfterEach
    void close() {
        hub.stop(0);
    }

    private void answers(String path, int status, String... bodies) {
        Deque<Answer> all = new ArrayDeque<>();
        for (String body : bodies) {
            all.add(new Answer(status, body.replace('\'', '"')));
        }
        answers.put(path, all);
    }

    private int run(String... words) {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.add("--url=http://127.0.0.1:" + hub.getAddress().getPort());
        all.add("--token-file=" + folder.resolve("token"));
        return HubCommand.line(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>hello</html>                                | 3 | is no hub",
                "404 | <html>not found</html>                            | 3 | is no hub",
                "302 |                                                   | 3 | is no hub",
                "503 | {'code':'HUB-API-008','detail':'The ledger ..'}   | 3 | in trouble: HUB-API-008",
                "401 | {'code':'HUB-API-001'}                            | 2 | does not know this token",
                "403 | {'code':'HUB-API-002'}                            | 2 | may not do this",
                "400 | {'code':'HUB-API-003','detail':'size'}            | 2 | HUB-API-003 size",
                "409 | {'code':'HUB-API-005','detail':'one runs'}        | 1 | HUB-API-005 one runs"
            })
    void anAnswerThatIsNoneSaysWhatIsWrongAndWhere(int status, String body, int exit, String words) {
        answers("/api/v1/systems", status, body == null ? "" : body);

        assertThat(run("status")).as(err.toString()).isEqualTo(exit);

        assertThat(err.toString()).contains(words).contains("HUB-CLI-02");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatIsAwayNeedsNobodyAndALostAccountDoes() {
        answers("/api/v1/overview", 200, "{'reconciliations':[]}");
        String away = SYSTEM.formatted("a-system-of-a-long-name", false, "null", "'AWAY HUB-HTTP-002 not reached'");
        answers("/api/v1/systems", 200, "{'items':[" + away + "]}");
        assertThat(run("status")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("away, tried again by itself")
                .contains("HUB-HTTP-002")
                .contains("nobody is needed");

        String locked = SYSTEM.formatted(
                "land", true, "'2026-09-10T07:59:58Z'", "'LOCKED_OUT HUB-SOAP-005 land refused our credentials'");
        answers("/api/v1/systems", 200, "{'items':[" + locked + "]}");
        assertThat(run("status")).isEqualTo(1);
        assertThat(out.toString())
                .contains("locked out")
                .contains("needs a person")
                .contains("HUB-SOAP-005");

        String pulledSince = locked.replace("07:59:58", "08:00:02");
        answers("/api/v1/systems", 200, "{'items':[" + pulledSince + "]}");
        assertThat(run("status")).isZero();
    }

    @Test
    void aRefusedPullNeedsAPersonAndARecordThatWaitsForItsDossierDoesNot() {
        answers("/api/v1/overview", 200, "{'reconciliations':[]}");
        String fine = SYSTEM.formatted("land", true, "'2026-09-10T08:00:02Z'", "null");
        String refused = fine.replace(
                "'waiting':7", "'waiting':7,'pullFault':'HUB-PULL-003 land/log refused the pull with status 500'");
        answers("/api/v1/systems", 200, "{'items':[" + refused + "]}");
        assertThat(run("status")).as(err.toString()).isEqualTo(1);
        assertThat(out.toString())
                .contains("not read")
                .contains("needs a person land: ", "HUB-PULL-003", "hub trial land");

        answers("/api/v1/systems", 200, "{'items':[" + fine.replace("'held':0", "'held':2,'awaitingDossier':2") + "]}");
        assertThat(run("status")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("2 wait for a dossier").doesNotContain("2 held");
        answers("/api/v1/systems", 200, "{'items':[" + fine.replace("'held':0", "'held':3,'awaitingDossier':2") + "]}");
        assertThat(run("status")).isEqualTo(1);
        assertThat(out.toString()).contains("1 held");
    }

    @Test
    void aBackfillShowsHowFarItIsAndHowFast() {
        String run = "{'id':'5','state':'%s','read':%d,'registered':1,'held':0,'share':%s,"
                + "'startedAt':'2026-09-10T08:00:00Z','changedAt':'2026-09-10T08:00:%02dZ'%s}";
        answers("/api/v1/systems", 200, "{'items':[" + SYSTEM.formatted("land", true, "null", "null") + "]}");
        answers("/api/v1/backfills", 202, "{'id':'5'}");
        answers(
                "/api/v1/backfills/5",
                200,
                run.formatted("running", 200, "0.5", 10, ""),
                run.formatted("done", 400, "1.0", 20, ",'endedAt':'2026-09-10T08:00:20Z'"));

        assertThat(run("backfill", "land", "--from", "2026-09-01"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("[############------------]  50 %  200 read, 1 new, 0 held, 20/s, about 10 s left")
                .contains("[########################] 100 %  400 read")
                .contains(": done");
    }

    @Test
    void aReplayOfNothingSaysSo() {
        answers("/api/v1/systems", 200, "{'items':[" + SYSTEM.formatted("land", true, "null", "null") + "]}");
        answers("/api/v1/replays", 202, "{'id':'9','asked':0,'what':'held','system':'land'}");

        assertThat(run("replay", "held", "--system", "land", "--reason", "HUB-X"))
                .isZero();

        assertThat(out.toString()).contains("nothing is held that fits");
    }

    @Test
    void theSpeedIsThatOfNow() {
        Speed speed = new Speed();
        Instant begin = Instant.parse("2026-09-10T08:00:00Z");
        assertThat(speed.perSecond()).isEmpty();
        speed.at(begin, 0, 0);
        speed.at(begin.plusSeconds(3600), 100, 0.1);
        speed.at(begin.plusSeconds(3601), 200, 0.2);
        speed.at(begin.plusSeconds(3602), 300, 0.3);

        assertThat(speed.perSecond()).as("the hour of waiting is forgotten").contains(100.0);
        assertThat(speed.left()).hasValueSatisfying(left -> assertThat(left)
                .isBetween(Duration.ofMillis(6900), Duration.ofMillis(7100)));
    }

    @Test
    void helpIsGoodReading() {
        CommandLine line = HubCommand.line(new PrintWriter(out), new PrintWriter(err));
        String all = line.getUsageMessage();
        line.getSubcommands().forEach((name, command) -> {
            String text = command.getUsageMessage();
            assertThat(text.lines()).as(name).allSatisfy(each -> assertThat(each.length())
                    .isLessThanOrEqualTo(110));
            if (!List.of("help", "completion").contains(name)) {
                String[] header = command.getCommandSpec().usageMessage().header();
                assertThat(header).as(name).hasSize(1);
                assertThat(all).as("one whole line in the list").contains(header[0]);
            }
        });
    }
}
