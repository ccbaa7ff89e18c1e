package vn.lienthong.sandbox.land;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import vn.lienthong.sandbox.wire.Reply;

/** A SOAP 1.1 envelope read into its security header and its one body element. */
record Envelope(Element security, Element body) {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    static final String WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String CONTENT_TYPE = "text/xml; charset=utf-8";

    static Envelope read(byte[] bytes) {
        Element root = parse(bytes);
        if (!SOAP.equals(root.getNamespaceURI()) || !"Envelope".equals(root.getLocalName())) {
            throw new SoapFaultException("soap:VersionMismatch", "not a SOAP 1.1 envelope");
        }
        Element body = only(root, SOAP, "Body");
        Element content = null;
        for (var node = body == null ? null : body.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                content = element;
                break;
            }
        }
        if (content == null) {
            throw new SoapFaultException("soap:Client", "the body is empty");
        }
        Element header = only(root, SOAP, "Header");
        return new Envelope(header == null ? null : only(header, WSSE, "Security"), content);
    }

    static Element only(Element parent, String namespace, String name) {
        NodeList found = parent.getElementsByTagNameNS(namespace, name);
        return found.getLength() == 0 ? null : (Element) found.item(0);
    }

    private static Element parse(byte[] bytes) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new SoapFaultException("soap:Client", "not XML: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Reply answer(Node body) {
        return wrapped(200, body.xml());
    }

    static Reply fault(String code, String text) {
        StringBuilder out = new StringBuilder(
                "<soap:Fault xmlns:wsse=\"" + WSSE + "\"><faultcode>" + code + "</faultcode><faultstring>");
        Node.escape(text, out);
        out.append("</faultstring><detail>");
        out.append(Node.of("Loi")
                .leaf("Ma", code.substring(code.indexOf(':') + 1))
                .leaf("ThongBao", text)
                .xml());
        out.append("</detail></soap:Fault>");
        return wrapped(500, out.toString());
    }

    private static Reply wrapped(int status, String body) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"" + SOAP + "\"><soap:Body>"
                + body + "</soap:Body></soap:Envelope>";
        return new Reply(status, CONTENT_TYPE, xml.getBytes(StandardCharsets.UTF_8));
    }

    /** The parser would print to the console what the fault tells anyway. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
