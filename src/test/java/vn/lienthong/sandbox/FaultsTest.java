package vn.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Faults;

class FaultsTest {
    private static final String BODY = """
            {"maThamChieu":"R1","maThuTuc":"1.004227.000.00.00.H53","kenh":"2",
             "chuHoSo":{"hoTen":"Giáp Thị Ỷ"},"ngayNop":"2026-09-10T08:00:00+07:00"}""";
    private Sandbox sandbox;
    private Caller caller;
    private Faults faults;

    @BeforeEach
    void start(@TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.anywhere(folder));
        caller = new Caller(sandbox).withToken();
        faults = sandbox.oneStop().faults();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aCallThatIsClosedBeforeIsNotDoneAndOneThatIsClosedAfterIs() {
        faults.next("POST ho-so", Fault.closeBefore());
        assertThatThrownBy(this::register).isInstanceOf(Caller.NoAnswer.class);
        assertThat(sandbox.oneStop().size()).isZero();
        faults.next("POST ho-so", Fault.actThenClose());
        assertThatThrownBy(this::register).isInstanceOf(Caller.NoAnswer.class);
        assertThat(sandbox.oneStop().size()).isOne();
        assertThat(register()).isEqualTo(200);
    }

    @Test
    void halfAnAnswerEndsTooEarlyAndRubbishIsNoAnswer() {
        faults.next(Fault.halfBody());
        assertThatThrownBy(this::register).isInstanceOf(Caller.NoAnswer.class);
        faults.next(Fault.rubbish());
        assertThat(caller.oneStopPost("/api/v1/ho-so", "k", BODY).body()).startsWith('<', 0);
    }

    @Test
    void aBusySystemSaysWhenToComeBackAndDoesNothing() {
        faults.always("POST", Fault.tooMany(7));
        var answer = caller.oneStopPost("/api/v1/ho-so", "k", BODY);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        faults.clear();
        assertThat(register()).isEqualTo(201);
    }

    @Test
    void aSystemThatIsDownRefusesConnectionsAndKeepsItsStateAndPort() {
        register();
        sandbox.oneStop().down();
        assertThatThrownBy(this::register).isInstanceOf(Caller.NoAnswer.class);
        sandbox.oneStop().up();
        assertThat(register()).isEqualTo(200);
    }

    @Test
    void aLateAnswerComesAfterTheActAndFaultsGoTogether() {
        faults.next("POST ho-so", Fault.answerAfter(Duration.ofMillis(80)).and(Fault.forget()));
        Instant before = Instant.now();
        assertThat(register()).isEqualTo(401);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        assertThat(faults.waiting()).isZero();
    }

    @Test
    void theJournalKeepsEveryCallWithItsBody() {
        register();
        var entry = sandbox.oneStop().journal().entries("POST ho-so").get(0);
        assertThat(entry.requestJson().path("chuHoSo").path("hoTen").asText()).isEqualTo("Giáp Thị Ỷ");
        assertThat(entry.headers()).containsEntry("idempotency-key", "k");
        assertThat(sandbox.oneStop().journal().count("POST ho-so")).isOne();
    }

    private int register() {
        return caller.oneStopPost("/api/v1/ho-so", "k", BODY).statusCode();
    }
}
