package vn.lienthong.hub.camel.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Auth;

/**
 * Nothing at all, account and password in every call (HTTP basic), or a key in a header ({@code settings.api-key-header},
 * else X-API-Key). Nothing can be renewed.
 */
class AccountIdentity implements Identity {
    private final Pass pass;
    private final String header;

    AccountIdentity(SystemSettings system) {
        Auth auth = system.auth();
        String account = auth.username() + ":" + auth.password();
        this.header = auth.kind() == Auth.Kind.API_KEY
                ? system.settings().getOrDefault("api-key-header", "X-API-Key")
                : "Authorization";
        this.pass = new Pass(
                switch (auth.kind()) {
                    case BASIC ->
                        "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
                    case API_KEY -> Objects.requireNonNullElse(auth.password(), "");
                    default -> "";
                },
                Instant.MAX);
    }

    @Override
    public Pass pass() {
        return pass;
    }

    @Override
    public @Nullable JsonNode show(Pass shown, HttpRequest.Builder request, @Nullable JsonNode body) {
        if (!shown.value().isEmpty()) {
            request.setHeader(header, shown.value());
        }
        return body;
    }

    @Override
    public boolean refused(HttpAnswer answer) {
        return answer.status() == 401;
    }

    @Override
    public boolean renewable() {
        return false;
    }

    @Override
    public void forget(Pass refused) {}
}
