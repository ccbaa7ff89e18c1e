package vn.lienthong.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.lienthong.hub.systems.NearestName;

/**
 * A hub that runs, met over its HTTP interface. The token comes from a file or the environment, never from the command
 * line, which every user of the machine can read.
 */
class RunningHub extends Project {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    @Option(
            names = "--url",
            order = 103,
            paramLabel = "URL",
            defaultValue = "${env:HUB_URL:-http://localhost:8080}",
            description = "Address of the hub (HUB_URL; default: http://localhost:8080).")
    String url;

    @Option(
            names = "--token-file",
            order = 104,
            paramLabel = "FILE",
            description = "File with the token of the hub; without it, the variable HUB_API_TOKEN.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--admin",
            order = 105,
            description = "As the user admin, with the password of the variable HUB_ADMIN_PASSWORD.")
    boolean admin;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final ObjectMapper trees = new ObjectMapper();

    /** Picocli makes it and fills it in. */
    @SuppressWarnings("NullAway.Init")
    RunningHub() {}

    JsonNode get(String path) {
        return read(ask("GET", path, null));
    }

    /** The answer, or nothing where the hub has no such thing. */
    Optional<JsonNode> find(String path) {
        HttpResponse<String> answer = ask("GET", path, null);
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(read(answer));
    }

    JsonNode post(String path, @Nullable JsonNode body) {
        return read(ask("POST", path, body == null ? "" : body.toString()));
    }

    /** The systems that the hub has on. */
    List<JsonNode> enabled() {
        List<JsonNode> systems = new ArrayList<>();
        get("/api/v1/systems").path("items").forEach(systems::add);
        return systems;
    }

    /** @throws Refused with the nearest name if the hub has no such system */
    JsonNode enabled(String name) {
        List<JsonNode> all = enabled();
        List<String> names = all.stream().map(each -> each.path("id").asText()).toList();
        return all.stream()
                .filter(each -> each.path("id").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        HubCommand.WRONG_USE,
                        "HUB-CLI-001 the hub at " + url + " has no system \"" + name + "\""
                                + new NearestName(names).remedy(name, "; it has " + String.join(", ", names))));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> ask(String method, String path, @Nullable String body) {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path));
        } catch (IllegalArgumentException noAddress) {
            throw wrong("--url=" + url + " is no address; write http://host:port");
        }
        request.timeout(ANSWER)
                .header("Authorization", authorization())
                .header("Accept", "application/json")
                .header("Accept-Language", "en");
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException away) {
            throw new NotReached("HUB-CLI-020 no hub answers at " + url + ": " + why(away), away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotReached("HUB-CLI-020 interrupted while the hub at " + url + " was asked", stopped);
        }
    }

    private static String why(IOException away) {
        if (away instanceof HttpConnectTimeoutException) {
            return "no connection within " + CONNECT.toSeconds() + " s; look at the address, --url or HUB_URL";
        }
        if (away instanceof HttpTimeoutException) {
            return "connected, but no answer within " + ANSWER.toSeconds() + " s; look at the hub's log";
        }
        if (away instanceof SSLException) {
            return "TLS failed (" + away.getMessage() + "); http:// or https://? Let JAVA_TOOL_OPTIONS="
                    + "-Djavax.net.ssl.trustStore=FILE name the authority that signed its certificate";
        }
        if (away instanceof ConnectException) {
            return "nothing listens there, or the name is unknown; start the hub, or name another with --url or HUB_URL";
        }
        return "the answer broke off (" + away.getClass().getSimpleName()
                + "); start the hub, or name another with --url" + " or HUB_URL";
    }

    private String authorization() {
        if (admin) {
            String password = System.getenv("HUB_ADMIN_PASSWORD");
            if (password == null || password.isBlank()) {
                throw wrong("--admin needs the password of admin in the variable HUB_ADMIN_PASSWORD");
            }
            byte[] account = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(account);
        }
        return "Bearer " + token();
    }

    private String token() {
        Path file = tokenFile;
        if (file == null) {
            String token = System.getenv("HUB_API_TOKEN");
            if (token == null || token.isBlank()) {
                throw wrong("no token: set the variable HUB_API_TOKEN, or name a file that holds it with --token-file");
            }
            return token.strip();
        }
        try {
            String token = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (token.isEmpty() || token.chars().anyMatch(Character::isWhitespace)) {
                throw wrong("--token-file=" + file + " must hold the token and nothing else");
            }
            return token;
        } catch (IOException unreadable) {
            throw wrong("--token-file=" + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        int status = answer.statusCode();
        JsonNode body = tree(answer.body());
        if (status < 300 && !body.isMissingNode()) {
            return body;
        }
        String said = body.path("detail").asText(body.path("title").asText("status " + status));
        String code = body.path("code").asText("");
        String words = (code.isEmpty() ? "" : code + " ") + said;
        if (code.isEmpty()) {
            throw noHub("it answers with status " + status + (body.isMissingNode() ? " and no JSON" : ""));
        }
        if (status == 401) {
            throw new Refused(
                    HubCommand.WRONG_USE,
                    "HUB-CLI-022 the hub at " + url + " does not know this " + secret() + "; look at " + secretPlace());
        }
        if (status == 403) {
            throw new Refused(
                    HubCommand.WRONG_USE,
                    "HUB-CLI-022 the hub at " + url + " knows this " + secret() + ", but it may not do this; look at "
                            + secretPlace()
                            + ": HUB_READ_TOKEN of the hub may only look, HUB_API_TOKEN may give orders");
        }
        if (status < 500) {
            throw new Refused(
                    status == 409 ? HubCommand.FAULTS : HubCommand.WRONG_USE, "HUB-CLI-023 the hub refused: " + words);
        }
        throw new NotReached(
                "HUB-CLI-020 the hub at " + url + " is in trouble: " + words + "; look at its log",
                new IOException("status " + status));
    }

    private String secret() {
        return admin ? "password of admin" : "token";
    }

    private String secretPlace() {
        if (admin) {
            return "HUB_ADMIN_PASSWORD";
        }
        return tokenFile == null ? "HUB_API_TOKEN" : "the file " + tokenFile;
    }

    private NotReached noHub(String what) {
        return new NotReached(
                "HUB-CLI-020 what is at " + url + " is no hub: " + what + "; look at the address, --url or HUB_URL",
                new IOException(what));
    }

    private JsonNode tree(String text) {
        try {
            JsonNode read = trees.readTree(text);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }
}
