package vn.lienthong.hub.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
 * Recognises bearer tokens: those of scripts and readers, and those by which far systems call in. It only says who calls; what
 * the caller may do stands in {@link ApiSecurity}. An unknown token leaves the call anonymous.
 */
final class BearerTokens extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final Map<Secret, Authentication> callers = new LinkedHashMap<>();
    private final FarSystems systems;
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    BearerTokens(AccessSettings settings, FarSystems systems) {
        if (settings.apiToken() != null) {
            callers.put(new Secret(settings.apiToken()), caller("api-token", ApiSecurity.SCRIPT));
        }
        if (settings.readToken() != null) {
            callers.put(new Secret(settings.readToken()), caller("read-token", ApiSecurity.READ));
        }
        this.systems = systems;
    }

    private static Authentication caller(String name, String... rights) {
        return UsernamePasswordAuthenticationToken.authenticated(
                name, null, AuthorityUtils.createAuthorityList(rights));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            Authentication caller = identify(header.substring(SCHEME.length()).strip());
            if (caller != null) {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(caller);
                SecurityContextHolder.setContext(context);
                contexts.saveContext(context, request, response);
            }
        }
        chain.doFilter(request, response);
    }

    /** Looks at every secret, found or not: the time tells nothing. Two systems with one token: the first one named. */
    private @Nullable Authentication identify(String token) {
        Authentication found = null;
        for (Map.Entry<Secret, Authentication> caller : callers.entrySet()) {
            boolean match = caller.getKey().is(token);
            found = match && found == null ? caller.getValue() : found;
        }
        for (SystemSettings system : systems.all()) {
            SystemSettings.Inbound inbound = system.inbound();
            boolean match = inbound != null && !inbound.token().isBlank() && new Secret(inbound.token()).is(token);
            found = match && found == null ? caller(system.id().value(), ApiSecurity.mayCallIn(system.id())) : found;
        }
        return found;
    }
}
