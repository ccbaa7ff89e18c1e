package vn.lienthong.hub.camel.soap;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import vn.lienthong.hub.camel.Trees;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.Settings;
import vn.lienthong.hub.systems.SystemSettings.Auth;

/** Contracts as others write them: several namespaces and files, derived types, attributes, rpc, SOAP 1.2. */
class ForeignContractsTest {
    private static final Path PERMITS = Path.of("src/test/resources/soap/permits.wsdl");
    private static final Path RPC = Path.of("src/test/resources/soap/rpc.wsdl");
    private static final String PERMIT = "{'@id':'7','@by':'clerk','title':'Nhà ở','applicant':{'@xsi:type':'Person',"
            + "'name':'Ánh','cccd':'079188005678','phone':['1','2']},'parcel':[{'@sheet':5,'@number':12},{'@sheet':6}],"
            + "'endsOn':null,'fee':{'#text':1250000,'@currency':'VND'},'remark':['a','b'],"
            + "'part':[{'@id':'8','title':'Rào','applicant':{'@xsi:type':'Company','name':'C','taxNumber':'1'},"
            + "'street':'Lê Lợi','house':3,'endsOn':'2023-08-10'}]}";

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String url;
    private int status = 200;
    private String type = "text/xml; charset=utf-8";
    private String reply = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            headers.add(exchange.getRequestHeaders().getFirst("Content-Type") + " SOAPAction="
                    + exchange.getRequestHeaders().getFirst("SOAPAction") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        url = "http://localhost:" + server.getAddress().getPort() + "/x";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRequestOverSeveralNamespacesIsValidByItsSchemas() throws Exception {
        reply = envelope("http://schemas.xmlsoap.org/soap/envelope/", """
                <m:SubmitResponse xmlns:m="http://example.org/permits/messages" xmlns:p="http://example.org/permits/people"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <m:number xsi:nil="true"/><m:accepted>1</m:accepted><m:fee currency="VND">1250000</m:fee><m:fee>5</m:fee>
                  <m:applicant xsi:type="p:Person"><name>Ánh</name><cccd>079188005678</cccd></m:applicant>
                </m:SubmitResponse>""");

        JsonNode answer = permits("", Auth.Kind.NONE).call(call("Submit", "{'permit':" + PERMIT + "}"));

        validate(bodies.get(0));
        assertThat(headers.get(0)).startsWith("text/xml").contains("SOAPAction=\"urn:submit\"");
        assertThatJson(answer.toString())
                .isEqualTo(Trees.of("{'status':200,'body':{'number':null,'accepted':true,"
                                + "'fee':[{'@currency':'VND','#text':1250000},{'#text':5}],"
                                + "'applicant':{'name':'Ánh','cccd':'079188005678','phone':[]}}}")
                        .toString());
    }

    @Test
    void everythingThatDoesNotFitIsNamedAtOnce() {
        JsonNode answer = permits("", Auth.Kind.NONE)
                .call(call(
                        "Submit",
                        "{'permit':{'@ID':'7','title':'x','applicant':{'@xsi:type':'Persn','name':'A','age':3},"
                                + "'endsOn':null,'fee':{'amount':5,'@currency':{}}}}"));

        assertThat(answer.at("/fault/code").asText()).isEqualTo("HUB-SOAP-003");
        assertThat(answer.at("/fault/message").asText())
                .contains(
                        "/permit/@id is missing",
                        "/permit/@ID is not in the contract",
                        "/permit/applicant/@xsi:type names a type that is not in the contract",
                        "/permit/applicant/age is not in the contract",
                        "/permit/fee/amount is not in the contract",
                        "/permit/fee/@currency is no text");
        assertThat(bodies).isEmpty();
    }

    @Test
    void aBareElementIsAText() throws Exception {
        reply = envelope(
                "http://schemas.xmlsoap.org/soap/envelope/",
                "<Status xmlns=\"http://example.org/permits/messages\">4</Status>");

        JsonNode answer = permits("PermitsSoap11", Auth.Kind.BASIC).call(call("GetStatus", "'H1 & 2'"));

        validate(bodies.get(0));
        assertThat(answer.toString()).isEqualTo("{\"status\":200,\"body\":4}");
        assertThat(headers.get(0)).contains("Basic ");
    }

    @Test
    void soap12IsSpokenWhereThePortSpeaksIt() throws Exception {
        type = "application/soap+xml; charset=utf-8";
        reply = envelope(
                "http://www.w3.org/2003/05/soap-envelope",
                "<Status xmlns=\"http://example.org/permits/messages\">4</Status>");
        SoapFarSide side = permits("PermitsSoap12", Auth.Kind.WS_SECURITY_TEXT);

        assertThat(side.call(call("GetStatus", "'H1'")).toString()).isEqualTo("{\"status\":200,\"body\":4}");

        assertThat(headers.get(0)).startsWith("application/soap+xml");
        assertThat(bodies.get(0))
                .contains("http://www.w3.org/2003/05/soap-envelope", "#PasswordText", ">bí mật<", ">hub<");
        status = 500;
        reply = soap12Fault("env:Receiver", "x:Busy");
        assertThatJson(side.call(call("GetStatus", "'H1'")).toString())
                .isEqualTo("{\"status\":500,\"fault\":{\"code\":\"Busy\",\"message\":\"no\"}}");
        reply = soap12Fault("env:Sender", "x:FailedAuthentication");
        assertThatThrownBy(() -> side.call(call("GetStatus", "'H1'")))
                .isInstanceOfSatisfying(
                        FarSideFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.LOCKED_OUT));
    }

    @Test
    void rpcCarriesItsPartsInAnElementOfTheOperation() {
        reply = envelope("http://schemas.xmlsoap.org/soap/envelope/", """
                <c:FindResponse xmlns:c="urn:registry:calls"><entry><t:code xmlns:t="urn:registry:types">A</t:code>
                <t:level xmlns:t="urn:registry:types">3</t:level></entry><more>false</more></c:FindResponse>""");

        JsonNode answer =
                open(RPC, "", Auth.Kind.NONE).call(call("Find", "{'like':{'level':[1,2],'code':'x'},'after':12}"));

        assertThat(bodies.get(0).replaceAll(" xmlns:[a-z]+=\"[^\"]*\"", ""))
                .contains(
                        "<t:Find><after>12</after><like><t:code>x</t:code><t:level>1</t:level><t:level>2</t:level></like></t:Find>");
        assertThat(bodies.get(0)).contains("xmlns:t=\"urn:registry:calls\"");
        assertThatJson(answer.toString())
                .isEqualTo("{\"status\":200,\"body\":{\"entry\":{\"code\":\"A\",\"level\":[3]},\"more\":false}}");
    }

    @Test
    void whatCannotBeUsedIsSaidWhenTheRouteStartsOrTheCallIsMade() {
        assertThatThrownBy(() -> permits("Permits", Auth.Kind.NONE))
                .hasMessageContainingAll("HUB-SOAP-002", "[PermitsSoap11, PermitsSoap12]");
        assertThatThrownBy(() -> open(RPC, "", Auth.Kind.NONE).call(call("Old", "{}")))
                .hasMessageContainingAll("HUB-SOAP-004", "rpc/encoded");
        assertThatThrownBy(() -> permits("", Auth.Kind.NONE).call(call("GetStatsu", "{}")))
                .hasMessageContainingAll("HUB-SOAP-004", "port PermitsSoap11", "write \"GetStatus\"");
        assertThatThrownBy(() -> permits("", Auth.Kind.OAUTH2)).hasMessageContaining("HUB-SOAP-009");
        assertThatThrownBy(() -> open(Path.of("src/test/resources/soap/types/people.xsd"), "", Auth.Kind.NONE))
                .hasMessageContaining("HUB-SOAP-002");
    }

    private SoapFarSide permits(String port, Auth.Kind kind) {
        return open(PERMITS, port, kind);
    }

    private SoapFarSide open(Path wsdl, String port, Auth.Kind kind) {
        return new SoapFarSide(
                Settings.of("permits").url(url).auth(kind, "hub", "bí mật").build(), wsdl.toAbsolutePath(), port);
    }

    private static JsonNode call(String operation, String body) {
        return Trees.of("{'operation':'" + operation + "','body':" + body + "}");
    }

    private static String envelope(String namespace, String body) {
        return "<s:Envelope xmlns:s=\"" + namespace + "\"><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    private static String soap12Fault(String code, String subcode) {
        return envelope(
                "http://www.w3.org/2003/05/soap-envelope",
                "<env:Fault xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:x=\"urn:x\"><env:Code><env:Value>"
                        + code + "</env:Value><env:Subcode><env:Value>" + subcode
                        + "</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang=\"en\">no</env:Text>"
                        + "</env:Reason></env:Fault>");
    }

    /** The body's element against the schema files, by the JDK's own validator. */
    private static void validate(String envelope) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(envelope.getBytes(StandardCharsets.UTF_8)));
        Node body = document.getElementsByTagNameNS("*", "Body").item(0);
        for (Node child = body.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) {
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                        .newSchema(Path.of("src/test/resources/soap/types/messages.xsd")
                                .toFile())
                        .newValidator()
                        .validate(new DOMSource(child));
                return;
            }
        }
        throw new AssertionError("no body in " + envelope);
    }
}
