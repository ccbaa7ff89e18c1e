package vn.lienthong.hub.camel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Puts routes into Camel and takes them out again, by their ids. Camel's own reload is not used: it loses every route when
 * one file is bad. Thread-safe: one thing at a time, and never a wait for a far system.
 */
class RoutesInCamel {
    private static final Logger LOG = LoggerFactory.getLogger(RoutesInCamel.class);
    /** Only for what is not the hub's own: its consumers have ended before. */
    private static final long STOP_SECONDS = 5;

    private final ModelCamelContext context;
    private final Map<String, String> templates = new HashMap<>();

    /** Routes that do not start; none of them is left. */
    static final class Refused extends Exception {
        Refused(String why, Throwable cause) {
            super(why, cause);
        }

        String why() {
            return Objects.requireNonNullElse(getMessage(), "");
        }
    }

    RoutesInCamel(ModelCamelContext context) {
        this.context = context;
    }

    ModelCamelContext context() {
        return context;
    }

    /** Starts what stands in a file. @return ids of its routes */
    synchronized Set<String> add(RouteTexts texts) throws Refused {
        Set<String> before = ids();
        try {
            for (Map.Entry<String, String> template : texts.templates().entrySet()) {
                define(template.getKey(), template.getValue());
            }
            load(texts.name(), texts.routes());
            Set<String> added = ids();
            added.removeAll(before);
            return added;
        } catch (Exception refused) {
            Set<String> added = ids();
            added.removeAll(before);
            remove(added);
            String why = CheckRouteFile.firstLine(deepest(refused).getMessage());
            throw new Refused(why.startsWith("HUB-") ? why : "HUB-ROUTE-017 does not start: " + why, refused);
        }
    }

    /** Camel would keep two templates of one name, and use the older one. */
    private void define(String id, String text) throws Exception {
        if (text.equals(templates.get(id))) {
            return;
        }
        forget(id);
        load(RouteTexts.templateFile(id).toString().replace('\\', '/'), text);
        templates.put(id, text);
    }

    /** The next file that brings a template of this name brings it anew. */
    synchronized void forget(String template) throws Exception {
        templates.remove(template);
        if (context.getRouteTemplateDefinition(template) != null) {
            context.removeRouteTemplateDefinitions(template);
        }
    }

    private void load(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromBytes(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** One route of a template. */
    synchronized void add(String id, String template, Map<String, Object> parameters) throws Exception {
        context.addRouteFromTemplate(id, template, parameters);
    }

    synchronized boolean hasTemplate(String id) {
        return context.getRouteTemplateDefinition(id) != null;
    }

    /** Takes routes out; those that are not there are no fault. */
    synchronized void remove(Collection<String> routes) {
        for (String id : routes) {
            @Nullable Route route = context.getRoute(id);
            if (route == null) {
                continue;
            }
            try {
                Consumer consumer = route.getConsumer();
                context.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
                context.removeRoute(id);
                unmap(consumer);
            } catch (Exception stuck) {
                LOG.error("HUB-ROUTE-018 route {} cannot be removed", id, stuck);
            }
        }
    }

    /** Camel leaves the path of a route that is gone with Spring, which would call the dead route. */
    private void unmap(Consumer consumer) {
        for (RequestMappingHandlerMapping paths :
                context.getRegistry().findByType(RequestMappingHandlerMapping.class)) {
            paths.getHandlerMethods().forEach((path, method) -> {
                if (method.getBean() == consumer) {
                    paths.unregisterMapping(path);
                }
            });
        }
    }

    /**
     * Asks the hub's own consumers of these routes to end what they have in hand, all at once, and waits for them.
     *
     * @return routes whose work did not end in time
     */
    List<String> end(Collection<String> routes, Duration atMost) throws InterruptedException {
        Map<String, Ends> working = routes.stream()
                .filter(id ->
                        context.getRoute(id) != null && context.getRoute(id).getConsumer() instanceof Ends)
                .collect(Collectors.toMap(
                        id -> id, id -> (Ends) context.getRoute(id).getConsumer()));
        working.values().forEach(Ends::noNewRound);
        long deadline = System.nanoTime() + atMost.toNanos();
        List<String> late = new ArrayList<>();
        for (Map.Entry<String, Ends> each : working.entrySet()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!each.getValue().ended(left)) {
                late.add(each.getKey());
            }
        }
        return late;
    }

    private Set<String> ids() {
        return context.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toCollection(HashSet::new));
    }

    /** What the hub itself says of a failure, else its deepest cause. */
    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (!String.valueOf(cause.getMessage()).startsWith("HUB-")
                && cause.getCause() != null
                && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
