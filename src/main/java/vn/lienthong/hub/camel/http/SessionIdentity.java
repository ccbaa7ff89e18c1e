package vn.lienthong.hub.camel.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/**
 * A session that a login gives and every body carries, together with the unit's code, as at the national portal; with
 * {@code settings.session-header} (and {@code session-value}, {@code Bearer {session}}) a header carries it instead. Names
 * may be set otherwise in {@code settings}: login-path, session-field, unit-field, code-field, expired-code, busy-code.
 */
class SessionIdentity implements Identity {
    private final SystemSettings system;
    private final HttpLine line;
    private final Clock clock;
    private final PassKeeper keeper;

    SessionIdentity(SystemSettings system, HttpLine line, Clock clock) {
        this.system = system;
        this.line = line;
        this.clock = clock;
        this.keeper = new PassKeeper(clock, this::login);
    }

    private Pass login() {
        String where = system.id() + " login";
        ObjectNode account = JsonNodeFactory.instance
                .objectNode()
                .put("username", system.auth().username())
                .put("password", system.auth().password());
        HttpAnswer answer = line.send(
                HttpRequest.newBuilder(URI.create(system.url() + name("login-path", "/login")))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(account.toString()))
                        .build(),
                where);
        if (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429) {
            throw new FarSideFault(
                    Kind.LOCKED_OUT, "HUB-HTTP-012 " + where + " was refused (" + answer.status() + ")", null);
        }
        JsonNode tree = answer.tree(where, clock);
        String code = tree.path(name("code-field", "error_code")).asText("");
        if (code.equals(name("busy-code", "3"))) {
            throw new FarSideFault(Kind.BUSY, "HUB-HTTP-003 " + where + " asked to come later", null);
        }
        String session = tree.path(name("session-field", "session")).asText("");
        if (session.isEmpty()) {
            throw new FarSideFault(
                    Kind.LOCKED_OUT, "HUB-HTTP-013 " + where + " gave no session (code \"" + code + "\")", null);
        }
        return new Pass(session, Instant.MAX);
    }

    @Override
    public Pass pass() {
        return keeper.pass();
    }

    @Override
    public @Nullable JsonNode show(Pass pass, HttpRequest.Builder request, @Nullable JsonNode body) {
        @Nullable String header = system.settings().get("session-header");
        if (header != null) {
            request.setHeader(header, name("session-value", "{session}").replace("{session}", pass.value()));
            return body;
        }
        ObjectNode signed = JsonNodeFactory.instance.objectNode();
        signed.put(name("session-field", "session"), pass.value());
        if (system.unit() != null) {
            signed.put(name("unit-field", "madonvi"), system.unit());
        }
        if (body instanceof ObjectNode members) {
            signed.setAll(members);
        }
        return signed;
    }

    /** A session ends when the far side says so, in the body or by 401. */
    @Override
    public boolean refused(HttpAnswer answer) {
        if (answer.status() == 401) {
            return true;
        }
        return answer.status() < 300
                && answer.tree(system.id() + " call", clock)
                        .path(name("code-field", "error_code"))
                        .asText("")
                        .equals(name("expired-code", "-3"));
    }

    @Override
    public boolean renewable() {
        return true;
    }

    @Override
    public void forget(Pass pass) {
        keeper.forget(pass);
    }

    private String name(String setting, String otherwise) {
        return system.settings().getOrDefault(setting, otherwise);
    }
}
