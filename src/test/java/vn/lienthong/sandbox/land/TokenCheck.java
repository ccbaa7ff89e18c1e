package vn.lienthong.sandbox.land;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.w3c.dom.Element;

/**
 * WS-Security UsernameToken 1.0 with PasswordDigest = Base64(SHA-1(nonce + created + password)). A token older or
 * younger than five minutes and a nonce seen before are refused.
 */
final class TokenCheck {
    private static final String DIGEST =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int MOST_NONCES = 200_000;

    private final String username;
    private final String password;
    private final Supplier<Instant> now;
    private final Map<String, Boolean> nonces = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_NONCES;
        }
    };

    TokenCheck(String username, String password, Supplier<Instant> now) {
        this.username = username;
        this.password = password;
        this.now = now;
    }

    void check(Element security) {
        Element token = security == null ? null : Envelope.only(security, Envelope.WSSE, "UsernameToken");
        if (token == null) {
            throw failed("no UsernameToken");
        }
        Element secret = Envelope.only(token, Envelope.WSSE, "Password");
        String nonce = text(Envelope.only(token, Envelope.WSSE, "Nonce"));
        String created = text(Envelope.only(token, Envelope.WSU, "Created"));
        if (secret == null || !DIGEST.equals(secret.getAttribute("Type")) || nonce == null || created == null) {
            throw failed("a PasswordDigest with Nonce and Created is needed");
        }
        if (!username.equals(text(Envelope.only(token, Envelope.WSSE, "Username")))) {
            throw failed("unknown user or wrong password");
        }
        byte[] expected = digest(nonce, created);
        if (!MessageDigest.isEqual(expected, decoded(text(secret)))) {
            throw failed("unknown user or wrong password");
        }
        if (Duration.between(readInstant(created), now.get()).abs().compareTo(FRESH) > 0) {
            throw failed("the token is too old or from the future");
        }
        synchronized (nonces) {
            if (nonces.put(nonce, true) != null) {
                throw failed("the token was used before");
            }
        }
    }

    private byte[] digest(String nonce, String created) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(decoded(nonce));
            sha.update(created.getBytes(StandardCharsets.UTF_8));
            sha.update(password.getBytes(StandardCharsets.UTF_8));
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw failed("not base64");
        }
    }

    private static Instant readInstant(String created) {
        try {
            return OffsetDateTime.parse(created).toInstant();
        } catch (DateTimeException unreadable) {
            throw failed("Created is no UTC dateTime");
        }
    }

    private static String text(Element element) {
        return element == null ? null : element.getTextContent().strip();
    }

    private static SoapFaultException failed(String why) {
        return new SoapFaultException("wsse:FailedAuthentication", why);
    }
}
