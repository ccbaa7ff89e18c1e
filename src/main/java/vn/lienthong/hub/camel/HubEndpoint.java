package vn.lienthong.hub.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** One use of {@code hub:} in a route: where it begins (a source), or one of its steps. */
class HubEndpoint extends DefaultEndpoint {
    /** Makes the consumer with which a route begins. */
    interface Source {
        Consumer consumer(Endpoint endpoint, Processor route) throws Exception;
    }

    private final @Nullable Source source;
    private final @Nullable Processor step;

    HubEndpoint(String uri, HubComponent component, @Nullable Source source, @Nullable Processor step) {
        super(uri, component);
        this.source = source;
        this.step = step;
    }

    @Override
    public Producer createProducer() {
        if (step == null) {
            throw new UnsupportedOperationException(
                    "HUB-ROUTE-010 " + getEndpointUri() + " begins a route and is no step; write it under from");
        }
        Processor work = step;
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                work.process(exchange);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor route) throws Exception {
        if (source == null) {
            throw new UnsupportedOperationException(
                    "HUB-ROUTE-011 " + getEndpointUri() + " is a step and begins no route; write it under steps");
        }
        return source.consumer(this, route);
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }
}
