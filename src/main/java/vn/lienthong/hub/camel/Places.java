package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a call is filled with, by name: where a pull goes on, the window of a question, the code of a dossier. */
final class Places {
    /** Name to header, in a fixed order. */
    private static final Map<String, String> HEADERS = new LinkedHashMap<>();

    static {
        HEADERS.put("after", HubHeaders.AFTER);
        HEADERS.put("afterKey", HubHeaders.AFTER_KEY);
        HEADERS.put("page", HubHeaders.PAGE);
        HEADERS.put("pageSize", HubHeaders.PAGE_SIZE);
        HEADERS.put("from", HubHeaders.FROM);
        HEADERS.put("to", HubHeaders.TO);
        HEADERS.put("code", HubHeaders.CODE);
    }

    private Places() {}

    static boolean known(String name) {
        return HEADERS.containsKey(name);
    }

    static String names() {
        return "{" + String.join("}, {", HEADERS.keySet()) + "}";
    }

    /** The value of a place; empty if this call has none. */
    static String value(Exchange exchange, String name) {
        @Nullable String value = exchange.getMessage().getHeader(HEADERS.get(name), String.class);
        return value == null ? "" : value;
    }

    /** The places of this call as members; page and pageSize are numbers. */
    static ObjectNode tree(Exchange exchange) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        HEADERS.forEach((name, header) -> {
            @Nullable String value = exchange.getMessage().getHeader(header, String.class);
            if (value != null) {
                put(tree, name, value);
            }
        });
        return tree;
    }

    /** All places, those that this call has not as empty text: a statement names what it needs. */
    static ObjectNode whole(Exchange exchange) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        HEADERS.keySet().forEach(name -> put(tree, name, value(exchange, name)));
        return tree;
    }

    /** The headers that carry these values. */
    static Map<String, Object> headers(Map<String, String> values) {
        Map<String, Object> headers = new LinkedHashMap<>();
        values.forEach((name, value) -> headers.put(HEADERS.get(name), value));
        return headers;
    }

    /** Puts the values into an answer, for the mapping that reads it. */
    static void put(ObjectNode answer, Map<String, String> values) {
        values.forEach((name, value) -> put(answer, name, value));
    }

    private static void put(ObjectNode tree, String name, String value) {
        boolean number = (name.equals("page") || name.equals("pageSize")) && value.matches("\\d{1,9}");
        if (number) {
            tree.put(name, Integer.parseInt(value));
        } else {
            tree.put(name, value);
        }
    }
}
