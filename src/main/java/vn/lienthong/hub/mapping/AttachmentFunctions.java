package vn.lienthong.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Attachments: where they are, what is in them, and the hash by which two are known as one. */
final class AttachmentFunctions {
    private static final int LONGEST_URL = 2000;
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern DATA_URL = Pattern.compile("data:[^,]{0,100};base64,");

    private static final FunctionReference URL = FunctionReference.of(
                    "url(text)",
                    "An address that begins with http:// or https://; blanks and letters beyond ASCII are escaped, the rest"
                            + " stays as it is. At most 2,000 characters, no user and password in it.")
            .gives(
                    "url(`https://nas.example.vn/Đơn 1.pdf?id=7`)",
                    "`https://nas.example.vn/%C4%90%C6%A1n%201.pdf?id=7`")
            .gives("url(``)", "null")
            .refuses("HUB-MAP-018", "a path without a host, another protocol", "url(`/tep/1.pdf`)")
            .refuses("HUB-MAP-018", "a user or password in it", "url(`https://a:b@nas.example.vn/1.pdf`)");
    private static final FunctionReference SHA256 = FunctionReference.of(
                    "sha256(text)", "A SHA-256 as 64 small hex digits, from hex or from base64.")
            .gives(
                    "sha256(`2D711642B726B04401627CA9FBAC32F5C8530FB1903CC4DB02258717921A4881`)",
                    "`2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881`")
            .gives(
                    "sha256(`LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=`)",
                    "`2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881`")
            .refuses("HUB-MAP-019", "another hash, or none", "sha256(`d41d8cd98f00b204e9800998ecf8427e`)");
    private static final FunctionReference BASE64 = FunctionReference.of(
                    "base64(text)",
                    "The content of a file in base64 as the standard writes it: without line ends and `data:...;base64,`,"
                            + " with + and / (not - and _) and padding.")
            .gives("base64(`data:application/pdf;base64,JVBE\\nRi0`)", "`JVBERi0=`")
            .refuses("HUB-MAP-019", "no base64", "base64(`Đơn`)");
    private static final FunctionReference BASE64_SHA256 = FunctionReference.of(
                    "base64-sha256(text)", "The SHA-256, 64 small hex digits, of the content that base64 carries.")
            .gives("base64-sha256(`eA==`)", "`2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881`")
            .refuses("HUB-MAP-019", "no base64", "base64-sha256(`Đơn`)");
    static final List<FunctionReference> REFERENCE = List.of(URL, SHA256, BASE64, BASE64_SHA256);

    private AttachmentFunctions() {}

    static List<HubFunction> all() {
        return List.of(
                HubFunction.reading(URL, (arguments, here, run) -> url(arguments[0], run)),
                HubFunction.reading(SHA256, (arguments, here, run) -> sha256(arguments[0], run)),
                HubFunction.reading(BASE64, (arguments, here, run) -> base64(arguments[0], run)),
                HubFunction.reading(BASE64_SHA256, (arguments, here, run) -> hashed(arguments[0], run)));
    }

    private static JsonNode url(JsonNode value, MappingRun run) {
        String text = escaped(value.asText().strip());
        try {
            URI address = new URI(text);
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && text.length() <= LONGEST_URL) {
                return TextNode.valueOf(text);
            }
        } catch (URISyntaxException noAddress) {
            // said below, as for one of another kind
        }
        run.malformed(
                "HUB-MAP-018",
                value,
                "url()",
                "an address https://host/... of at most 2000 characters without a password");
        return NullNode.instance;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if (one <= ' ' || "\"<>\\^`{|}".indexOf(one) >= 0) {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
            } else {
                escaped.append((char) one);
            }
        }
        return escaped.toString();
    }

    private static JsonNode sha256(JsonNode value, MappingRun run) {
        String text = value.asText().strip();
        if (HEX.matcher(text).matches()) {
            return TextNode.valueOf(text.toLowerCase(Locale.ROOT));
        }
        Optional<byte[]> bytes =
                text.length() > 44 ? Optional.empty() : content(text).filter(hash -> hash.length == 32);
        if (bytes.isEmpty()) {
            run.malformed("HUB-MAP-019", value, "sha256()", "a SHA-256: 64 hex digits, or base64 of 32 bytes");
            return NullNode.instance;
        }
        return TextNode.valueOf(HexFormat.of().formatHex(bytes.get()));
    }

    private static JsonNode base64(JsonNode value, MappingRun run) {
        return content(value, "base64()", run)
                .<JsonNode>map(bytes -> TextNode.valueOf(Base64.getEncoder().encodeToString(bytes)))
                .orElse(NullNode.instance);
    }

    private static JsonNode hashed(JsonNode value, MappingRun run) {
        return content(value, "base64-sha256()", run)
                .<JsonNode>map(bytes -> TextNode.valueOf(HexFormat.of().formatHex(hash(bytes))))
                .orElse(NullNode.instance);
    }

    private static Optional<byte[]> content(JsonNode value, String where, MappingRun run) {
        Optional<byte[]> bytes = content(value.asText());
        if (bytes.isEmpty()) {
            run.malformed("HUB-MAP-019", value, where, "the content of a file in base64");
        }
        return bytes;
    }

    private static Optional<byte[]> content(String text) {
        var prefix = DATA_URL.matcher(text);
        String written = prefix.lookingAt() ? text.substring(prefix.end()) : text;
        String plain = written.replaceAll("\\s+", "").replace('-', '+').replace('_', '/');
        try {
            return Optional.of(Base64.getDecoder().decode(plain));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
