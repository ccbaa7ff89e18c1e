package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.SystemId;

/**
 * Gives every planned wake-up to the route that spreads it, from one thread of its own: a broker that hangs blocks only
 * this thread, and meanwhile wake-ups of one system are one. Whatever the route does, the workers of this process are
 * woken when it fails.
 */
class SendWakeUps extends DefaultConsumer {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final WakeUps wakeUps;
    private final FaultLog log = new FaultLog("wake-ups");
    private volatile boolean running;
    private @Nullable Thread thread;

    SendWakeUps(Endpoint endpoint, Processor route, WakeUps wakeUps) {
        super(endpoint, route);
        this.wakeUps = wakeUps;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        Thread started = new Thread(this::loop, "hub-wake-ups");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
        super.doStop();
    }

    private void loop() {
        while (running) {
            try {
                spread(wakeUps.takePlanned(LOOK));
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void spread(Set<SystemId> systems) {
        for (SystemId system : systems) {
            Exchange exchange = createExchange(false);
            try {
                exchange.getIn().setBody(system.value());
                exchange.getIn().setHeader(HubHeaders.SYSTEM, system.value());
                getProcessor().process(exchange);
                if (exchange.getException() != null) {
                    throw exchange.getException();
                }
                log.fine();
            } catch (Exception failure) {
                log.fault("HUB-WAKE-001 the broker does not take wake-ups ("
                        + failure.getClass().getSimpleName() + "); deliveries go on by the sweep");
                wakeUps.ring(system);
            } finally {
                releaseExchange(exchange, false);
            }
        }
    }
}
