package vn.lienthong.hub.camel.soap;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.hub.camel.Trees;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings.Auth;

class SoapFarSideTest {
    private static final Path WSDL = Path.of("docs/contracts/land.wsdl");
    private static final JsonNode LOG = Trees.of("{'operation':'LayBienDong','body':{'SoLuong':500,'SauSo':'12'}}");

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String url;
    private int status = 200;
    private String type = "text/xml; charset=utf-8";
    private String reply = "";
    private int missing;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        url = "http://localhost:" + server.getAddress().getPort() + "/land";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        actions.add(exchange.getRequestHeaders().getFirst("SOAPAction"));
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (status == 503) {
            exchange.getResponseHeaders().set("Retry-After", "9");
        }
        exchange.sendResponseHeaders(status, bytes.length + missing == 0 ? -1 : bytes.length + missing);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void anAnswerBecomesATreeByTheSchema() {
        reply = envelope("""
                <LayBienDongTraLoi xmlns="urn:vn:dat-dai:ho-so:v1">
                  <BienDong><So>17</So><SoBienNhan>H53.20-1</SoBienNhan><SoHoSoDat>D1</SoHoSoDat><Loai>YEU_CAU_BO_SUNG</Loai>
                    <ThoiDiem>2023-08-10T01:15:00</ThoiDiem><NoiDung>thiếu &amp; sai</NoiDung><LaTamDung>true</LaTamDung>
                    <GiayToBoSung><Ma>01</Ma><Ten>Sổ đỏ</Ten></GiayToBoSung></BienDong>
                  <ConNua>0</ConNua>
                </LayBienDongTraLoi>""");

        JsonNode answer = open(Auth.Kind.NONE).call(LOG);

        assertThatJson(answer.toString())
                .isEqualTo(
                        Trees.of("{'status':200,'body':{'BienDong':[{'So':17,'SoBienNhan':'H53.20-1','SoHoSoDat':'D1',"
                                        + "'Loai':'YEU_CAU_BO_SUNG','ThoiDiem':'2023-08-10T01:15:00','NoiDung':'thiếu & sai',"
                                        + "'LaTamDung':true,'GiayToBoSung':[{'Ma':'01','Ten':'Sổ đỏ'}],'ThongBaoThue':[],"
                                        + "'KetQua':[]}],'ConNua':false}}")
                                .toString());
        assertThat(actions).containsExactly("\"urn:vn:dat-dai:ho-so:v1/LayBienDong\"");
    }

    @Test
    void noEntryIsAnEmptyListAndABadNumberStaysText() {
        reply = envelope("<x:LayBienDongTraLoi xmlns:x=\"urn:vn:dat-dai:ho-so:v1\"><x:ConNua>false</x:ConNua>"
                + "</x:LayBienDongTraLoi>");
        assertThatJson(open(Auth.Kind.NONE).call(LOG).toString())
                .isEqualTo("{\"status\":200,\"body\":{\"BienDong\":[],\"ConNua\":false}}");

        reply = envelope("<x:TraLoi xmlns:x=\"urn:vn:dat-dai:ho-so:v1\"><x:Ma>xong</x:Ma></x:TraLoi>");
        assertThatJson(open(Auth.Kind.NONE).call(LOG).toString())
                .isEqualTo("{\"status\":200,\"body\":{\"Ma\":\"xong\"}}");
    }

    @Test
    void aBodyIsWrittenInTheOrderOfTheSchema() {
        reply = envelope("<TraLoi xmlns=\"urn:vn:dat-dai:ho-so:v1\"><Ma>1</Ma></TraLoi>");

        open(Auth.Kind.NONE)
                .call(Trees.of(
                        "{'operation':'NhanBoSung','body':{'GiayTo':[{'Ten':'B & <C','Ma':'1'},{'Ma':'2','Ten':'D'}],"
                                + "'NgayNhan':'2023-08-10T01:15:00','SoBienNhan':'H1'}}"));

        assertThat(bodies.get(0).replaceAll("(</?)[a-z0-9]+:", "$1").replaceAll(" xmlns[^>]*", ""))
                .contains("<Body><NhanBoSung><SoBienNhan>H1</SoBienNhan><NgayNhan>2023-08-10T01:15:00</NgayNhan>"
                        + "<GiayTo><Ma>1</Ma><Ten>B &amp; &lt;C</Ten></GiayTo>"
                        + "<GiayTo><Ma>2</Ma><Ten>D</Ten></GiayTo></NhanBoSung></Body>");
    }

    @Test
    void whatDoesNotFitTheContractIsNamedAndNotSent() {
        JsonNode answer = open(Auth.Kind.NONE)
                .call(Trees.of(
                        "{'operation':'TiepNhanHoSo','body':{'HoSo':{'SoBienNhan':'H1\\u0000','NgayTiepNhan':'x',"
                                + "'NguoiNop':{'HoTen':'A','Tuoi':'9'}}}}"));

        assertThat(answer.path("fault").path("code").asText()).isEqualTo("HUB-SOAP-003");
        assertThat(answer.path("fault").path("message").asText())
                .contains(
                        "/HoSo/SoBienNhan has a character that XML cannot carry",
                        "/HoSo/MaQuyTrinh is missing",
                        "/HoSo/NguoiNop/Tuoi is not in the contract");
        assertThat(bodies).isEmpty();
    }

    @Test
    void theTokenIsADigestOfNonceTimeAndPasswordAndNeverTheSame() throws Exception {
        reply = envelope("<TraLoi xmlns=\"urn:vn:dat-dai:ho-so:v1\"><Ma>1</Ma></TraLoi>");
        SoapFarSide side = open(Auth.Kind.WS_SECURITY_DIGEST);

        side.call(LOG);
        side.call(LOG);

        for (String body : bodies) {
            byte[] nonce = Base64.getDecoder().decode(text(body, "Nonce"));
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(nonce);
            sha.update(text(body, "Created").getBytes(StandardCharsets.UTF_8));
            sha.update("bí mật".getBytes(StandardCharsets.UTF_8));
            assertThat(text(body, "Password")).isEqualTo(Base64.getEncoder().encodeToString(sha.digest()));
            assertThat(text(body, "Username")).isEqualTo("hub");
            assertThat(body).contains("#PasswordDigest").doesNotContain("bí mật");
        }
        assertThat(text(bodies.get(0), "Nonce")).isNotEqualTo(text(bodies.get(1), "Nonce"));
    }

    @Test
    void aSoapFaultIsAnAnswerButRefusedCredentialsAreNot() {
        status = 500;
        reply = soapFault("s:Server", "bận");
        assertThatJson(open(Auth.Kind.NONE).call(LOG).toString())
                .isEqualTo("{\"status\":500,\"fault\":{\"code\":\"Server\",\"message\":\"bận\"}}");

        reply = soapFault("s:Client", "no such repository")
                .replace(
                        "</s:Fault>",
                        "<detail><c:cmisFault xmlns:c=\"urn:c\"><c:type>objectNotFound</c:type><c:code>404</c:code>"
                                + "<c:message>Nguyễn Văn A</c:message></c:cmisFault></detail></s:Fault>");
        assertThatJson(open(Auth.Kind.NONE).call(LOG).toString())
                .isEqualTo(
                        "{\"status\":500,\"fault\":{\"code\":\"Client\",\"message\":\"no such repository\",\"detail\":"
                                + "{\"cmisFault\":{\"type\":\"objectNotFound\",\"code\":\"404\",\"message\":\"Nguyễn Văn A\"}}}}");

        reply = soapFault("w:FailedAuthentication", "no");
        assertThat(fault().kind()).isEqualTo(Kind.LOCKED_OUT);
    }

    @Test
    void otherTroubleIsToldApart() {
        status = 503;
        reply = "later";
        type = "text/plain";
        assertThat(fault()).satisfies(busy -> {
            assertThat(busy.kind()).isEqualTo(Kind.BUSY);
            assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(9));
        });
        status = 502;
        reply = "<html>bad gateway</html>";
        type = "text/html";
        assertThat(fault().kind()).isEqualTo(Kind.AWAY);
        status = 401;
        reply = "";
        assertThat(fault().kind()).isEqualTo(Kind.LOCKED_OUT);
        status = 200;
        reply = "<html>maintenance";
        assertThat(fault()).satisfies(rubbish -> {
            assertThat(rubbish.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(rubbish.payload()).isEqualTo(reply.getBytes(StandardCharsets.UTF_8));
        });
        type = "text/xml";
        reply = envelope("<TraLoi xmlns=\"urn:vn:dat-dai:ho-so:v1\"><Ma>1</M");
        assertThat(fault().kind()).isEqualTo(Kind.UNREADABLE);
        missing = 50;
        assertThat(fault().kind()).isEqualTo(Kind.AWAY);
        server.stop(0);
        assertThat(fault().kind()).isEqualTo(Kind.AWAY);
    }

    @Test
    void aDocumentTypeIsNotRead() {
        reply = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + envelope("<TraLoi xmlns=\"urn:vn:dat-dai:ho-so:v1\"><Ma>1</Ma><ThongBao>&e;</ThongBao></TraLoi>");

        assertThat(fault().kind()).isEqualTo(Kind.UNREADABLE);
    }

    private static String text(String body, String element) {
        Matcher found =
                Pattern.compile("<[a-z]+:" + element + "(?: [^>]*)?>([^<]*)<").matcher(body);
        assertThat(found.find()).as(element).isTrue();
        return found.group(1);
    }

    private static String envelope(String body) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    private static String soapFault(String code, String text) {
        return envelope(
                "<s:Fault xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\">"
                        + "<faultcode>" + code + "</faultcode><faultstring>" + text + "</faultstring></s:Fault>");
    }

    private SoapFarSide open(Auth.Kind kind) {
        return new SoapFarSide(
                Settings.of("land").url(url).auth(kind, "hub", "bí mật").build(), WSDL, "");
    }

    private FarSideFault fault() {
        FarSideFault fault = catchThrowableOfType(
                FarSideFault.class, () -> open(Auth.Kind.NONE).call(LOG));
        assertThat(fault).isNotNull();
        return fault;
    }
}
