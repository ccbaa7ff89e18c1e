package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.hub.systems.NearestName;

/**
 * One use of {@code hub:} in a route file, after templates are filled.
 *
 * @param kind {@code pull}, {@code http}, ..
 * @param begins whether it stands under from
 * @param line where it stands; of a templated route the line of that route
 */
record HubUri(String kind, Map<String, String> parameters, boolean begins, int line) {
    private static final Pattern URI = Pattern.compile("hub:([A-Za-z-]+)(?:\\?(.*))?", Pattern.DOTALL);

    /**
     * What the component knows.
     *
     * @param begins whether a route begins with it
     */
    private record Form(boolean begins, Set<String> needs, Set<String> takes) {
        Set<String> all() {
            Set<String> all = new TreeSet<>(needs);
            all.addAll(takes);
            return all;
        }
    }

    private static final Map<String, Form> FORMS = Map.ofEntries(
            begins("pull", "system stream", "by times overlap firstPage again"),
            begins("look-up", "system stream", "page"),
            begins("holdings", "system stream", "by times"),
            begins("holding", "system stream", "by"),
            begins("deliver", "system", ""),
            begins("folder", "system include", "done quiet read unreadable"),
            begins("inbound", "system", ""),
            begins("wake-ups", "", ""),
            step("http", "system", "get ask"),
            step("soap", "system wsdl", "port ask"),
            step("sql", "system", "statement ask"),
            step("file", "system stream format", "separator columns fields skip element lists records sheet header"),
            step("files", "system", "into done"),
            step("receive", "system keyField", ""),
            step("wake-up", "system", ""));

    /** What a parameter may be, where it is one of some words. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "pull by", List.of("cursor", "log", "page", "since"),
            "holdings by", List.of("window", "log"),
            "holding by", List.of("code", "reference"),
            "file format", List.of("csv", "fixed", "xml", "json", "excel"));

    private static Map.Entry<String, Form> begins(String kind, String needs, String takes) {
        return Map.entry(kind, new Form(true, words(needs), words(takes)));
    }

    private static Map.Entry<String, Form> step(String kind, String needs, String takes) {
        return Map.entry(kind, new Form(false, words(needs), words(takes)));
    }

    private static Set<String> words(String list) {
        return list.isEmpty() ? Set.of() : Set.of(list.split(" "));
    }

    /** Every use in a tree that was read with lines; {@code at} goes before the lines of the tree, 0 = those count. */
    static List<HubUri> in(JsonNode tree, int at) {
        List<HubUri> found = new ArrayList<>();
        collect(tree, false, at, found);
        return found;
    }

    private static void collect(JsonNode node, boolean from, int at, List<HubUri> found) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            boolean uri = member.getKey().equals("uri") && member.getValue().isTextual();
            if (uri && member.getValue().textValue().startsWith("hub:")) {
                int line = at > 0 ? at : RouteSchema.line(member.getValue());
                found.add(read(member.getValue().textValue().strip(), node.path("parameters"), from, line));
            }
            collect(member.getValue(), member.getKey().equals("from"), at, found);
        }
        if (node.isArray()) {
            node.forEach(child -> collect(child, false, at, found));
        }
    }

    private static HubUri read(String uri, JsonNode beside, boolean from, int line) {
        Matcher parts = URI.matcher(uri);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!parts.matches()) {
            return new HubUri(uri.substring("hub:".length()), parameters, from, line);
        }
        String query = parts.group(2) == null ? "" : parts.group(2);
        for (String pair : query.split("&(?=[A-Za-z-]+=)")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1);
                parameters.put(
                        pair.substring(0, equals),
                        value.startsWith("RAW(") && value.endsWith(")")
                                ? value.substring(4, value.length() - 1)
                                : value);
            }
        }
        beside.properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        return new HubUri(parts.group(1), parameters, from, line);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** What the component would refuse, without its code and place. */
    List<String> faults() {
        Form form = FORMS.get(kind);
        if (form == null) {
            return List.of("HUB-ROUTE-014 there is no hub:" + kind
                    + new NearestName(FORMS.keySet()).remedy(kind, "; write one of " + new TreeSet<>(FORMS.keySet())));
        }
        List<String> faults = new ArrayList<>();
        if (form.begins() != begins) {
            faults.add(
                    form.begins()
                            ? "HUB-ROUTE-010 hub:" + kind + " begins a route and is no step; write it under from"
                            : "HUB-ROUTE-011 hub:" + kind + " is a step and begins no route; write it under steps");
        }
        for (String name : parameters.keySet()) {
            if (!form.all().contains(name)) {
                new NearestName(form.all())
                        .to(name)
                        .ifPresent(near -> faults.add("HUB-ROUTE-015 hub:" + kind + " has no parameter \"" + name
                                + "\"; write \"" + near + "\""));
            }
        }
        parameters.forEach((name, value) -> {
            List<String> known = WORDS.getOrDefault(kind + " " + name, List.of());
            if (!known.isEmpty() && !value.isBlank() && !known.contains(value)) {
                faults.add("HUB-ROUTE-020 hub:" + kind + " has no " + name + "=" + value
                        + new NearestName(known).remedy(value, "; write one of " + known));
            }
        });
        form.needs().stream()
                .filter(name -> parameter(name).isBlank())
                .filter(name -> faults.isEmpty())
                .sorted()
                .forEach(name -> faults.add("HUB-ROUTE-015 hub:" + kind + " needs a parameter; write ?" + name + "="));
        return faults;
    }

    /** The kinds that there are. */
    static Set<String> kinds() {
        return FORMS.keySet();
    }
}
