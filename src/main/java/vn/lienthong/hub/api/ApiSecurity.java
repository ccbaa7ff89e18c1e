package vn.lienthong.hub.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSystems;

/**
 * Nothing is open but the one word of health. The user {@code admin} and the token of scripts may do everything that
 * people do, the token of readers may look; a far system's token opens that system's inbound path and nothing else, and no other caller opens it.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    /** Right to read lists, dossiers and pages. */
    static final String READ = "READ";

    /** Right to give orders: replays, searches for persons. */
    static final String OPERATE = "OPERATE";

    /** Right to see whole payloads and to correct them. */
    static final String CORRECT = "CORRECT";

    /** What the token of scripts may. */
    static final String[] SCRIPT = {READ, OPERATE, CORRECT};

    /** Right to see what differs in a person's data, number and all. Scripts do not have it. */
    static final String PERSONS = "PERSONS";

    static final String[] EVERYTHING = {READ, OPERATE, CORRECT, PERSONS};

    static boolean maySeePersons(Authentication caller) {
        return has(caller, PERSONS);
    }

    private static boolean has(Authentication caller, String wanted) {
        return caller.getAuthorities().stream().anyMatch(right -> wanted.equals(right.getAuthority()));
    }

    /** Right to call in as a far system. */
    static String mayCallIn(SystemId system) {
        return "INBOUND:" + system;
    }

    @Bean
    AccessSettings accessSettings(Environment environment) {
        return AccessSettings.from(environment);
    }

    @Bean
    AuthenticationProvider adminAuthentication(AccessSettings settings) {
        return new AdminAuthentication(AdminAccount.open(settings, System.out));
    }

    @Bean
    SecurityFilterChain accessRules(
            HttpSecurity http,
            FarSystems systems,
            InboundPaths inbound,
            AccessSettings settings,
            AccessProblems problems)
            throws Exception {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(
                                "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterBefore(new BearerTokens(settings, systems), BasicAuthenticationFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(problems))
                .exceptionHandling(
                        faults -> faults.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .authorizeHttpRequests(rules -> {
                    // Second dispatches of a call that was let in before.
                    rules.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    rules.requestMatchers(ApiSecurity::comesFromAnotherSite).denyAll();
                    rules.requestMatchers(
                                    paths.matcher(HttpMethod.GET, "/actuator/health"),
                                    paths.matcher(HttpMethod.GET, "/actuator/health/liveness"),
                                    paths.matcher(HttpMethod.GET, "/actuator/health/readiness"))
                            .permitAll();
                    rules.requestMatchers(request -> inbound.of(request).isPresent())
                            .access((caller, call) -> new AuthorizationDecision(inbound.of(call.getRequest())
                                    .filter(system -> has(caller.get(), mayCallIn(system)))
                                    .isPresent()));
                    rules.requestMatchers(
                                    paths.matcher("/api/v1/held/{id}/payload"),
                                    paths.matcher("/api/v1/held/{id}/correct"),
                                    paths.matcher("/api/v1/deliveries/{id}/payload"),
                                    paths.matcher("/api/v1/deliveries/{id}/correct"),
                                    paths.matcher("/api/v1/systems/{id}/mapping-diff"))
                            .hasAuthority(CORRECT);
                    rules.requestMatchers(HttpMethod.GET, "/api/**", "/", "/dossier", "/hub.css")
                            .hasAuthority(READ);
                    rules.anyRequest().hasAuthority(OPERATE);
                })
                .build();
    }

    /**
     * A browser repeats HTTP basic by itself: an order that another site's page sends with it is no order of the user.
     * Browsers say where a call comes from; scripts and far systems do not and are no browsers.
     */
    private static boolean comesFromAnotherSite(HttpServletRequest request) {
        String from = request.getHeader("Sec-Fetch-Site");
        return from != null
                && !Set.of("same-origin", "none").contains(from)
                && !Set.of("GET", "HEAD", "OPTIONS").contains(request.getMethod());
    }
}
