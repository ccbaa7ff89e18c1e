package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.Mappings;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;

/** How a step comes by the call that it sends. Forms of calls: docs/architecture.md, "Call and answer". */
interface MakeCall {
    JsonNode of(Exchange exchange);

    /** The call that a delivery brought. */
    static MakeCall brought() {
        return exchange -> {
            if (exchange.getMessage().getBody() instanceof JsonNode call) {
                return call;
            }
            throw new RouteFailed("HUB-ROUTE-013 there is no call to send: begin the route with hub:deliver,"
                    + " or let the step make it (hub:http?get= or ask=, hub:soap?ask=, hub:sql?statement=)");
        };
    }

    /** {@code ask/<stream>.jslt} makes it of the places. */
    static MakeCall asked(Mappings mappings, SystemId system, String stream) {
        return exchange -> {
            try {
                return mappings.ask(system, stream, Places.tree(exchange));
            } catch (MappingFailed failed) {
                throw new RouteFailed("HUB-ROUTE-012 mappings/" + system + "/ask/" + stream + ".jslt made no call: "
                        + failed.faults().get(0));
            }
        };
    }

    /** A statement of the pack, whose parameters are the places. */
    static MakeCall statement(String name) {
        return exchange -> {
            ObjectNode call = JsonNodeFactory.instance.objectNode().put("statement", name);
            call.set("parameters", Places.whole(exchange));
            return call;
        };
    }

    /**
     * A GET of a path with a query, in which places stand: {@code /a/{code}?after={after}}. No value can break out of its
     * place.
     *
     * @throws IllegalArgumentException if there is no such place, or two values of one name
     */
    static MakeCall get(String written) {
        Pattern place = Pattern.compile("\\{([^}]*)}");
        place.matcher(written).results().map(found -> found.group(1)).forEach(name -> {
            if (!Places.known(name)) {
                throw new IllegalArgumentException(
                        "HUB-ROUTE-021 \"" + written + "\": no place {" + name + "}; write some of " + Places.names());
            }
        });
        int question = written.indexOf('?');
        String path = question < 0 ? written : written.substring(0, question);
        List<String[]> query = new ArrayList<>();
        if (question >= 0) {
            for (String part : written.substring(question + 1).split("&")) {
                String[] pair = part.split("=", 2);
                if (query.stream().anyMatch(before -> before[0].equals(pair[0]))) {
                    throw new IllegalArgumentException("HUB-ROUTE-021 \"" + written + "\": \"" + pair[0]
                            + "\" stands twice; such a call is made by ask/<stream>.jslt");
                }
                query.add(pair);
            }
        }
        return exchange -> {
            ObjectNode call = JsonNodeFactory.instance.objectNode().put("method", "GET");
            call.put("path", filled(place, path, exchange, true));
            if (!query.isEmpty()) {
                ObjectNode members = call.putObject("query");
                query.forEach(
                        pair -> members.put(pair[0], pair.length < 2 ? "" : filled(place, pair[1], exchange, false)));
            }
            return call;
        };
    }

    private static String filled(Pattern place, String text, Exchange exchange, boolean encoded) {
        return place.matcher(text).replaceAll(found -> {
            String value = Places.value(exchange, found.group(1));
            return Matcher.quoteReplacement(
                    encoded ? URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20") : value);
        });
    }
}
