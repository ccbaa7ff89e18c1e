package vn.lienthong.hub.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Inbound.Kind;

/**
 * Recognises callers by what they show: the bearer tokens of scripts and readers, and tokens, keys (a header of their own)
 * and accounts by which far systems call in. It only says who calls; what
 * the caller may do stands in {@link ApiSecurity}. An unknown token leaves the call anonymous.
 */
final class BearerTokens extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    /** Who needs no system: by what stands in the header Authorization, the scheme as it is written there. */
    private final Map<Secret, Authentication> people = new LinkedHashMap<>();

    private final FarSystems systems;
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    BearerTokens(AccessSettings settings, FarSystems systems) {
        this.systems = systems;
        if (settings.apiToken() != null) {
            people.put(new Secret(SCHEME + settings.apiToken()), caller("api-token", ApiSecurity.SCRIPT));
        }
        if (settings.readToken() != null) {
            people.put(new Secret(SCHEME + settings.readToken()), caller("read-token", ApiSecurity.READ));
        }
    }

    private static String basic(SystemSettings.Inbound inbound) {
        String account = inbound.name() + ":" + inbound.token();
        return "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
    }

    private static Authentication caller(String name, String... rights) {
        return UsernamePasswordAuthenticationToken.authenticated(
                name, null, AuthorityUtils.createAuthorityList(rights));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication caller = caller(request);
        if (caller != null) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(caller);
            SecurityContextHolder.setContext(context);
            contexts.saveContext(context, request, response);
        }
        chain.doFilter(request, response);
    }

    /** Looks at every secret, found or not: the time tells nothing. Two systems with one token: the first one named. */
    private @Nullable Authentication caller(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String shown = header == null ? "" : written(header.strip());
        Authentication found = null;
        for (Map.Entry<Secret, Authentication> caller : people.entrySet()) {
            boolean match = caller.getKey().is(shown);
            found = match && found == null ? caller.getValue() : found;
        }
        for (SystemSettings system : systems.all()) {
            SystemSettings.Inbound inbound = system.inbound();
            if (inbound != null && !inbound.token().isBlank()) {
                boolean match = secret(inbound).is(inbound.kind() == Kind.API_KEY ? key(request, inbound) : shown);
                found = match && found == null
                        ? caller(name(system, inbound), ApiSecurity.mayCallIn(system.id()))
                        : found;
            }
        }
        return found;
    }

    private static String key(HttpServletRequest request, SystemSettings.Inbound inbound) {
        @Nullable String key = request.getHeader(inbound.name());
        return key == null || request.getHeader(HttpHeaders.AUTHORIZATION) != null ? "" : key.strip();
    }

    private static String written(String header) {
        int blank = header.indexOf(' ');
        String scheme = blank < 0 ? "" : header.substring(0, blank);
        String shown = blank < 0 ? "" : header.substring(blank + 1).strip();
        return (scheme.equalsIgnoreCase("basic") ? "Basic " : scheme.equalsIgnoreCase("bearer") ? SCHEME : "") + shown;
    }

    private static Secret secret(SystemSettings.Inbound inbound) {
        return switch (inbound.kind()) {
            case BEARER -> new Secret(SCHEME + inbound.token());
            case BASIC -> new Secret(basic(inbound));
            case API_KEY -> new Secret(inbound.token());
        };
    }

    /** An account is named as such: else Spring takes it for a log-in of its own. */
    private static String name(SystemSettings system, SystemSettings.Inbound inbound) {
        return inbound.kind() == Kind.BASIC ? inbound.name() : system.id().value();
    }
}
