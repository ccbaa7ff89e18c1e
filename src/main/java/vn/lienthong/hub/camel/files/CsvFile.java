package vn.lienthong.hub.camel.files;

import java.util.List;
import vn.lienthong.hub.mapping.OldCsv;

/**
 * Fields with a separator, a header line, quotes where needed. Columns are found by name, in any order. A byte order mark
 * goes before the setting {@code charset}.
 *
 * @param needed columns without which the file is not read
 */
public record CsvFile(String charset, char separator, List<String> needed) implements FileFormat {
    @Override
    public List<FileRecord> records(byte[] file) {
        EncodedText text = EncodedText.of(file, charset);
        return OldLines.records(() ->
                OldCsv.read(text.bytes(), text.charset(), separator, needed).lines());
    }
}
