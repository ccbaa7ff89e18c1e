package vn.lienthong.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.cli.Contract.Unusable;

/** Reads a sample: an answer (JSON), or a file as it will arrive (CSV, JSON). Takes names, kinds and codes, no values. */
final class SampleContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SampleContract() {}

    /** An answer of a REST service: a list, an object with a list in it, or one record. */
    static Contract answer(Path file) throws IOException {
        JsonNode sample = json(file);
        List<String> path = new ArrayList<>(List.of("body"));
        path.addAll(Lists.pathIn(sample).orElse(List.of()));
        @Nullable List<String> next = next(sample);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("get", next == null ? "/" : "/?after={after}&limit={pageSize}");
        return new Contract(
                stream(file),
                "the sample " + file.getFileName() + "; its path is still to be written",
                next == null ? "rest-pull-page" : "rest-pull-cursor",
                parameters,
                Contract.fieldsOf(records(sample, file)),
                path,
                next,
                Map.of(),
                List.of(),
                more(sample),
                List.of(),
                List.of());
    }

    /** Beside the records a name of the next place: a cursor. */
    private static @Nullable List<String> next(JsonNode sample) {
        for (Map.Entry<String, JsonNode> member : sample.properties()) {
            String word = new Field(List.of(member.getKey()), Field.Sort.TEXT, List.of()).word();
            if (member.getValue().isValueNode()
                    && !member.getValue().isBoolean()
                    && word.matches("(next.*|.*cursor|contro.*|moctieptheo|tieptheo|.*token)")) {
                return List.of("body", member.getKey());
            }
        }
        return null;
    }

    private static @Nullable List<String> more(JsonNode sample) {
        for (Map.Entry<String, JsonNode> member : sample.properties()) {
            if (member.getValue().isBoolean()
                    && Contract.saysMore(new Field(List.of(member.getKey()), Field.Sort.FLAG, List.of()).word())) {
                return List.of("body", member.getKey());
            }
        }
        return null;
    }

    /** A file as it will arrive in a folder. */
    static Contract file(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("include", name.replaceAll("\\d+", "*").replaceAll("\\*[*_.-]*\\*", "*"));
        if (end.equals("json")) {
            JsonNode sample = json(file);
            parameters.put(
                    "records", "/" + String.join("/", Lists.pathIn(sample).orElse(List.of())));
            return files(file, "files-pull-json", parameters, Contract.fieldsOf(records(sample, file)));
        }
        if (!end.equals("csv") && !end.equals("txt")) {
            throw new Unusable(name + ": samples of files are .csv, .txt (with separators) or .json; for another form"
                    + " begin with the template files-pull-" + end + " by hand");
        }
        String text = text(file);
        String head = text.lines().findFirst().orElse("");
        char separator = head.contains(";") ? ';' : head.contains("\t") ? '\t' : head.contains("|") ? '|' : ',';
        parameters.put("separator", separator == '\t' ? "tab" : String.valueOf(separator));
        return files(file, "files-pull-csv", parameters, Contract.fieldsOf(rows(text, separator, name)));
    }

    private static Contract files(Path file, String template, Map<String, String> parameters, List<Field> fields) {
        return new Contract(
                stream(file),
                "files like " + file.getFileName(),
                template,
                parameters,
                fields,
                null,
                null,
                Map.of(),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    private static List<ObjectNode> rows(String text, char separator, String name) throws IOException {
        CsvSchema form = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator);
        List<ObjectNode> rows = new ArrayList<>();
        try (MappingIterator<ObjectNode> all = new CsvMapper()
                .enable(CsvParser.Feature.TRIM_SPACES)
                .readerFor(ObjectNode.class)
                .with(form)
                .readValues(text)) {
            while (all.hasNext() && rows.size() < 1000) {
                rows.add(all.next());
            }
        } catch (RuntimeException | JsonProcessingException broken) {
            throw new Unusable(name + " cannot be read as lines of fields: " + broken.getMessage());
        }
        if (rows.isEmpty()) {
            throw new Unusable(name + " needs a line of column names and a line below it");
        }
        return rows;
    }

    /** UTF-8, else byte by byte: names of columns are what counts. */
    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        String sound = text.indexOf('\uFFFD') < 0 ? text : new String(bytes, StandardCharsets.ISO_8859_1);
        return sound.startsWith("\uFEFF") ? sound.substring(1) : sound;
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException noJson) {
            throw new Unusable(file + " is no JSON, line "
                    + noJson.getLocation().getLineNr() + ": " + noJson.getOriginalMessage());
        }
    }

    private static List<ObjectNode> records(JsonNode sample, Path file) {
        JsonNode list = sample;
        for (String step : Lists.pathIn(sample).orElse(List.of())) {
            list = list.path(step);
        }
        List<ObjectNode> records = list instanceof ArrayNode all
                ? PackText.objects(all)
                : sample instanceof ObjectNode one ? List.of(one) : List.of();
        if (records.isEmpty()) {
            throw new Unusable(file + " has no record: neither an object nor a list of objects");
        }
        return records;
    }

    private static String stream(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        String plain =
                new Field(List.of(name), Field.Sort.TEXT, List.of()).word().replaceAll("[0-9]+$", "");
        return plain.isEmpty() ? "records" : plain;
    }
}
