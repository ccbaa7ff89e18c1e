package vn.lienthong.hub.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.lienthong.hub.dossier.Violation;

/**
 * Code tables by file. A file whose bytes are those of the last reading is not read again, so that all packs share one
 * reading of {@code mappings/codes}, which holds every ward of the country. Thread-safe.
 */
final class TableFiles {
    private final Map<Path, Reading> last = new ConcurrentHashMap<>();

    private record Reading(String hash, CodeTable table, List<Violation> faults) {}

    /** The table of a file; its faults go to {@code faults}. @param name file as a person would look for it */
    CodeTable table(Path file, String name, List<Violation> faults) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String hash = hash(bytes);
        Reading reading = last.get(file);
        if (reading == null || !reading.hash().equals(hash)) {
            List<Violation> found = new ArrayList<>();
            reading = new Reading(hash, CodeTable.read(name, bytes, found), found);
            last.put(file, reading);
        }
        faults.addAll(reading.faults());
        return reading.table();
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
