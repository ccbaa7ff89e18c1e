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

/**
 * Recognises callers by what they show: the bearer tokens of scripts and readers, and tokens, keys (a header of their own)
 * and accounts by which far systems call in. It only says who calls; what
 * the caller may do stands in {@link ApiSecurity}. An unknown token leaves the call anonymous.
 */
final class BearerTokens extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    /** By what stands in the header Authorization, the scheme as it is written there. */
    private final Map<Secret, Authentication> callers = new LinkedHashMap<>();
    /** By header, then by key. */
    private final Map<String, Map<Secret, Authentication>> keys = new LinkedHashMap<>();

    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    BearerTokens(AccessSettings settings, FarSystems systems) {
        if (settings.apiToken() != null) {
            callers.put(new Secret(SCHEME + settings.apiToken()), caller("api-token", ApiSecurity.SCRIPT));
        }
        if (settings.readToken() != null) {
            callers.put(new Secret(SCHEME + settings.readToken()), caller("read-token", ApiSecurity.READ));
        }
        for (SystemSettings system : systems.all()) {
            SystemSettings.Inbound inbound = system.inbound();
            if (inbound != null && !inbound.token().isBlank()) {
                String right = ApiSecurity.mayCallIn(system.id());
                switch (inbound.kind()) {
                    case BEARER ->
                        callers.put(
                                new Secret(SCHEME + inbound.token()),
                                caller(system.id().value(), right));
                    case BASIC ->
                        // named as the account: else Spring takes it for a log-in of its own
                        callers.put(new Secret(basic(inbound)), caller(inbound.name(), right));
                    case API_KEY ->
                        keys.computeIfAbsent(inbound.name(), header -> new LinkedHashMap<>())
                                .put(
                                        new Secret(inbound.token()),
                                        caller(system.id().value(), right));
                }
            }
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

    private @Nullable Authentication caller(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            int blank = header.strip().indexOf(' ');
            String scheme = blank < 0 ? "" : header.strip().substring(0, blank);
            String shown = blank < 0 ? "" : header.strip().substring(blank + 1).strip();
            return identify(
                    callers,
                    (scheme.equalsIgnoreCase("basic") ? "Basic " : scheme.equalsIgnoreCase("bearer") ? SCHEME : "")
                            + shown);
        }
        for (Map.Entry<String, Map<Secret, Authentication>> place : keys.entrySet()) {
            String key = request.getHeader(place.getKey());
            if (key != null) {
                return identify(place.getValue(), key.strip());
            }
        }
        return null;
    }

    /** Looks at every secret, found or not: the time tells nothing. Two systems with one token: the first one named. */
    private static @Nullable Authentication identify(Map<Secret, Authentication> callers, String token) {
        Authentication found = null;
        for (Map.Entry<Secret, Authentication> caller : callers.entrySet()) {
            boolean match = caller.getKey().is(token);
            found = match && found == null ? caller.getValue() : found;
        }
        return found;
    }
}
