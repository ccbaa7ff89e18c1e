package vn.lienthong.hub.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Keyed hashes by which persons are found: the ledger holds no id number in a form that can be looked up without the key. */
@Component
public class SearchKey implements KeyedHash {
    private final byte[] key;

    /**
     * @param given key shared by all processes on one ledger; empty = one is made in the data folder
     * @param folder data folder of this process
     */
    public SearchKey(@Value("${hub.search-key:}") String given, @Value("${hub.data-dir:data}") Path folder)
            throws IOException {
        this.key = given.isBlank() ? ownKey(folder.resolve("search.key")) : given.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ownKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            Files.writeString(file, HexFormat.of().formatHex(fresh), StandardOpenOption.CREATE_NEW);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
        return HexFormat.of().parseHex(Files.readString(file).strip());
    }

    /** 64 hex digits; the same text gives the same hash as long as the key stands. */
    @Override
    public String of(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
