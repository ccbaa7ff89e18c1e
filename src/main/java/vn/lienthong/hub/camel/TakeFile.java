package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import vn.lienthong.hub.camel.files.FileFormat;
import vn.lienthong.hub.camel.files.FileFormat.UnreadableFile;
import vn.lienthong.hub.camel.files.FileRecord;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.intake.SourceRecord;
import vn.lienthong.hub.systems.JsonBytes;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * Takes the records of a file in: body = its bytes, header HubFile = its name. Each has the key {@code <file>:<number>} and
 * the members {@code file} and {@code line}; one that cannot be read has {@code fault} {"code","expected","found"} and
 * {@code raw} (base64), and the mapping refuses it. Answers {@code {"status":200,"records":n}}, or
 * {@code {"status":422,"message"}} for a file that cannot be read at all. A file that is read twice changes nothing.
 */
class TakeFile implements Processor {
    private final HubParts parts;
    private final SystemSettings system;
    private final String stream;
    private final FileFormat format;

    TakeFile(HubParts parts, SystemSettings system, String stream, FileFormat format) {
        this.parts = parts;
        this.system = system;
        this.stream = stream;
        this.format = format;
    }

    @Override
    public void process(Exchange exchange) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        String file = exchange.getMessage().getHeader(HubHeaders.FILE, String.class);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            List<FileRecord> records = format.records(bytes == null ? new byte[0] : bytes);
            take(records, file);
            answer.put("status", 200).put("records", records.size());
        } catch (UnreadableFile unreadable) {
            answer.put("status", 422).put("message", unreadable.getMessage());
        }
        exchange.getMessage().setBody(answer);
    }

    private void take(List<FileRecord> lines, String file) {
        int page = system.pageSize();
        for (int from = 0; from < lines.size(); from += page) {
            List<SourceRecord> records = lines.subList(from, Math.min(from + page, lines.size())).stream()
                    .map(line -> record(line, file))
                    .toList();
            parts.intake().page(system.id(), stream, records, null);
            parts.states().pulled(system.id(), records.size());
        }
    }

    private static SourceRecord record(FileRecord line, String file) {
        ObjectNode tree = line.tree();
        tree.put("file", file).put("line", line.number());
        Violation fault = line.fault();
        if (fault != null) {
            tree.putObject("fault")
                    .put("code", fault.code())
                    .put("expected", fault.expected())
                    .put("found", fault.found());
            tree.put("raw", Base64.getEncoder().encodeToString(line.raw()));
        }
        return new SourceRecord(file + ":" + line.number(), JsonBytes.of(tree), tree);
    }
}
