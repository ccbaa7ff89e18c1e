package vn.lienthong.sandbox.land;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The WSDL: served as it is, and its schema as the judge of every request and, in the self tests, of every answer.
 */
final class Contract {
    private final String wsdl;
    private final Schema schema;

    Contract() {
        try (var in = Contract.class.getResourceAsStream("/sandbox/land.wsdl")) {
            byte[] bytes = in.readAllBytes();
            wsdl = new String(bytes, StandardCharsets.UTF_8);
            schema = schemaOf(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    String wsdl(String address) {
        return wsdl.replace("http://localhost/land", address);
    }

    void check(Element body) {
        try {
            schema.newValidator().validate(new DOMSource(body));
        } catch (SAXException invalid) {
            throw new SoapFaultException("soap:Client", invalid.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schemaOf(byte[] wsdl) throws SAXException, IOException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(wsdl));
        Element root = document.getDocumentElement();
        Element schema = (Element) document.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema")
                .item(0);
        // The schema uses prefixes that only the WSDL's root declares.
        for (int i = 0; i < root.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) root.getAttributes().item(i);
            if (attribute.getName().startsWith("xmlns:")) {
                schema.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, attribute.getName(), attribute.getValue());
            }
        }
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new DOMSource(schema));
    }
}
