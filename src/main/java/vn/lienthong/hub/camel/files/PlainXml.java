package vn.lienthong.hub.camel.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a tree as an XML document in UTF-8, as {@link XmlFile} reads one: the one member is the root, lists repeat their
 * element, {@code @name} is an attribute, {@code #text} the text beside them.
 */
final class PlainXml {
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newInstance();
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}._-]*");

    private PlainXml() {}

    /** @throws IllegalArgumentException naming what cannot be XML, never a value */
    static byte[] of(JsonNode tree) {
        if (tree.size() != 1) {
            throw new IllegalArgumentException("an XML document has one root, this tree has " + tree.size());
        }
        Map.Entry<String, JsonNode> root = tree.properties().iterator().next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter writer = WRITERS.createXMLStreamWriter(bytes, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            element(root.getKey(), root.getValue(), writer);
            writer.writeEndDocument();
            writer.close();
            return bytes.toByteArray();
        } catch (XMLStreamException impossible) {
            throw new IllegalArgumentException("cannot be written as XML", impossible);
        }
    }

    private static void element(String name, JsonNode value, XMLStreamWriter writer) throws XMLStreamException {
        if (value.isArray()) {
            for (JsonNode each : value) {
                element(name, each, writer);
            }
            return;
        }
        writer.writeStartElement(named(name));
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (member.getKey().startsWith("@")) {
                    writer.writeAttribute(
                            named(member.getKey().substring(1)),
                            carried(member.getKey(), member.getValue().asText()));
                }
            }
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (member.getKey().equals("#text")) {
                    writer.writeCharacters(carried(name, member.getValue().asText()));
                } else if (!member.getKey().startsWith("@")) {
                    element(member.getKey(), member.getValue(), writer);
                }
            }
        } else if (!value.isNull()) {
            writer.writeCharacters(carried(name, value.asText()));
        }
        writer.writeEndElement();
    }

    private static String named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name of an element");
        }
        return name;
    }

    private static String carried(String name, String text) {
        boolean good = text.codePoints()
                .allMatch(c -> c == 0x9
                        || c == 0xA
                        || c == 0xD
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
        if (!good) {
            throw new IllegalArgumentException(name + " has a character that XML cannot carry");
        }
        return text;
    }
}
