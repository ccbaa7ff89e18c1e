package vn.lienthong.hub.camel.files;

import java.util.List;
import vn.lienthong.hub.mapping.FixedWidth;

/** Lines whose fields stand in fixed places. A byte order mark goes before the setting {@code charset}. */
public record FixedWidthFile(String charset, FixedWidth places) implements FileFormat {
    @Override
    public List<FileRecord> records(byte[] file) {
        EncodedText text = EncodedText.of(file, charset);
        return OldLines.records(() -> places.lines(text.bytes(), text.charset()));
    }
}
