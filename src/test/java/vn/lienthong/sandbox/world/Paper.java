package vn.lienthong.sandbox.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A paper of a dossier: asked for (with a reason) or handed in (with an address). Null where a system does not say.
 */
public record Paper(String code, String name, String reason, String url, String sha256) {
    public static Paper of(String code, String name) {
        return new Paper(code, name, null, null, null);
    }

    public Paper because(String why) {
        return new Paper(code, name, why, url, sha256);
    }

    /** The same paper as a file; the hash is that of the address, files have no content here. */
    public Paper at(String address) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
            return new Paper(code, name, reason, address, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
