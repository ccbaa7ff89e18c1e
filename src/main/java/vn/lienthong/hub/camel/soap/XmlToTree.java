package vn.lienthong.hub.camel.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.soap.Shapes.Shape;

/**
 * Reads XML as a tree by the schema: what may stand more than once is always a list (absent = empty list), whole numbers
 * and flags are such, all else is text. A number or flag that is none stays text, for the mapping to refuse that record
 * alone. Attributes are members {@code @name}, the text beside them {@code #text}. Elements that the schema does not know are kept as text or members.
 */
class XmlToTree {
    private final Shapes shapes;

    XmlToTree(Shapes shapes) {
        this.shapes = shapes;
    }

    /**
     * @param reader standing on the start of the element; stands on its end afterwards
     * @param root what the element is; null = the schema has it
     */
    JsonNode tree(XMLStreamReader reader, @Nullable Shape root) throws XMLStreamException {
        return value(reader, root == null ? shapes.global(reader.getName()) : root);
    }

    private JsonNode value(XMLStreamReader reader, @Nullable Shape declared) throws XMLStreamException {
        @Nullable Shape shape = typed(reader, declared);
        String nil = reader.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
        boolean isNil = "true".equals(nil) || "1".equals(nil);
        @Nullable List<Shape> children = shape == null ? null : shapes.children(shape);
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        boolean attributed = attributes(reader, shape, members);
        if (children != null) {
            children.stream()
                    .filter(Shape::many)
                    .forEach(child -> members.putArray(child.name().getLocalPart()));
        }
        StringBuilder text = new StringBuilder();
        boolean nested = children != null;
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                nested = true;
                child(reader, children, members);
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        if (isNil) {
            return NullNode.instance;
        }
        if (!nested && attributed) {
            return members.set("#text", leaf(text.toString(), shape));
        }
        return nested ? members : leaf(text.toString(), shape);
    }

    /** Whether text stands as {@code #text}: where the schema knows attributes, or an unknown element has some. */
    private boolean attributes(XMLStreamReader reader, @Nullable Shape shape, ObjectNode members) {
        boolean known = shape != null && !shapes.attributes(shape).isEmpty();
        if (!known && shape != null && shape.type() != null) {
            return false;
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(reader.getAttributeNamespace(i))) {
                members.put("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }
        return known || !members.isEmpty();
    }

    /** An element may say that it is of a type derived from its own. */
    private @Nullable Shape typed(XMLStreamReader reader, @Nullable Shape declared) {
        @Nullable String type = reader.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type");
        if (type == null || declared == null) {
            return declared;
        }
        @Nullable XmlSchemaType derived = shapes.derived(declared, type.substring(type.indexOf(':') + 1));
        return derived == null ? declared : declared.as(derived);
    }

    private void child(XMLStreamReader reader, @Nullable List<Shape> children, ObjectNode members)
            throws XMLStreamException {
        String name = reader.getLocalName();
        @Nullable
        Shape shape = children == null
                ? null
                : children.stream()
                        .filter(child -> child.name().getLocalPart().equals(name))
                        .findFirst()
                        .orElse(null);
        JsonNode value = value(reader, shape);
        if (members.get(name) instanceof ArrayNode list) {
            list.add(value);
        } else if (members.has(name)) {
            ArrayNode list =
                    JsonNodeFactory.instance.arrayNode().add(members.get(name)).add(value);
            members.set(name, list);
        } else {
            members.set(name, value);
        }
    }

    private JsonNode leaf(String text, @Nullable Shape shape) {
        if (shape == null) {
            return TextNode.valueOf(text);
        }
        String clean = text.strip();
        return switch (shapes.kind(shape)) {
            case WHOLE_NUMBER -> number(clean, text);
            case FLAG ->
                switch (clean) {
                    case "true", "1" -> BooleanNode.TRUE;
                    case "false", "0" -> BooleanNode.FALSE;
                    default -> TextNode.valueOf(text);
                };
            case TEXT -> TextNode.valueOf(text);
        };
    }

    private static JsonNode number(String clean, String text) {
        try {
            return LongNode.valueOf(Long.parseLong(clean));
        } catch (NumberFormatException none) {
            return TextNode.valueOf(text);
        }
    }
}
