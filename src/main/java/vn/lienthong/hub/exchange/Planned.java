package vn.lienthong.hub.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;

/**
 * One thing that a system must be told.
 *
 * @param part one fee of several in one event
 * @param line with a progress line; false = only data changed
 * @param status as it is told, where what was told before decides it; null = as the history has it
 */
record Planned(
        Fact fact,
        String what,
        @Nullable String part,
        boolean line,
        @Nullable Status status) {
    Planned(Fact fact, String what, @Nullable String part, boolean line) {
        this(fact, what, part, line, null);
    }

    /**
     * The idempotency key: made of what is told to whom, so that a retry, a restart and a restored backup repeat it. At most
     * 60 characters.
     */
    String key(SystemId target, int generation) {
        String content = String.join(
                "\u0000",
                target.value(),
                what,
                fact.source().value(),
                fact.key(),
                part == null ? "" : part,
                generation == 1 ? "" : "g" + generation);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return what + "-" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
