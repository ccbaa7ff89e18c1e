package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.SoapOutline.Element;

/** One composed entry of a list of a WSDL: every member with a value, what repeats within it with one entry too. */
final class ListEntry {
    private static final int DEEPEST = 5;
    private static final int MOST_MEMBERS = 300;

    private int members;

    private ListEntry() {}

    /** @return null for an element in which anything may stand */
    static @Nullable JsonNode of(Element element) {
        return new ListEntry().value(element, 0);
    }

    private @Nullable JsonNode value(Element element, int depth) {
        if (element.children().isEmpty()) {
            return element.type().isEmpty()
                    ? null
                    : new Field(List.of(element.name()), WsdlContract.sort(element.type()), element.values())
                            .composed();
        }
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        for (Element child : element.children()) {
            if (depth >= DEEPEST || ++members > MOST_MEMBERS) {
                break;
            }
            @Nullable JsonNode value = value(child, depth + 1);
            if (child.many()) {
                ArrayNode list = entry.putArray(child.name());
                if (value != null) {
                    list.add(value);
                }
            } else if (value != null) {
                entry.set(child.name(), value);
            }
        }
        return entry;
    }
}
