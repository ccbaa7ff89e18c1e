package vn.lienthong.hub.camel.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.soap.Shapes.Attribute;
import vn.lienthong.hub.camel.soap.Shapes.Shape;
import vn.lienthong.hub.systems.NearestName;

/**
 * Writes a tree as XML in the order of the schema. Attributes are members {@code @name}, text beside attributes is
 * {@code #text}, {@code @xsi:type} names a derived type. Nothing is dropped: a member that the schema does not know, a required
 * one that is missing and a character that XML cannot carry are faults, all named at once.
 */
class TreeToXml {
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newInstance();

    private static final String TEXT = "#text";
    private static final String TYPE = "@xsi:type";

    private final Shapes shapes;

    TreeToXml(Shapes shapes) {
        this.shapes = shapes;
    }

    /** @throws NotInSchema naming every fault */
    String xml(Shape root, JsonNode tree) {
        StringWriter text = new StringWriter();
        List<String> faults = new ArrayList<>();
        try {
            XMLStreamWriter writer = WRITERS.createXMLStreamWriter(text);
            write(root, tree, "", true, writer, faults);
            writer.close();
        } catch (XMLStreamException impossible) {
            throw new NotInSchema("cannot be written as XML");
        }
        if (!faults.isEmpty()) {
            throw new NotInSchema(String.join("; ", faults));
        }
        return text.toString();
    }

    private void write(
            Shape declared, JsonNode value, String path, boolean root, XMLStreamWriter writer, List<String> faults)
            throws XMLStreamException {
        String namespace = declared.name().getNamespaceURI();
        writer.writeStartElement(namespace.isEmpty() ? "" : "t", declared.name().getLocalPart(), namespace);
        if (!namespace.isEmpty()) {
            writer.writeNamespace("t", namespace);
        }
        Shape shape = typed(declared, value, path, writer, faults);
        @Nullable List<Shape> children = shapes.children(shape);
        if (value.isNull() && !root) {
            writer.writeNamespace("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);
            writer.writeAttribute("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil", "true");
        } else if (children != null) {
            if (value.isObject() || !shapes.attributes(shape).isEmpty()) {
                attributes(shape, value, path, writer, faults);
            }
            members(children, value, path, writer, faults);
        } else if (value.isObject() && shape.type() instanceof XmlSchemaComplexType) {
            attributes(shape, value, path, writer, faults);
            value.fieldNames().forEachRemaining(name -> {
                if (!name.startsWith("@") && !name.equals(TEXT)) {
                    faults.add(path + "/" + name + " is not in the contract; text beside attributes is " + TEXT);
                }
            });
            text(value.path(TEXT), path, writer, faults);
        } else {
            text(value, path, writer, faults);
        }
        writer.writeEndElement();
    }

    /** {@code @xsi:type} says which of the derived types stands here. */
    private Shape typed(Shape declared, JsonNode value, String path, XMLStreamWriter writer, List<String> faults)
            throws XMLStreamException {
        String wanted = value.path(TYPE).asText("");
        if (wanted.isEmpty()) {
            return declared;
        }
        @Nullable XmlSchemaType type = shapes.derived(declared, wanted);
        if (type == null || type.getQName() == null) {
            faults.add(path + "/" + TYPE + " names a type that is not in the contract");
            return declared;
        }
        writer.writeNamespace("y", type.getQName().getNamespaceURI());
        writer.writeNamespace("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);
        writer.writeAttribute(
                "xsi",
                XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI,
                "type",
                "y:" + type.getQName().getLocalPart());
        return declared.as(type);
    }

    private void attributes(Shape shape, JsonNode value, String path, XMLStreamWriter writer, List<String> faults)
            throws XMLStreamException {
        Set<String> left = new LinkedHashSet<>();
        value.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("@") && !name.equals(TYPE)) {
                left.add(name);
            }
        });
        for (Attribute attribute : shapes.attributes(shape)) {
            String name = "@" + attribute.name().getLocalPart();
            left.remove(name);
            JsonNode given = value.path(name);
            if (given.isMissingNode() || given.isNull()) {
                if (attribute.required()) {
                    faults.add(path + "/" + name + " is missing");
                }
            } else if (given.isContainerNode() || !given.asText().codePoints().allMatch(TreeToXml::carried)) {
                faults.add(path + "/" + name + " is no text that XML can carry");
            } else if (attribute.name().getNamespaceURI().isEmpty()) {
                writer.writeAttribute(attribute.name().getLocalPart(), given.asText());
            } else {
                writer.writeNamespace("a", attribute.name().getNamespaceURI());
                writer.writeAttribute(
                        "a",
                        attribute.name().getNamespaceURI(),
                        attribute.name().getLocalPart(),
                        given.asText());
            }
        }
        left.forEach(name -> faults.add(path + "/" + name + " is not in the contract"));
    }

    private static void text(JsonNode value, String path, XMLStreamWriter writer, List<String> faults)
            throws XMLStreamException {
        String text = value.asText();
        if (value.isContainerNode()) {
            faults.add(path + " holds text, not members");
        } else if (text.codePoints().allMatch(TreeToXml::carried)) {
            writer.writeCharacters(text);
        } else {
            faults.add(path + " has a character that XML cannot carry");
        }
    }

    private void members(List<Shape> children, JsonNode value, String path, XMLStreamWriter writer, List<String> faults)
            throws XMLStreamException {
        if (!value.isObject()) {
            faults.add((path.isEmpty() ? "/" : path) + " holds members, not text");
            return;
        }
        Set<String> left = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!member.getKey().startsWith("@")) {
                left.add(member.getKey());
            }
        }
        for (Shape child : children) {
            String name = child.name().getLocalPart();
            left.remove(name);
            member(child, value.path(name), path + "/" + name, writer, faults);
        }
        NearestName known = new NearestName(
                children.stream().map(child -> child.name().getLocalPart()).toList());
        left.forEach(name -> faults.add(path + "/" + name + " is not in the contract"
                + known.to(name).map(near -> " (write " + near + ")").orElse("")));
    }

    private void member(Shape child, JsonNode value, String path, XMLStreamWriter writer, List<String> faults)
            throws XMLStreamException {
        boolean absent = value.isMissingNode() || value.isNull() && !(child.nillable() && child.required());
        if (absent || value.isArray() && value.isEmpty()) {
            if (child.required()) {
                faults.add(path + " is missing");
            }
        } else if (!value.isArray()) {
            write(child, value, path, false, writer, faults);
        } else if (value.size() > 1 && !child.many()) {
            faults.add(path + " may stand only once");
        } else {
            for (int i = 0; i < value.size(); i++) {
                write(child, value.get(i), path + "/" + i, false, writer, faults);
            }
        }
    }

    private static boolean carried(int point) {
        return point == 0x9
                || point == 0xA
                || point == 0xD
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000;
    }
}
