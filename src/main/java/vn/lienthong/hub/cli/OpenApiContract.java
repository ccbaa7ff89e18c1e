package vn.lienthong.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.cli.Contract.Unusable;

/** Reads an OpenAPI description (2 or 3, JSON or YAML): a GET that answers with a list is a stream. */
final class OpenApiContract {
    private static final int DEEPEST = 4;

    private final Path file;
    private final JsonNode api;

    private OpenApiContract(Path file, JsonNode api) {
        this.file = file;
        this.api = api;
    }

    /** @param wanted path or operationId; null = the first that fits, one that can be read in pages before others */
    static Contract read(Path file, @Nullable String wanted) throws IOException {
        try {
            JsonNode api = new YAMLMapper().readTree(Files.readString(file));
            if (!api.path("paths").isObject()) {
                throw new Unusable(file + " is no OpenAPI description: it has no paths");
            }
            return new OpenApiContract(file, api).contract(wanted);
        } catch (JsonProcessingException noYaml) {
            throw new Unusable(file + " is neither JSON nor YAML, line "
                    + noYaml.getLocation().getLineNr() + ": " + noYaml.getOriginalMessage());
        }
    }

    /** One GET that answers with a list. */
    private record Listing(String path, JsonNode operation, List<String> list, JsonNode item, JsonNode answer) {}

    private Contract contract(@Nullable String wanted) {
        List<Listing> all = new ArrayList<>();
        api.path("paths").properties().forEach(path -> {
            JsonNode get = path.getValue().path("get");
            if (get.isObject() && (wanted != null || !path.getKey().contains("{"))) {
                listing(path.getKey(), get).ifPresent(all::add);
            }
        });
        List<String> names = all.stream().map(Listing::path).toList();
        Listing listing = all.stream()
                .filter(each -> wanted == null
                        || each.path().equals(wanted)
                        || each.operation().path("operationId").asText("").equals(wanted))
                .min(java.util.Comparator.comparingInt(each -> way(each).equals("page-alone") ? 1 : 0))
                .orElseThrow(() -> new Unusable(
                        wanted == null
                                ? file + " has no GET that answers with a list of objects; give a --sample of an answer"
                                : "--operation " + wanted + " is no GET with a list; there are " + names));
        return contract(
                listing, names, wanted == null ? Contract.guessed("the path " + listing.path(), names) : List.of());
    }

    private Optional<Listing> listing(String path, JsonNode get) {
        JsonNode ok = resolved(get.path("responses").path("200"));
        JsonNode schema = ok.path("schema");
        for (var content : ok.path("content").properties()) {
            if (content.getKey().contains("json") || schema.isMissingNode()) {
                schema = content.getValue().path("schema");
            }
        }
        JsonNode answer = resolved(schema);
        return list(answer, List.of())
                .map(found ->
                        new Listing(path, get, found, resolved(at(answer, found).path("items")), answer));
    }

    private Optional<List<String>> list(JsonNode schema, List<String> path) {
        JsonNode here = resolved(schema);
        if (here.path("items").isContainerNode()) {
            return members(here.path("items")).isEmpty() ? Optional.empty() : Optional.of(path);
        }
        if (path.size() >= DEEPEST) {
            return Optional.empty();
        }
        for (var member : members(here).entrySet()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(member.getKey());
            Optional<List<String>> found = list(member.getValue(), inner);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private JsonNode at(JsonNode schema, List<String> path) {
        JsonNode here = resolved(schema);
        for (String step : path) {
            here = resolved(members(here).getOrDefault(step, MissingNode.getInstance()));
        }
        return here;
    }

    /** Properties, those of allOf too. */
    private Map<String, JsonNode> members(JsonNode schema) {
        JsonNode here = resolved(schema);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        here.path("allOf").forEach(part -> members.putAll(members(part)));
        here.path("properties").properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode here = node;
        for (int hops = 0; hops < 20 && here.path("$ref").isTextual(); hops++) {
            String ref = here.path("$ref").textValue();
            if (!ref.startsWith("#/")) {
                throw new Unusable(file + " refers to " + ref + "; put everything into one file");
            }
            here = api.at(ref.substring(1));
        }
        return here;
    }

    private Contract contract(Listing listing, List<String> others, List<String> notes) {
        String way = way(listing);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("get", base() + listing.path() + query(listing, way));
        if (way.equals("since")) {
            parameters.put("times", "yyyy-MM-dd'T'HH:mm:ssXXX");
        }
        List<String> list = new ArrayList<>(List.of("body"));
        list.addAll(listing.list());
        List<Field> fields = new ArrayList<>();
        fields(listing.item(), List.of(), fields);
        List<String> next = way.equals("cursor") ? next(listing) : null;
        String plainWay = way.equals("page-alone") || (way.equals("cursor") && next == null) ? "page" : way;
        String besides = others.size() > 1 ? "; other lists there: " + others : "";
        return new Contract(
                name(listing.path()),
                "GET " + listing.path() + " of " + file.getFileName() + besides,
                "rest-pull-" + plainWay,
                parameters,
                fields,
                list,
                next,
                Map.of(),
                login(),
                more(listing),
                notes,
                List.of());
    }

    /** The path part of the first server: the block's url has no path. */
    private String base() {
        String path = api.path("basePath").asText("");
        return path.equals("/") ? "" : path;
    }

    private static String name(String path) {
        String[] steps = path.split("/");
        for (int i = steps.length - 1; i >= 0; i--) {
            if (!steps[i].isBlank() && !steps[i].contains("{")) {
                return steps[i].toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
            }
        }
        return "records";
    }

    private String way(Listing listing) {
        List<String> names = queries(listing).stream().map(each -> word(each)).toList();
        if (names.stream().anyMatch(OpenApiContract::isCursor)) {
            return "cursor";
        }
        if (names.stream().anyMatch(OpenApiContract::isSince)) {
            return "since";
        }
        return names.stream().anyMatch(OpenApiContract::isPage) ? "page" : "page-alone";
    }

    private static boolean isCursor(String word) {
        return word.matches("(after|cursor|contro|sau|next.*|.*token|sinceid|startafter|continuation)");
    }

    private static boolean isSince(String word) {
        return word.matches("(since|from|tu|tungay|(changed|updated|modified)(since|from|after)|.*since)");
    }

    private static boolean isPage(String word) {
        return word.matches("(page|trang|pageno|pagenumber|pageindex|sotrang)");
    }

    private static boolean isSize(String word) {
        return word.matches("(limit|size|pagesize|perpage|count|top|take|soluong|kichthuoc|max.*)");
    }

    private static String word(JsonNode parameter) {
        return new Field(List.of(parameter.path("name").asText("x")), Field.Sort.TEXT, List.of()).word();
    }

    private List<JsonNode> queries(Listing listing) {
        List<JsonNode> queries = new ArrayList<>();
        listing.operation().path("parameters").forEach(each -> {
            JsonNode parameter = resolved(each);
            if (parameter.path("in").asText().equals("query")) {
                queries.add(parameter);
            }
        });
        return queries;
    }

    private String query(Listing listing, String way) {
        List<String> pairs = new ArrayList<>();
        boolean placed = false;
        for (JsonNode parameter : queries(listing)) {
            String name = parameter.path("name").asText();
            String word = word(parameter);
            if (isSize(word)) {
                pairs.add(name + "={pageSize}");
            } else if (!placed && (way.equals("cursor") && isCursor(word) || way.equals("since") && isSince(word))) {
                placed = true;
                pairs.add(name + "={after}");
            } else if (isPage(word)) {
                pairs.add(name + "={page}");
            } else if (parameter.path("required").asBoolean()) {
                JsonNode schema = resolved(parameter.path("schema"));
                JsonNode usual = schema.has("default")
                        ? schema.path("default")
                        : schema.path("enum").path(0);
                pairs.add(name + "=" + (usual.isMissingNode() ? name : usual.asText()));
            }
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    /** A flag beside the list, or beside one of the objects around it, that says that more follows. */
    private @Nullable List<String> more(Listing listing) {
        List<String> around = listing.list();
        @Nullable List<String> found = null;
        for (int depth = 0; depth < around.size(); depth++) {
            List<String> path = new ArrayList<>(List.of("body"));
            path.addAll(around.subList(0, depth));
            for (var member :
                    members(at(listing.answer(), around.subList(0, depth))).entrySet()) {
                if (resolved(member.getValue()).path("type").asText("").equals("boolean")
                        && Contract.saysMore(new Field(List.of(member.getKey()), Field.Sort.FLAG, List.of()).word())) {
                    found = new ArrayList<>(path);
                    found.add(member.getKey());
                }
            }
        }
        return found;
    }

    /** A member of the answer that names the next place. */
    private @Nullable List<String> next(Listing listing) {
        return next(listing.answer(), List.of("body"));
    }

    private @Nullable List<String> next(JsonNode schema, List<String> path) {
        for (var member : members(schema).entrySet()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(member.getKey());
            String word = new Field(inner, Field.Sort.TEXT, List.of()).word();
            JsonNode value = resolved(member.getValue());
            if (word.matches("(next.*|.*cursor|contro.*|tieptheo|moctieptheo|.*continuation.*)")
                    && !value.path("type").asText("").equals("boolean")
                    && members(value).isEmpty()) {
                return inner;
            }
            if (!members(value).isEmpty() && inner.size() < DEEPEST) {
                @Nullable List<String> found = next(value, inner);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private void fields(JsonNode schema, List<String> path, List<Field> fields) {
        members(schema).forEach((name, written) -> {
            JsonNode value = resolved(written);
            List<String> inner = new ArrayList<>(path);
            inner.add(name);
            if (!members(value).isEmpty() && inner.size() < DEEPEST) {
                fields(value, inner, fields);
                return;
            }
            List<String> codes = new ArrayList<>();
            value.path("enum").forEach(code -> {
                if (!code.isNull()) {
                    codes.add(code.asText());
                }
            });
            fields.add(new Field(inner, sort(value), List.copyOf(codes)));
        });
    }

    private static Field.Sort sort(JsonNode schema) {
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asText("") : type.asText("");
        return switch (name) {
            case "integer", "number" -> Field.Sort.NUMBER;
            case "boolean" -> Field.Sort.FLAG;
            case "array", "object" -> Field.Sort.LIST;
            default ->
                switch (schema.path("format").asText("")) {
                    case "date-time" -> Field.Sort.INSTANT;
                    case "date" -> Field.Sort.DATE;
                    default -> Field.sortOf(schema.path("example"));
                };
        };
    }

    /** How the contract says that a caller shows who it is. */
    private List<String> login() {
        JsonNode schemes = api.path("components").path("securitySchemes").isObject()
                ? api.path("components").path("securitySchemes")
                : api.path("securityDefinitions");
        for (JsonNode written : schemes) {
            JsonNode scheme = resolved(written);
            String type = scheme.path("type").asText("");
            if (type.equals("apiKey") && scheme.path("in").asText().equals("header")) {
                return List.of(
                        "auth: api-key",
                        "settings: {api-key-header: " + scheme.path("name").asText("X-API-Key") + "}");
            }
            if (type.equals("oauth2")) {
                String token = scheme.path("flows")
                        .path("clientCredentials")
                        .path("tokenUrl")
                        .asText("/oauth/token");
                return List.of("auth: oauth2", "token-path: " + token.replaceFirst("^https?://[^/]+", ""));
            }
            if (type.equals("basic") || scheme.path("scheme").asText("").equalsIgnoreCase("basic")) {
                return List.of("auth: basic");
            }
        }
        return List.of();
    }
}
