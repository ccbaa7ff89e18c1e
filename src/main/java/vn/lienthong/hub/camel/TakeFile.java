package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.intake.SourceRecord;
import vn.lienthong.hub.mapping.OldCsv;
import vn.lienthong.hub.mapping.OldCsv.Line;
import vn.lienthong.hub.mapping.OldCsv.Sheet;
import vn.lienthong.hub.systems.JsonBytes;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Takes the lines of a file in: body = its bytes, header HubFile = its name. Each line is a record with the key
 * {@code <file>:<line>} and the members {@code file} and {@code line}; a line that cannot be split or decoded has
 * {@code fault} {"code","expected","found"} and {@code raw} (base64), and the mapping refuses it. Answers
 * {@code {"status":200,"lines":n}}, or {@code {"status":422,"message"}} for a file that cannot be read at all. A file that
 * is read twice changes nothing.
 */
class TakeFile implements Processor {
    private final HubParts parts;
    private final SystemSettings system;
    private final String stream;
    private final char separator;
    private final List<String> columns;

    /** @param columns that must stand in the header */
    TakeFile(HubParts parts, SystemSettings system, String stream, char separator, List<String> columns) {
        this.parts = parts;
        this.system = system;
        this.stream = stream;
        this.separator = separator;
        this.columns = columns;
    }

    @Override
    public void process(Exchange exchange) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        String file = exchange.getMessage().getHeader(HubHeaders.FILE, String.class);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            Sheet sheet = OldCsv.read(
                    bytes == null ? new byte[0] : bytes,
                    Objects.requireNonNullElse(system.charset(), "UTF-8"),
                    separator,
                    columns);
            take(sheet.lines(), file);
            answer.put("status", 200).put("lines", sheet.lines().size());
        } catch (OldCsv.Unreadable unreadable) {
            answer.put("status", 422).put("message", unreadable.why().toString());
        }
        exchange.getMessage().setBody(answer);
    }

    private void take(List<Line> lines, String file) {
        int page = system.pageSize();
        for (int from = 0; from < lines.size(); from += page) {
            List<SourceRecord> records = lines.subList(from, Math.min(from + page, lines.size())).stream()
                    .map(line -> record(line, file))
                    .toList();
            parts.intake().page(system.id(), stream, records, null);
            parts.states().pulled(system.id(), records.size());
        }
    }

    private static SourceRecord record(Line line, String file) {
        ObjectNode tree = line.faults().isEmpty() ? line.tree() : JsonNodeFactory.instance.objectNode();
        tree.put("file", file).put("line", line.number());
        if (!line.faults().isEmpty()) {
            Violation fault = line.faults().get(0);
            tree.putObject("fault")
                    .put("code", fault.code())
                    .put("expected", fault.expected())
                    .put("found", fault.found());
            tree.put("raw", Base64.getEncoder().encodeToString(line.raw()));
        }
        return new SourceRecord(file + ":" + line.number(), JsonBytes.of(tree), tree);
    }
}
