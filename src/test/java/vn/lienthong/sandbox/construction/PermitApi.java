package vn.lienthong.sandbox.construction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import vn.lienthong.sandbox.wire.Conversation;
import vn.lienthong.sandbox.wire.Fault;
import vn.lienthong.sandbox.wire.Reply;
import vn.lienthong.sandbox.wire.Request;

/** The SOAP calls: token, action and schema are checked before anything is done. */
final class PermitApi implements Conversation {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String TEXT =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
    private static final String ACTION = "urn:vn:xay-dung:cap-phep:v1/";
    private static final Pattern OPERATION = Pattern.compile(
            "<(?:[\\w.-]+:)?(LayThayDoi|TiepNhanHoSo|BoSungGiayTo|XacNhanNopPhi|RutHoSo|XacNhanTraKetQua)[\\s>/]");

    private final PermitRegister register;
    private final String username;
    private final String password;
    private final Schema schema = schema();

    PermitApi(PermitRegister register, String username, String password) {
        this.register = register;
        this.username = username;
        this.password = password;
    }

    /** Only a guess for faults and the journal, so that a body that is no XML has a name too. */
    @Override
    public String name(Request request) {
        Matcher found = OPERATION.matcher(new String(request.body(), StandardCharsets.UTF_8));
        return found.find() ? found.group(1) : "?";
    }

    @Override
    public Reply act(Request request) {
        Optional<Fault.SoapFault> broken = request.fault(Fault.SoapFault.class);
        if (broken.isPresent()) {
            return fault(broken.get().code(), broken.get().text());
        }
        try {
            Element envelope = parsed(request.body());
            checkToken(envelope);
            Element body = content(envelope);
            String action = String.valueOf(request.header("SOAPAction")).replace("\"", "");
            if (!action.equals(ACTION + body.getLocalName())) {
                throw new Refused("soap:Client", "SOAPAction does not match the body");
            }
            validate(body);
            Tag call = Tag.from(body);
            return wrapped(200, answer(call, request).xml());
        } catch (Refused refused) {
            return fault(refused.code(), refused.getMessage());
        }
    }

    private Tag answer(Tag call, Request request) {
        if (call.name().equals("LayThayDoi")) {
            int size = Integer.parseInt(call.get("SoLuong").strip());
            if (size < 1 || size > 100) {
                throw new Refused("soap:Client", "SoLuong: từ 1 đến 100");
            }
            return register.changes(
                    call.get("ConTro"),
                    size,
                    request.fault(Fault.PageAgain.class).isPresent());
        }
        return register.act(call);
    }

    private void checkToken(Element envelope) {
        Element token = only(envelope, WSSE, "UsernameToken");
        Element secret = token == null ? null : only(token, WSSE, "Password");
        Element name = token == null ? null : only(token, WSSE, "Username");
        if (secret == null || name == null) {
            throw new Refused("wsse:FailedAuthentication", "no UsernameToken");
        }
        // without a type it is text, by the profile
        if (!secret.getAttribute("Type").isEmpty()
                && !secret.getAttribute("Type").equals(TEXT)) {
            throw new Refused("wsse:FailedAuthentication", "a PasswordText is needed");
        }
        if (!username.equals(name.getTextContent().strip())
                || !password.equals(secret.getTextContent().strip())) {
            throw new Refused("wsse:FailedAuthentication", "unknown user or wrong password");
        }
    }

    private void validate(Element body) {
        try {
            schema.newValidator().validate(new DOMSource(body));
        } catch (SAXException invalid) {
            throw new Refused("soap:Client", invalid.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element content(Element envelope) {
        Element body = only(envelope, SOAP, "Body");
        for (var node = body == null ? null : body.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                return element;
            }
        }
        throw new Refused("soap:Client", "the body is empty");
    }

    private static Element only(Element parent, String namespace, String name) {
        NodeList found = parent.getElementsByTagNameNS(namespace, name);
        return found.getLength() == 0 ? null : (Element) found.item(0);
    }

    private static Element parsed(byte[] bytes) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // the fault tells it, not the console
            return builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new Refused("soap:Client", "not XML: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Reply fault(String code, String text) {
        StringBuilder out = new StringBuilder(
                "<soap:Fault xmlns:wsse=\"" + WSSE + "\"><faultcode>" + code + "</faultcode><faultstring>");
        Tag.escape(text, out);
        return wrapped(500, out.append("</faultstring></soap:Fault>").toString());
    }

    private static Reply wrapped(int status, String body) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"" + SOAP + "\"><soap:Body>"
                + body + "</soap:Body></soap:Envelope>";
        return new Reply(status, "text/xml; charset=utf-8", xml.getBytes(StandardCharsets.UTF_8));
    }

    /** The schemas inside the WSDL, the types before the messages that use them. */
    private static Schema schema() {
        try (var in = PermitApi.class.getResourceAsStream("/sandbox/construction.wsdl")) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Element root = factory.newDocumentBuilder().parse(in).getDocumentElement();
            NodeList found = root.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema");
            List<Source> schemas = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                Element schema = (Element) found.item(i);
                // it uses prefixes that only the WSDL's root declares
                for (int j = 0; j < root.getAttributes().getLength(); j++) {
                    Attr attribute = (Attr) root.getAttributes().item(j);
                    if (attribute.getName().startsWith("xmlns:")) {
                        schema.setAttributeNS(
                                XMLConstants.XMLNS_ATTRIBUTE_NS_URI, attribute.getName(), attribute.getValue());
                    }
                }
                schemas.add(new DOMSource(schema, "construction.wsdl#" + i));
            }
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(schemas.toArray(Source[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
