package vn.lienthong.hub.camel.files;

import java.util.List;
import java.util.Objects;
import vn.lienthong.hub.dossier.Violation;

/** How the records of a file are read. One that cannot be read never stops the others. Thread-safe. */
public interface FileFormat {
    /** @throws UnreadableFile if nothing of it can be taken: no header, half of it is missing, another format */
    List<FileRecord> records(byte[] file);

    /** The file cannot be read at all. The reason quotes nothing of it. */
    final class UnreadableFile extends RuntimeException {
        UnreadableFile(String code, String where, String expected, String found) {
            this(Violation.malformed(code, where, expected, found).toString());
        }

        UnreadableFile(String why) {
            super(why);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
