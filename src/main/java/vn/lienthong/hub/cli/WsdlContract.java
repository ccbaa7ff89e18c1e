package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.SoapOutline;
import vn.lienthong.hub.camel.SoapOutline.Element;
import vn.lienthong.hub.camel.SoapOutline.Operation;
import vn.lienthong.hub.cli.Contract.Unusable;
import vn.lienthong.hub.dossier.SystemId;

/** Reads a WSDL: an operation that answers with a list is a stream. */
final class WsdlContract {
    private static final int DEEPEST = 5;

    private WsdlContract() {}

    /** @param wanted name of an operation; null = the first that answers with a list, one that takes a place before others */
    static Contract read(Path wsdl, SystemId system, @Nullable String wanted) {
        List<Operation> operations;
        try {
            operations = SoapOutline.of(wsdl).operations();
        } catch (IllegalArgumentException unusable) {
            throw new Unusable(String.valueOf(unusable.getMessage()));
        }
        List<String> names = operations.stream().map(Operation::name).toList();
        Operation operation = operations.stream()
                .filter(each -> wanted == null || each.name().equals(wanted))
                .filter(each -> list(each.answer(), List.of()).isPresent())
                .min(java.util.Comparator.comparingInt(each -> way(each).equals("page") ? 1 : 0))
                .orElseThrow(() ->
                        new Unusable((wanted == null ? "no operation" : "--operation " + wanted + ": none of this name")
                                + " answers with a list; there are " + names));
        return contract(wsdl, system, operation, names);
    }

    /** Where the records are, and what they are. */
    private record Found(List<String> path, Element item) {}

    private static Contract contract(Path wsdl, SystemId system, Operation operation, List<String> names) {
        Found found = list(operation.answer(), List.of()).orElseThrow();
        List<String> list = new ArrayList<>(List.of("body"));
        list.addAll(found.path());
        List<Field> fields = new ArrayList<>();
        fields(found.item(), List.of(), fields);
        String way = way(operation);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("wsdl", "mappings/" + system + "/" + wsdl.getFileName());
        @Nullable List<String> next = way.equals("cursor") ? next(operation.answer(), List.of("body")) : null;
        String template = way.equals("cursor") && next == null ? "page" : way;
        String stream = new Field(List.of(found.item().name()), Field.Sort.TEXT, List.of()).word();
        return new Contract(
                stream,
                "operation " + operation.name() + " of " + wsdl.getFileName()
                        + (names.size() > 1 ? "; operations there: " + names : ""),
                "soap-pull-" + template,
                parameters,
                fields,
                list,
                next,
                Map.of("ask/" + stream + ".jslt", ask(operation, template)),
                List.of("auth: ws-security-text"));
    }

    private static Optional<Found> list(Element element, List<String> path) {
        for (Element child : element.children()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(child.name());
            if (child.many() && !child.children().isEmpty()) {
                return Optional.of(new Found(inner, child));
            }
            if (inner.size() < DEEPEST) {
                Optional<Found> found = list(child, inner);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static void fields(Element element, List<String> path, List<Field> fields) {
        for (Element child : element.children()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(child.name());
            if (!child.many() && !child.children().isEmpty() && inner.size() < DEEPEST) {
                fields(child, inner, fields);
            } else {
                Field.Sort sort = child.many() || !child.children().isEmpty() ? Field.Sort.LIST : sort(child.type());
                fields.add(new Field(inner, sort, sort == Field.Sort.LIST ? List.of() : child.values()));
            }
        }
    }

    private static Field.Sort sort(String xsd) {
        return switch (xsd) {
            case "dateTime" -> Field.Sort.INSTANT;
            case "date" -> Field.Sort.DATE;
            case "boolean" -> Field.Sort.FLAG;
            case "int",
                    "integer",
                    "long",
                    "short",
                    "positiveInteger",
                    "nonNegativeInteger",
                    "unsignedInt",
                    "unsignedLong" -> Field.Sort.NUMBER;
            default -> Field.Sort.TEXT;
        };
    }

    private static String way(Operation operation) {
        List<String> words = new ArrayList<>();
        words(operation.request(), words);
        if (words.stream().anyMatch(WsdlContract::isCursor)) {
            return "cursor";
        }
        return words.stream().anyMatch(WsdlContract::isSince) ? "since" : "page";
    }

    private static void words(Element element, List<String> words) {
        words.add(word(element));
        element.children().forEach(child -> words(child, words));
    }

    private static String word(Element element) {
        return new Field(List.of(element.name()), Field.Sort.TEXT, List.of()).word();
    }

    private static boolean isCursor(String word) {
        return word.matches("(after|cursor|contro|sau|sauso|.*cursor|.*token|continuation.*|lastid|fromid|startafter)");
    }

    private static boolean isSince(String word) {
        return word.matches(
                "(since|from|tungay|tuthoidiem|fromdate|fromtime|(changed|updated|modified)(since|from|after)|.*since)");
    }

    private static @Nullable List<String> next(Element element, List<String> path) {
        for (Element child : element.children()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(child.name());
            if (!child.many()
                    && child.children().isEmpty()
                    && word(child).matches("(next.*|.*cursor|contro.*|moctieptheo|tieptheo|.*token)")) {
                return inner;
            }
            if (!child.many() && inner.size() < DEEPEST) {
                @Nullable List<String> found = next(child, inner);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The call, with a place where the request has one; what else it needs is there with an empty text. */
    private static String ask(Operation operation, String way) {
        return "// The call for the next records: what is asked for stands in .after, .page and .pageSize.\n"
                + "{\"operation\": \"" + operation.name() + "\", \"body\": " + body(operation.request(), way) + "}\n";
    }

    private static String body(Element element, String way) {
        return element.children().stream()
                .filter(child -> child.required() || !place(child, way).isEmpty() || hasPlace(child, way))
                .map(child -> "\"" + child.name() + "\": " + value(child, way))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static boolean hasPlace(Element element, String way) {
        return element.children().stream().anyMatch(child -> !place(child, way).isEmpty() || hasPlace(child, way));
    }

    private static String value(Element element, String way) {
        if (!element.children().isEmpty()) {
            String body = body(element, way);
            return element.many() ? "[" + body + "]" : body;
        }
        String place = place(element, way);
        if (!place.isEmpty()) {
            return place;
        }
        ObjectNode composed = JsonNodeFactory.instance.objectNode();
        new Field(List.of("x"), sort(element.type()), element.values())
                .put(
                        composed,
                        element.values().isEmpty()
                                ? plain(element)
                                : JsonNodeFactory.instance.textNode(
                                        element.values().get(0)));
        return composed.path("x").toString();
    }

    private static com.fasterxml.jackson.databind.JsonNode plain(Element element) {
        return switch (sort(element.type())) {
            case NUMBER -> JsonNodeFactory.instance.numberNode(0);
            case FLAG -> JsonNodeFactory.instance.booleanNode(false);
            default -> JsonNodeFactory.instance.textNode("");
        };
    }

    private static String place(Element element, String way) {
        if (!element.children().isEmpty()) {
            return "";
        }
        String word = word(element).toLowerCase(Locale.ROOT);
        if (isCursor(word) && way.equals("cursor") || isSince(word) && way.equals("since")) {
            return ".after";
        }
        if (word.matches("(page|trang|pageno|pagenumber|pageindex|sotrang)")) {
            return ".page";
        }
        return word.matches("(limit|size|pagesize|perpage|soluong|kichthuoc|max.*|count)") ? ".pageSize" : "";
    }
}
