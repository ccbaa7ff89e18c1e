package vn.lienthong.hub.camel.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.hub.dossier.Violation;

/** A JSON document with a list of records, or one record a line. UTF-8 always. */
public final class JsonFile implements FileFormat {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final boolean lines;
    private final JsonPointer list;

    /**
     * @param records {@code lines}, or where the list stands: {@code /} = the document itself, {@code /data/items}
     * @throws IllegalArgumentException if it is neither
     */
    public JsonFile(String records) {
        this.lines = records.equals("lines");
        try {
            this.list = JsonPointer.compile(lines || records.equals("/") ? "" : records);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException("HUB-FILE-010 records=" + records
                    + " is no place; write lines, / for a document that is a list, or a path like /data/items");
        }
    }

    @Override
    public List<FileRecord> records(byte[] file) {
        String text = new String(EncodedText.of(file, "UTF-8").bytes(), StandardCharsets.UTF_8);
        return lines ? ofLines(text) : ofDocument(text);
    }

    private List<FileRecord> ofDocument(String text) {
        JsonNode found;
        try {
            found = JSON.readTree(text).at(list);
        } catch (JsonProcessingException broken) {
            throw new UnreadableFile(
                    "HUB-MAP-020",
                    "line " + broken.getLocation().getLineNr(),
                    "a whole JSON document",
                    "one that breaks off or is faulty there");
        }
        if (!found.isArray()) {
            throw new UnreadableFile(
                    "HUB-MAP-020", list.toString().isEmpty() ? "/" : list.toString(), "a list of records", "none");
        }
        List<FileRecord> records = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            records.add(record(i + 1, found.get(i)));
        }
        return records;
    }

    private static List<FileRecord> ofLines(String text) {
        List<FileRecord> records = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                records.add(record(number, JSON.readTree(line)));
            } catch (JsonProcessingException broken) {
                records.add(FileRecord.broken(
                        number,
                        Violation.malformed("HUB-MAP-020", "line " + number, "a JSON object", "no JSON"),
                        line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return records;
    }

    private static FileRecord record(int number, JsonNode node) {
        return node instanceof ObjectNode tree
                ? FileRecord.good(number, tree)
                : FileRecord.broken(
                        number,
                        Violation.malformed("HUB-MAP-020", "record " + number, "a JSON object", "another value"),
                        node.toString().getBytes(StandardCharsets.UTF_8));
    }
}
