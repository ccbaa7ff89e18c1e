package vn.lienthong.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.camel.SoapOutline;
import vn.lienthong.hub.camel.SoapOutline.Element;
import vn.lienthong.hub.camel.SoapOutline.Operation;
import vn.lienthong.hub.cli.Contract.Unusable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.NearestName;

/** Reads a WSDL: an operation that answers with a list is a stream. */
final class WsdlContract {
    private static final int DEEPEST = 5;
    private static final Pattern NEXT_PAGE = Pattern.compile("\\.page\\b");

    private final Path wsdl;
    private final SoapOutline outline;
    private final List<Listing> listings;

    private WsdlContract(Path wsdl, SoapOutline outline) {
        this.wsdl = wsdl;
        this.outline = outline;
        Map<List<Object>, Listing> found = new LinkedHashMap<>();
        for (Operation each : outline.operations()) {
            // the same service by SOAP 1.1 and 1.2 is two ports with the same operations
            list(each.answer(), List.of())
                    .ifPresent(list -> found.putIfAbsent(
                            List.of(each.name(), each.request(), each.answer()),
                            new Listing(each, list.path(), list.item())));
        }
        this.listings = List.copyOf(found.values());
    }

    /** @param wanted name of an operation, or port/operation; null = the one that looks most like a list of what changed */
    static Contract read(Path wsdl, SystemId system, @Nullable String wanted) {
        WsdlContract contract;
        try {
            contract = new WsdlContract(wsdl, SoapOutline.of(wsdl));
        } catch (IllegalArgumentException unusable) {
            throw new Unusable(String.valueOf(unusable.getMessage()));
        }
        if (wanted != null) {
            return contract.contract(system, contract.named(wanted), List.of());
        }
        Listing guess = contract.guess();
        return contract.contract(
                system,
                guess,
                Contract.guessed(
                        "the operation " + contract.label(guess.operation()), contract.labels(contract.listings)));
    }

    /** Where the records are, and what they are. */
    private record Found(List<String> path, Element item) {}

    /** An operation that answers with a list. */
    private record Listing(Operation operation, List<String> path, Element item) {}

    private Listing guess() {
        return listings.stream()
                .min(Comparator.comparingInt(WsdlContract::rank))
                .orElseThrow(() -> new Unusable("no operation answers with a list; there are "
                        + outline.operations().stream().map(this::label).toList()));
    }

    /** A list with a time and a key first, then one that takes a place, then one whose name says that it reads. */
    private static int rank(Listing listing) {
        List<Field> fields = new ArrayList<>();
        fields(listing.item(), List.of(), fields);
        boolean time = fields.stream().anyMatch(field -> field.sort().isTime());
        boolean key = fields.stream().anyMatch(Roles::looksLikeAKey);
        boolean reads = listing.operation()
                .name()
                .matches("(?i)(get|list|read|find|fetch|query|search|export|lay|tim|tra|doc|danhsach|ds).*");
        return (time ? 0 : 20) + (key ? 0 : 10) + (way(listing.operation()).equals("page") ? 2 : 0) + (reads ? 0 : 1);
    }

    private Listing named(String wanted) {
        List<Operation> meant = outline.operations().stream()
                .filter(each -> each.name().equals(wanted) || full(each).equals(wanted))
                .toList();
        if (meant.isEmpty()) {
            throw new Unusable("--operation " + wanted + ": the contract has none of this name"
                    + new NearestName(outline.operations().stream()
                                    .map(Operation::name)
                                    .toList())
                            .remedy(wanted, "; those that answer with a list are " + labels(listings)));
        }
        if (meant.stream()
                        .map(each -> List.of(each.request(), each.answer()))
                        .distinct()
                        .count()
                > 1) {
            throw new Unusable("--operation " + wanted + ": several ports have one of this name, and not the same;"
                    + " write one of " + meant.stream().map(WsdlContract::full).toList());
        }
        Operation first = meant.get(0);
        Found list = list(first.answer(), List.of())
                .orElseThrow(() -> new Unusable(
                        "--operation " + wanted + ": it answers with no list; those that do are " + labels(listings)));
        return new Listing(first, list.path(), list.item());
    }

    private static String full(Operation operation) {
        return operation.port() + "/" + operation.name();
    }

    /** As a person names it: with its port, where there are several. */
    private String label(Operation operation) {
        return outline.ports().size() > 1 ? full(operation) : operation.name();
    }

    private List<String> labels(List<Listing> some) {
        return some.stream().map(each -> label(each.operation())).toList();
    }

    private Contract contract(SystemId system, Listing listing, List<String> notes) {
        Operation operation = listing.operation();
        List<String> list = new ArrayList<>(List.of("body"));
        list.addAll(listing.path());
        List<Field> fields = new ArrayList<>();
        fields(listing.item(), List.of(), fields);
        String way = way(operation);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("wsdl", "mappings/" + system + "/" + wsdl.getFileName());
        boolean ports = outline.ports().size() > 1;
        if (ports) {
            parameters.put("port", operation.port());
        }
        @Nullable List<String> next = way.equals("cursor") ? next(operation.answer(), List.of("body")) : null;
        String template = way.equals("cursor") && next == null ? "page" : way;
        String stream = new Field(List.of(listing.item().name()), Field.Sort.TEXT, List.of()).word();
        List<String> names = outline.operations().stream()
                .filter(each -> each.port().equals(operation.port()))
                .map(Operation::name)
                .toList();
        String file = "ask/" + stream + ".jslt";
        List<String> unknown = new ArrayList<>();
        String body = body(operation.request(), template, "", unknown);
        // a far side that cannot be asked for the next page would be asked for this one for ever
        boolean goesOn = !template.equals("page") || NEXT_PAGE.matcher(body).find();
        return new Contract(
                stream,
                "operation " + operation.name() + (ports ? " of port " + operation.port() : "") + " of "
                        + wsdl.getFileName() + (names.size() > 1 ? "; operations there: " + names : ""),
                "soap-pull-" + template,
                parameters,
                fields,
                list,
                next,
                Map.of(file, ask(operation, body)),
                List.of("auth: ws-security-text"),
                goesOn ? more(listing) : null,
                notes,
                unknown.isEmpty()
                        ? List.of()
                        : List.of("mappings/" + system + "/" + file + ": what the request must have and nobody said: "
                                + String.join(", ", unknown) + "."));
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

    /** A flag beside the list, or beside one of the elements around it, that says that more follows. */
    private static @Nullable List<String> more(Listing listing) {
        List<String> path = new ArrayList<>(List.of("body"));
        @Nullable List<String> found = null;
        @Nullable Element here = listing.operation().answer();
        for (String step : listing.path()) {
            @Nullable Element inner = null;
            for (Element child : here == null ? List.<Element>of() : here.children()) {
                if (child.type().equals("boolean") && !child.many() && Contract.saysMore(word(child))) {
                    found = new ArrayList<>(path);
                    found.add(child.name());
                }
                inner = child.name().equals(step) ? child : inner;
            }
            path.add(step);
            here = inner;
        }
        return found;
    }

    private static void fields(Element element, List<String> path, List<Field> fields) {
        for (Element child : element.children()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(child.name());
            if (child.many()) {
                fields.add(new Field(inner, Field.Sort.LIST, List.of(), ListEntry.of(child)));
            } else if (!child.children().isEmpty()) {
                fields(child, inner, fields);
            } else if (!child.type().isEmpty()) {
                fields.add(new Field(inner, sort(child.type()), child.values()));
            }
        }
    }

    static Field.Sort sort(String xsd) {
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
                    && !child.type().equals("boolean")
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

    private static String ask(Operation operation, String body) {
        return "// The call for the next records: what is asked for stands in .after, .page and .pageSize.\n"
                + "{\"operation\": \"" + operation.name() + "\", \"body\": " + body + "}\n";
    }

    /**
     * The request, with a place where it has one; what else it needs is there with an empty value.
     *
     * @param unknown takes the names of those
     */
    private static String body(Element element, String way, String path, List<String> unknown) {
        return element.children().stream()
                .filter(child -> child.required() || !place(child, way).isEmpty() || hasPlace(child, way))
                .map(child -> "\"" + child.name() + "\": " + value(child, way, path + child.name(), unknown))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static boolean hasPlace(Element element, String way) {
        return element.children().stream().anyMatch(child -> !place(child, way).isEmpty() || hasPlace(child, way));
    }

    private static String value(Element element, String way, String path, List<String> unknown) {
        if (!element.children().isEmpty()) {
            String body = body(element, way, path + ".", unknown);
            return element.many() ? "[" + body + "]" : body;
        }
        String place = place(element, way);
        if (!place.isEmpty()) {
            // the first call has no place yet
            return place.equals(".after") && way.equals("cursor") && !element.required()
                    ? "if (.after != \"\") .after"
                    : place;
        }
        if (element.type().isEmpty()) {
            return "{}";
        }
        if (element.values().isEmpty()) {
            unknown.add(path);
            return plain(element).toString();
        }
        return JsonNodeFactory.instance.textNode(element.values().get(0)).toString();
    }

    private static JsonNode plain(Element element) {
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
