package vn.lienthong.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.soap.SOAPBinding;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.security.auth.callback.CallbackHandler;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.sandbox.land.LandDossier;
import vn.lienthong.sandbox.land.TaxNotice;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.People;
import vn.lienthong.sandbox.world.Result;
import vn.lienthong.sandbox.world.SandboxClock;
import vn.lienthong.sandbox.world.Times;

/**
 * The land system seen through CXF and WSS4J, an implementation of SOAP and WS-Security that is not the sandbox's own.
 */
class LandTest {
    private static final String NS = "urn:vn:dat-dai:ho-so:v1";
    private static final Instant MORNING = Times.at("2026-09-10 08:15");
    private static final String DOSSIER = "<HoSo><SoBienNhan>R1</SoBienNhan><MaQuyTrinh>DD-BD-02</MaQuyTrinh>"
            + "<NgayTiepNhan>2026-09-10T01:15:00</NgayTiepNhan><NguoiNop><HoTen>Lữ Văn Ẩn</HoTen></NguoiNop></HoSo>";

    private final People people = new People(3);
    private final Official officer = people.official("Văn phòng Đăng ký đất đai");
    private Sandbox sandbox;

    @BeforeEach
    void start(@TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.anywhere(folder).clock(SandboxClock.story(MORNING)));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aDossierIsReceivedOnceAndShowsInTheLogInUtc() {
        assertThat(call("TiepNhanHoSo", DOSSIER)).contains("<Ma>1</Ma>", "<SoHoSoDat>DD-40001<");
        assertThat(call("TiepNhanHoSo", DOSSIER)).contains("<Ma>2</Ma>", "<SoHoSoDat>DD-40001<");
        assertThat(sandbox.land().logKinds("R1")).containsExactly("TIEP_NHAN");
        assertThat(sandbox.land().log("R1").get(0).get("ThoiDiem")).startsWith("2026-09-10T01:15:");
        assertThat(call("LayHoSo", "<SoBienNhan>R1</SoBienNhan>")).contains("<HoTen>Lữ Văn Ẩn<", "DD-40001");
        assertThat(call("LayHoSo", "<SoBienNhan>không</SoBienNhan>")).doesNotContain("<HoSo");
    }

    @Test
    void aWrongPasswordAndAReplayedTokenAreFailedAuthentication() {
        assertThatThrownBy(() -> dispatch("wrong").invoke(source("LayHoSo", "<SoBienNhan>R1</SoBienNhan>")))
                .isInstanceOf(SOAPFaultException.class);
        call("LayHoSo", "<SoBienNhan>R1</SoBienNhan>");
        var first = sandbox.land().journal().entries("LayHoSo").get(1);
        assertThat(first.status()).isEqualTo(200);
        HttpResponse<byte[]> replayed = new Caller(sandbox)
                .post(sandbox.land().url(), first.requestText(), "Content-Type", "text/xml; charset=utf-8");
        assertThat(replayed.statusCode()).isEqualTo(500);
        assertThat(new String(replayed.body(), StandardCharsets.UTF_8)).contains("wsse:FailedAuthentication");
    }

    @Test
    void aRequestAgainstTheSchemaIsAFaultAndAZonedTimeIsRefused() {
        assertThatThrownBy(() -> call("RutHoSo", "<SoBienNhan>R1</SoBienNhan>"))
                .isInstanceOf(SOAPFaultException.class)
                .hasMessageContaining("LyDo");
        assertThat(call("TiepNhanHoSo", DOSSIER.replace(":00</NgayT", ":00Z</NgayT")))
                .contains("<Ma>0</Ma>", "NgayTiepNhan");
        assertThatThrownBy(() -> call("LayBienDong", "<SauSo>0</SauSo><SoLuong>501</SoLuong>"))
                .isInstanceOf(SOAPFaultException.class);
    }

    @Test
    void whatTheHubDoesShowsInTheLogAndARepetitionChangesNothing() {
        call("TiepNhanHoSo", DOSSIER);
        Paper paper = Paper.of("TP09", "Bản vẽ").because("Bản vẽ mờ");
        sandbox.land().askForPapers("R1", officer, MORNING.plusSeconds(60), "Thiếu bản vẽ", null, true, paper);
        String papers = "<SoBienNhan>R1</SoBienNhan><NgayNhan>2026-09-10T02:00:00</NgayNhan>"
                + "<GiayTo><Ma>TP09</Ma><Ten>Bản vẽ</Ten></GiayTo>";
        assertThat(call("NhanBoSung", papers)).contains("<Ma>1</Ma>");
        assertThat(call("NhanBoSung", papers)).contains("<Ma>2</Ma>");
        assertThat(sandbox.land().dossier("R1").orElseThrow().askedFor()).isEmpty();
        sandbox.land().taxNotice("R1", officer, MORNING.plusSeconds(120), TaxNotice.of("TB1", "Trước bạ", 1_250_000));
        String paid = "<SoBienNhan>R1</SoBienNhan><SoThongBao>TB1</SoThongBao><SoTien>1.250.000</SoTien>"
                + "<SoBienLai>BL1</SoBienLai><NgayNop>2026-09-10T03:00:00</NgayNop>";
        assertThat(call("XacNhanNopThue", paid.replace("1.250.000", "1250000"))).contains("<Ma>0</Ma>");
        assertThat(call("XacNhanNopThue", paid)).contains("<Ma>1</Ma>");
        assertThat(call("XacNhanNopThue", paid)).contains("<Ma>2</Ma>");
        String given = "<SoBienNhan>R1</SoBienNhan><NgayTra>2026-09-10T04:00:00</NgayTra>";
        assertThat(call("XacNhanTraKetQua", given)).contains("<Ma>0</Ma>");
        sandbox.land()
                .finish("R1", officer, MORNING.plusSeconds(300), new Result("KQ", "Giấy chứng nhận", "CS1", null));
        assertThat(call("XacNhanTraKetQua", given)).contains("<Ma>1</Ma>");
        assertThat(sandbox.land().logKinds("R1"))
                .containsExactly("TIEP_NHAN", "YEU_CAU_BO_SUNG", "NHAN_BO_SUNG", "KET_QUA_THUE", "KET_THUC");
    }

    @Test
    void aWithdrawalShowsAsAnEndOfKindOne() {
        call("TiepNhanHoSo", DOSSIER);
        String gone = "<SoBienNhan>R1</SoBienNhan><LyDo>Đổi ý</LyDo><Ngay>2026-09-10T02:00:00</Ngay>";
        assertThat(call("RutHoSo", gone)).contains("<Ma>1</Ma>");
        assertThat(call("RutHoSo", gone)).contains("<Ma>2</Ma>");
        assertThat(sandbox.land().log("R1").get(1).get("TrangThaiKetThuc")).isEqualTo("1");
    }

    @Test
    void aLowerNumberCanBecomeVisibleAfterAHigherOne() {
        String receipt = "R2";
        sandbox.land().typeIn(LandDossier.of(receipt, people.next(), officer, MORNING, people.parcel()));
        sandbox.land().faults().next(Fault.heldBackNumber());
        long late = sandbox.land().forward(receipt, officer, MORNING.plusSeconds(10), "Thẩm tra");
        long seen = sandbox.land().forward(receipt, officer, MORNING.plusSeconds(20), "Đo đạc");
        String ask = "<SauSo>0</SauSo><SoLuong>500</SoLuong>";
        assertThat(call("LayBienDong", ask)).contains("<So>" + seen).doesNotContain("<So>" + late);
        sandbox.land().releaseHeldBack();
        assertThat(numbers(call("LayBienDong", ask))).isSorted().contains(late, seen);
        assertThat(call("LayBienDong", "<SauSo>0</SauSo><SoLuong>1</SoLuong>")).contains("<ConNua>true");
    }

    private static List<Long> numbers(String log) {
        return Pattern.compile("<So>(\\d+)")
                .matcher(log)
                .results()
                .map(MatchResult::group)
                .map(text -> Long.valueOf(text.substring(4)))
                .toList();
    }

    private String call(String operation, String content) {
        try {
            StringWriter out = new StringWriter();
            Source answer = dispatch("sandbox-secret").invoke(source(operation, content));
            TransformerFactory.newInstance().newTransformer().transform(answer, new StreamResult(out));
            return out.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Source source(String operation, String content) {
        return new StreamSource(
                new StringReader("<" + operation + " xmlns=\"" + NS + "\">" + content + "</" + operation + ">"));
    }

    private Dispatch<Source> dispatch(String password) {
        QName port = new QName(NS, "HoSoDatDaiSoap");
        Service service = Service.create(new QName(NS, "HoSoDatDai"));
        service.addPort(port, SOAPBinding.SOAP11HTTP_BINDING, sandbox.land().url());
        Dispatch<Source> dispatch = service.createDispatch(port, Source.class, Service.Mode.PAYLOAD);
        CallbackHandler secret = callbacks -> ((WSPasswordCallback) callbacks[0]).setPassword(password);
        ((DispatchImpl<Source>) dispatch)
                .getClient()
                .getOutInterceptors()
                .add(new WSS4JOutInterceptor(Map.of(
                        "action",
                        "UsernameToken",
                        "user",
                        "lienthong",
                        "passwordType",
                        "PasswordDigest",
                        "passwordCallbackRef",
                        secret)));
        return dispatch;
    }
}
