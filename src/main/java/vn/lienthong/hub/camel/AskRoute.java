package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.SystemStates;

/** Runs the route behind a consumer once, and tells faults of the far side from those of the route. */
class AskRoute implements RouteCall {
    private final DefaultConsumer consumer;
    private final SystemStates states;
    private final SystemId system;

    AskRoute(DefaultConsumer consumer, SystemStates states, SystemId system) {
        this.consumer = consumer;
        this.states = states;
        this.system = system;
    }

    @Override
    public JsonNode ask(@Nullable Object body, Map<String, Object> headers) {
        Exchange exchange = consumer.createExchange(false);
        try {
            exchange.getIn().setBody(body);
            exchange.getIn().setHeaders(new HashMap<>(headers));
            exchange.getIn().setHeader(HubHeaders.SYSTEM, system.value());
            consumer.getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            JsonNode answer = answer(exchange);
            states.answered(system);
            return answer;
        } catch (Exception failure) {
            throw fault(failure);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    private JsonNode answer(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof JsonNode answer) {
            return answer;
        }
        throw new RouteFailed("HUB-CAMEL-002 route " + consumer.getRouteId()
                + " ended without an answer tree; its last step must be" + " the call (hub:http, hub:soap, hub:sql)");
    }

    private RuntimeException fault(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FarSideFault || cause instanceof RouteFailed) {
                return (RuntimeException) cause;
            }
        }
        String said = failure.getMessage();
        return new RouteFailed(
                said != null && said.startsWith("HUB-")
                        ? said
                        : "HUB-CAMEL-003 route " + consumer.getRouteId() + " failed ("
                                + failure.getClass().getSimpleName() + ")",
                failure);
    }
}
