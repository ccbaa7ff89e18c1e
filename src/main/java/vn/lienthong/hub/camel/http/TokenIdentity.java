package vn.lienthong.hub.camel.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * OAuth2 client credentials: a bearer token, kept until a tenth of its life is left. {@code auth.token-path} is a path below
 * the url, or the whole address of another server; {@code settings.scope} is asked for if it is there.
 */
class TokenIdentity implements Identity {
    private final SystemSettings system;
    private final HttpLine line;
    private final Clock clock;
    private final PassKeeper keeper;

    TokenIdentity(SystemSettings system, HttpLine line, Clock clock) {
        this.system = system;
        this.line = line;
        this.clock = clock;
        this.keeper = new PassKeeper(clock, this::fetch);
    }

    private Pass fetch() {
        String where = system.id() + " token call";
        HttpAnswer answer = line.send(
                HttpRequest.newBuilder(address())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                                + form(system.auth().username()) + "&client_secret="
                                + form(system.auth().password()) + scope()))
                        .build(),
                where);
        if (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429) {
            throw new FarSideFault(
                    Kind.LOCKED_OUT, "HUB-HTTP-010 " + where + " was refused (" + answer.status() + ")", null);
        }
        JsonNode tree = answer.tree(where, clock);
        String token = tree.path("access_token").asText("");
        if (token.isEmpty()) {
            // the answer is not kept: it may hold half a token
            throw new FarSideFault(Kind.UNREADABLE, "HUB-HTTP-011 " + where + " gave no access_token", null);
        }
        long life = Math.max(tree.path("expires_in").asLong(60), 1);
        return new Pass(token, clock.instant().plusMillis(life * 900));
    }

    private URI address() {
        String place = Objects.requireNonNullElse(system.auth().tokenPath(), "");
        return URI.create(place.startsWith("http") ? place : system.url() + place);
    }

    private String scope() {
        @Nullable String scope = system.settings().get("scope");
        return scope == null ? "" : "&scope=" + form(scope);
    }

    private static String form(@Nullable String text) {
        return URLEncoder.encode(Objects.requireNonNullElse(text, ""), StandardCharsets.UTF_8);
    }

    @Override
    public Pass pass() {
        return keeper.pass();
    }

    @Override
    public @Nullable JsonNode show(Pass pass, HttpRequest.Builder request, @Nullable JsonNode body) {
        request.setHeader("Authorization", "Bearer " + pass.value());
        return body;
    }

    @Override
    public boolean refused(HttpAnswer answer) {
        return answer.status() == 401;
    }

    @Override
    public boolean renewable() {
        return true;
    }

    @Override
    public void forget(Pass pass) {
        keeper.forget(pass);
    }
}
