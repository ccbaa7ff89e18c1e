package vn.lienthong.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files that a hub reads, copied: a test may spoil them and mend them again. */
public record ProjectCopy(Path home) {
    public static ProjectCopy in(Path home) throws IOException {
        for (String part : new String[] {"routes", "mappings", "config"}) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.toList()) {
                    Path copy = home.resolve(file.toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
        return new ProjectCopy(home);
    }

    /** Writes a file with a piece replaced, as an editor does. */
    void replace(String file, String piece, String by) throws IOException {
        Path path = home.resolve(file);
        String text = Files.readString(path);
        if (!text.contains(piece)) {
            throw new IllegalArgumentException(file + " has no " + piece);
        }
        Files.writeString(path, text.replace(piece, by));
    }

    void append(String file, String line) throws IOException {
        Files.writeString(home.resolve(file), Files.readString(home.resolve(file)) + line + "\n");
    }
}
