package vn.lienthong.hub.camel.files;

import java.util.List;
import java.util.function.Supplier;
import vn.lienthong.hub.camel.files.FileFormat.UnreadableFile;
import vn.lienthong.hub.mapping.OldCsv;

/** Lines that the readers of old files made, as records. */
final class OldLines {
    private OldLines() {}

    static List<FileRecord> records(Supplier<List<OldCsv.Line>> reading) {
        try {
            return reading.get().stream()
                    .map(line -> line.faults().isEmpty()
                            ? FileRecord.good(line.number(), line.tree())
                            : FileRecord.broken(line.number(), line.faults().get(0), line.raw()))
                    .toList();
        } catch (OldCsv.Unreadable unreadable) {
            throw new UnreadableFile(unreadable.why().toString());
        }
    }
}
