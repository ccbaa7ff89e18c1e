package vn.lienthong.hub.camel.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.SystemSettings.Auth;

/** Nothing at all, or account and password in every call (HTTP basic). Nothing can be renewed. */
class AccountIdentity implements Identity {
    private final Pass pass;

    AccountIdentity(Auth auth) {
        String account = auth.username() + ":" + auth.password();
        this.pass = new Pass(
                auth.kind() == Auth.Kind.BASIC
                        ? "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8))
                        : "",
                Instant.MAX);
    }

    @Override
    public Pass pass() {
        return pass;
    }

    @Override
    public @Nullable JsonNode show(Pass shown, HttpRequest.Builder request, @Nullable JsonNode body) {
        if (!shown.value().isEmpty()) {
            request.setHeader("Authorization", shown.value());
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
