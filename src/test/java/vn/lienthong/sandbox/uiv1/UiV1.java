package vn.lienthong.sandbox.uiv1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import vn.lienthong.sandbox.world.Times;

/** The retired software: writes exports into a folder, the marker last. */
public final class UiV1 {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'TCTN_'uuuuMMdd_HHmm");

    private final Path folder;
    private final Function<String, byte[]> encoder;
    private final String charset;

    /** @param charset {@code TCVN3} or {@code windows-1258} */
    public UiV1(Path folder, String charset) {
        this.folder = folder;
        this.charset = charset;
        this.encoder = switch (charset) {
            case "TCVN3" -> Tcvn3::encode;
            case "windows-1258" -> Windows1258::encode;
            default -> throw new IllegalArgumentException("TCVN3 or windows-1258, not " + charset);
        };
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public String charset() {
        return charset;
    }

    /** A whole export with its marker. @return the CSV file */
    public Path export(Instant at, List<OldClaim> claims) {
        return exporting(at).claims(claims).write();
    }

    /** An export that can be spoilt before it is written. */
    public Export exporting(Instant at) {
        return new Export(NAME.format(at.atZone(Times.VIETNAM)));
    }

    /** Files that the hub has moved to {@code da-doc}. */
    public List<String> read() {
        return names("da-doc");
    }

    /** Files that the hub has moved to {@code loi}. */
    public List<String> unreadable() {
        return names("loi");
    }

    /** Files that still lie in the folder. */
    public List<String> waiting() {
        return names(".");
    }

    private List<String> names(String inner) {
        Path place = folder.resolve(inner);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file before it is written. */
    public final class Export {
        private final String name;
        private final List<String> columns = new ArrayList<>(OldClaim.COLUMNS);
        private final List<Object> lines = new ArrayList<>();
        private boolean marker = true;
        private boolean half;

        private Export(String name) {
            this.name = name;
        }

        public Export claims(List<OldClaim> claims) {
            lines.addAll(claims);
            return this;
        }

        public Export claim(OldClaim claim) {
            lines.add(claim);
            return this;
        }

        /** A line as it stands, for broken ones. */
        public Export line(String raw) {
            lines.add(raw);
            return this;
        }

        public Export without(String column) {
            columns.remove(column);
            return this;
        }

        public Export shuffled(long seed) {
            Collections.shuffle(columns, new Random(seed));
            return this;
        }

        /** The export has not ended: no marker. {@link UiV1#finish} writes it. */
        public Export withoutMarker() {
            this.marker = false;
            return this;
        }

        /** The file ends in the middle of its bytes. */
        public Export half() {
            this.half = true;
            return this;
        }

        public Path write() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            add(out, String.join(";", columns));
            for (Object line : lines) {
                if (line instanceof OldClaim claim) {
                    add(
                            out,
                            String.join(
                                    ";",
                                    columns.stream()
                                            .map(c -> quoted(claim.get(c)))
                                            .toList()));
                } else {
                    add(out, line.toString());
                }
            }
            byte[] bytes = out.toByteArray();
            Path file = folder.resolve(name + ".csv");
            try {
                Files.write(file, half ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (marker) {
                finish(file);
            }
            return file;
        }

        private void add(ByteArrayOutputStream out, String line) {
            out.writeBytes(encoder.apply(line));
            out.write('\r');
            out.write('\n');
        }

        private String quoted(String value) {
            boolean needs = value.contains(";") || value.contains("\"") || value.contains("\n");
            return needs ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
        }
    }

    /** Writes the marker of a file that has none. */
    public void finish(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.csv$", ".ok");
        try {
            Files.write(file.resolveSibling(name), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
