package vn.lienthong.hub.camel.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML document in which every element of one name is a record, wherever it stands. Members are child elements by their
 * local names; attributes are members {@code @name}; text beside them is {@code #text}; the rest is text. An element that
 * stands once is no list unless it is named in {@code lists}. Its encoding stands in its first line. A document that breaks off is not read at all.
 *
 * @param element local name of a record
 * @param lists local names that are always lists
 */
public record XmlFile(String element, Set<String> lists) implements FileFormat {
    private static final XMLInputFactory READERS = readers();

    private static XMLInputFactory readers() {
        XMLInputFactory readers = XMLInputFactory.newInstance();
        // a file may not make the hub read other files or addresses
        readers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        readers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return readers;
    }

    @Override
    public List<FileRecord> records(byte[] file) {
        List<FileRecord> records = new ArrayList<>();
        try {
            XMLStreamReader reader = READERS.createXMLStreamReader(new ByteArrayInputStream(file));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals(element)) {
                    int line = reader.getLocation().getLineNumber();
                    JsonNode value = value(reader);
                    records.add(FileRecord.good(
                            number(line, records),
                            value instanceof ObjectNode tree
                                    ? tree
                                    : JsonNodeFactory.instance.objectNode().set("#text", value)));
                }
            }
        } catch (XMLStreamException broken) {
            int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
            throw new UnreadableFile(
                    "HUB-MAP-020", "line " + line, "a whole XML document", "one that breaks off or is faulty there");
        }
        return records;
    }

    /** Several records of one line stay apart. */
    private static int number(int line, List<FileRecord> before) {
        int last = before.isEmpty() ? 0 : before.get(before.size() - 1).number();
        return Math.max(line, last + 1);
    }

    /** Stands on the element's end afterwards. */
    private JsonNode value(XMLStreamReader reader) throws XMLStreamException {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            members.put("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = reader.getLocalName();
                add(members, name, value(reader));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        String said = text.toString().strip();
        if (members.isEmpty()) {
            return TextNode.valueOf(said);
        }
        if (!said.isEmpty()) {
            members.put("#text", said);
        }
        return members;
    }

    private void add(ObjectNode members, String name, JsonNode value) {
        if (members.get(name) instanceof ArrayNode list) {
            list.add(value);
        } else if (members.has(name) || lists.contains(name)) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            if (members.has(name)) {
                list.add(members.get(name));
            }
            members.set(name, list.add(value));
        } else {
            members.set(name, value);
        }
    }
}
