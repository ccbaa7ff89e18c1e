package vn.lienthong.hub.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;

/**
 * The call tree of an exchange. A delivery brings it as a tree; a route writes it as JSON text, whose {@code {after}},
 * {@code {pageSize}}, {@code {code}}, {@code {from}}, {@code {to}} and {@code {page}} are filled after it was parsed, so that no value can break out of its place.
 */
final class CallTemplate {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PLACES = Map.of(
            "{after}", HubHeaders.AFTER,
            "{pageSize}", HubHeaders.PAGE_SIZE,
            "{code}", HubHeaders.CODE,
            "{from}", HubHeaders.FROM,
            "{to}", HubHeaders.TO,
            "{page}", HubHeaders.PAGE);
    /** A value that is the number alone: <code>"{page:number}"</code>. */
    private static final Map<String, String> NUMBERS =
            Map.of("{page:number}", HubHeaders.PAGE, "{pageSize:number}", HubHeaders.PAGE_SIZE);

    private CallTemplate() {}

    static JsonNode of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof JsonNode tree) {
            return tree;
        }
        if (body instanceof String text) {
            try {
                return filled(JSON.readTree(text), exchange, false);
            } catch (JsonProcessingException broken) {
                throw new RouteFailed(
                        "HUB-ROUTE-012 the call that the route writes is no JSON: line "
                                + broken.getLocation().getLineNr() + ", column "
                                + broken.getLocation().getColumnNr(),
                        broken);
            }
        }
        throw new RouteFailed(
                "HUB-ROUTE-013 a call step needs a call in the body: a tree, or JSON text set by setBody");
    }

    private static JsonNode filled(JsonNode node, Exchange exchange, boolean inPath) {
        if (node instanceof ObjectNode members) {
            members.properties()
                    .forEach(member -> member.setValue(
                            filled(member.getValue(), exchange, member.getKey().equals("path"))));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, filled(list.get(i), exchange, inPath));
            }
        } else if (node.isTextual() && NUMBERS.containsKey(node.textValue())) {
            return LongNode.valueOf(
                    exchange.getMessage().getHeader(Objects.requireNonNull(NUMBERS.get(node.textValue())), Long.class));
        } else if (node.isTextual() && node.textValue().indexOf('{') >= 0) {
            return TextNode.valueOf(filled(node.textValue(), exchange, inPath));
        }
        return node;
    }

    private static String filled(String text, Exchange exchange, boolean inPath) {
        String result = text;
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            if (result.contains(place.getKey())) {
                String value =
                        Objects.requireNonNullElse(exchange.getMessage().getHeader(place.getValue(), String.class), "");
                result = result.replace(place.getKey(), inPath ? encoded(value) : value);
            }
        }
        return result;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
