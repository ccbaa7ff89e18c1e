package vn.lienthong.hub.camel.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.xml.soap.SOAPFault;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.io.IOException;
import java.io.StringReader;
import java.net.HttpRetryException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.configuration.security.AuthorizationPolicy;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.staxutils.StaxUtils;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.handler.WSHandlerConstants;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import vn.lienthong.hub.camel.soap.HearAnswer.Heard;
import vn.lienthong.hub.camel.soap.Shapes.Shape;
import vn.lienthong.hub.systems.FarSide;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Auth;

/**
 * A far system with SOAP 1.1 or 1.2, through CXF in PAYLOAD mode, without generated classes. A call is
 * {@code {"operation","body":members of the request element}}, an answer {@code {"status":200,"body":members of the answer}}
 * or {@code {"status":500,"fault":{"code","message","detail"}}}; code = local part of the fault code, detail = its elements,
 * left out if it has none. A body that does not fit the contract is answered as a fault with the code HUB-SOAP-003 and is
 * not sent. With ws-security-digest every request carries a UsernameToken with nonce and created, with ws-security-text one
 * with the password as it is, with basic the account in its HTTP header.
 */
public class SoapFarSide implements FarSide {
    /** Code of the fault that stands for a call that was not sent. */
    public static final String NOT_SENT = "HUB-SOAP-003";

    private static final Set<Auth.Kind> LOGINS =
            Set.of(Auth.Kind.NONE, Auth.Kind.BASIC, Auth.Kind.WS_SECURITY_TEXT, Auth.Kind.WS_SECURITY_DIGEST);

    private final SystemSettings system;
    private final Bus bus;
    private final SoapContract contract;
    private final Service service;
    private final Shapes shapes;
    /** A dispatch serves one call at a time: its request context is no place for two. */
    private final Queue<Dispatch<Source>> idle = new ConcurrentLinkedQueue<>();

    /** @param port name of the port; empty = the usual one */
    public SoapFarSide(SystemSettings system, Path wsdl, String port) {
        this.system = system;
        if (!LOGINS.contains(system.auth().kind())) {
            throw new IllegalArgumentException(
                    "HUB-SOAP-009 " + system.id()
                            + ": hub:soap cannot log in so; write auth.kind ws-security-digest, ws-security-text, basic or none");
        }
        this.bus = BusFactory.newInstance().createBus();
        this.contract = SoapContract.read(wsdl, port, bus);
        @Nullable Bus before = BusFactory.getAndSetThreadDefaultBus(bus);
        try {
            this.service = Service.create(wsdl.toUri().toURL(), contract.service());
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException("HUB-SOAP-002 " + wsdl + " is no place for a contract", impossible);
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
        Dispatch<Source> first = open();
        this.shapes = new Shapes(client(first)
                .getEndpoint()
                .getService()
                .getServiceInfos()
                .get(0)
                .getXmlSchemaCollection());
        idle.add(first);
    }

    @Override
    public JsonNode call(JsonNode call) {
        String name = call.path("operation").asText("");
        String xml;
        try {
            xml = new RequestXml(contract, shapes).of(call);
        } catch (NotInSchema faulty) {
            return fault(NOT_SENT, name + " does not fit the contract: " + faulty.getMessage(), null);
        }
        return send(name, contract.operation(name), xml);
    }

    private JsonNode send(String name, SoapContract.Operation operation, String xml) {
        @Nullable Dispatch<Source> kept = idle.poll();
        Dispatch<Source> dispatch = kept == null ? open() : kept;
        Heard heard = new Heard();
        Map<String, Object> context = dispatch.getRequestContext();
        context.put(HearAnswer.HEARD, heard);
        context.put(BindingProvider.SOAPACTION_USE_PROPERTY, Boolean.TRUE);
        context.put(BindingProvider.SOAPACTION_URI_PROPERTY, operation.action());
        try {
            JsonNode answer = tree(dispatch.invoke(new StreamSource(new StringReader(xml))), operation, name, heard);
            idle.add(dispatch);
            return answer;
        } catch (SOAPFaultException said) {
            idle.add(dispatch);
            return fault(said, name, heard);
        } catch (WebServiceException failed) {
            throw failed(failed, name, heard);
        }
    }

    private JsonNode tree(@Nullable Source source, SoapContract.Operation operation, String name, Heard heard) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", 200);
        if (source == null) {
            throw unreadable(name, heard);
        }
        @Nullable Shape shape = operation.answer() == null ? null : shapes.of(operation.answer());
        return answer.set("body", element(source, shape, name, heard));
    }

    private JsonNode element(Source source, @Nullable Shape shape, String name, Heard heard) {
        try {
            XMLStreamReader reader = StaxUtils.createXMLStreamReader(source);
            if (!reader.isStartElement()) {
                reader.nextTag();
            }
            return new XmlToTree(shapes).tree(reader, shape);
        } catch (XMLStreamException broken) {
            throw unreadable(name, heard);
        }
    }

    private JsonNode fault(SOAPFaultException said, String name, Heard heard) {
        SOAPFault fault = said.getFault();
        String local = code(fault);
        byte @Nullable [] bytes = heard.bytes;
        if (bytes == null || !new String(bytes, StandardCharsets.UTF_8).contains("Fault")) {
            // CXF makes a fault of its own trouble too: the far side said none
            throw failed(said, name, heard);
        }
        if (local.equals("FailedAuthentication")) {
            throw new FarSideFault(Kind.LOCKED_OUT, "HUB-SOAP-005 " + where(name) + " refused our credentials", null);
        }
        return fault(local, Objects.requireNonNullElse(fault.getFaultString(), ""), detail(fault, name, heard));
    }

    /** The elements of a fault's detail; null = it has none. */
    private @Nullable JsonNode detail(SOAPFault fault, String name, Heard heard) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        @Nullable
        Node entry = fault.getDetail() == null ? null : fault.getDetail().getFirstChild();
        for (; entry != null; entry = entry.getNextSibling()) {
            if (entry instanceof Element element) {
                detail.set(element.getLocalName(), element(new DOMSource(element), null, name, heard));
            }
        }
        return detail.isEmpty() ? null : detail;
    }

    /** SOAP 1.2 says in a subcode what SOAP 1.1 says in the code. */
    private static String code(SOAPFault fault) {
        @Nullable QName code = fault.getFaultCodeAsQName();
        @Nullable QName nearest = code;
        try {
            Iterator<QName> subcodes = fault.getFaultSubcodes();
            while (subcodes != null && subcodes.hasNext()) {
                nearest = subcodes.next();
            }
        } catch (UnsupportedOperationException soap11) {
            nearest = code;
        }
        return nearest == null ? String.valueOf(fault.getFaultCode()) : nearest.getLocalPart();
    }

    private static JsonNode fault(String code, String message, @Nullable JsonNode detail) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", 500);
        ObjectNode fault = answer.putObject("fault").put("code", code).put("message", message);
        if (detail != null) {
            fault.set("detail", detail);
        }
        return answer;
    }

    private FarSideFault failed(Exception failed, String name, Heard heard) {
        int status = heard.status;
        if (status == 401 || status == 403 || causedBy(failed, HttpRetryException.class)) {
            return new FarSideFault(Kind.LOCKED_OUT, "HUB-SOAP-005 " + where(name) + " refused our credentials", null);
        }
        if (status == 429 || status == 503) {
            return new FarSideFault(
                    Kind.BUSY,
                    "HUB-SOAP-006 " + where(name) + " asked to come later",
                    wait(heard.retryAfter),
                    null,
                    null);
        }
        if (status >= 500 || heard.bytes == null) {
            String why = status >= 500 ? "answered " + status : "was not reached or dropped the call";
            return new FarSideFault(Kind.AWAY, "HUB-SOAP-007 " + where(name) + " " + why, null);
        }
        return unreadable(name, heard);
    }

    private static boolean causedBy(Throwable failed, Class<? extends IOException> kind) {
        for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Duration wait(@Nullable String seconds) {
        return seconds != null && seconds.strip().matches("[0-9]{1,4}")
                ? Duration.ofSeconds(Math.min(3600, Long.parseLong(seconds.strip())))
                : null;
    }

    private FarSideFault unreadable(String name, Heard heard) {
        int length = heard.bytes == null ? 0 : heard.bytes.length;
        return new FarSideFault(
                Kind.UNREADABLE,
                "HUB-SOAP-008 " + where(name) + " answered " + heard.status + " with " + length
                        + " bytes that are no SOAP answer; compare the setting url with soap:address in the WSDL",
                null,
                heard.bytes,
                null);
    }

    private String where(String operation) {
        return system.id() + " " + operation;
    }

    private Dispatch<Source> open() {
        @Nullable Bus before = BusFactory.getAndSetThreadDefaultBus(bus);
        try {
            Dispatch<Source> dispatch = service.createDispatch(contract.port(), Source.class, Service.Mode.PAYLOAD);
            dispatch.getRequestContext()
                    .put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, Objects.requireNonNull(system.url(), "url"));
            dispatch.getRequestContext().put(HTTPConduit.NO_IO_EXCEPTIONS, Boolean.TRUE);
            // its read time-out covers a body that stops half-way, which the JDK's new client does not
            dispatch.getRequestContext().put("force.urlconnection.http.conduit", Boolean.TRUE);
            Client client = client(dispatch);
            client.getInInterceptors().add(new HearAnswer());
            HTTPConduit conduit = (HTTPConduit) client.getConduit();
            conduit.setClient(policy(system));
            switch (system.auth().kind()) {
                case WS_SECURITY_DIGEST -> client.getOutInterceptors().add(token(system.auth(), WSConstants.PW_DIGEST));
                case WS_SECURITY_TEXT -> client.getOutInterceptors().add(token(system.auth(), WSConstants.PW_TEXT));
                case BASIC -> conduit.setAuthorization(account(system.auth()));
                default -> {}
            }
            return dispatch;
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
    }

    private static Client client(Dispatch<Source> dispatch) {
        return ((DispatchImpl<Source>) dispatch).getClient();
    }

    private static HTTPClientPolicy policy(SystemSettings system) {
        HTTPClientPolicy policy = new HTTPClientPolicy();
        policy.setConnectionTimeout(5000);
        policy.setReceiveTimeout(system.timeout().toMillis());
        policy.setAllowChunking(false);
        policy.setAutoRedirect(false);
        policy.setVersion("1.1");
        return policy;
    }

    private static AuthorizationPolicy account(Auth auth) {
        AuthorizationPolicy account = new AuthorizationPolicy();
        account.setAuthorizationType("Basic");
        account.setUserName(auth.username());
        account.setPassword(auth.password());
        return account;
    }

    private static WSS4JOutInterceptor token(Auth auth, String type) {
        CallbackHandler password = callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof WSPasswordCallback asked) {
                    asked.setPassword(auth.password());
                }
            }
        };
        Map<String, Object> token = new HashMap<>();
        token.put(WSHandlerConstants.ACTION, WSHandlerConstants.USERNAME_TOKEN);
        token.put(WSHandlerConstants.USER, auth.username());
        token.put(WSHandlerConstants.PASSWORD_TYPE, type);
        token.put(WSHandlerConstants.PW_CALLBACK_REF, password);
        return new WSS4JOutInterceptor(token);
    }

    @Override
    public void close() {
        bus.shutdown(true);
    }
}
