package vn.lienthong.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSystems;
import vn.lienthong.hub.systems.SystemSettings;

/** Which calls come in from far systems, as the settings say it now. */
@Component
class InboundPaths {
    private final FarSystems systems;
    private final Map<String, RequestMatcher> prefixes = new ConcurrentHashMap<>();

    InboundPaths(FarSystems systems) {
        this.systems = systems;
    }

    /** The system whose path a call has; empty = it is none of these. */
    Optional<SystemId> of(HttpServletRequest request) {
        for (SystemSettings system : systems.all()) {
            SystemSettings.Inbound inbound = system.inbound();
            if (inbound != null && prefix(inbound.path()).matches(request)) {
                return Optional.of(system.id());
            }
        }
        return Optional.empty();
    }

    private RequestMatcher prefix(String path) {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return prefixes.computeIfAbsent(
                path, own -> new OrRequestMatcher(paths.matcher(own), paths.matcher(own + "/**")));
    }
}
