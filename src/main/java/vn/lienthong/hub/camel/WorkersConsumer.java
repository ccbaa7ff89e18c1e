package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.ledger.LedgerFault;

/**
 * Runs a piece of work on threads of its own, each round through the route when the work asks for it. A fault inside a
 * round never ends a thread. On stop no new round begins; what is in hand has 13 seconds to end, for all
 * consumers together, and is given back then: threads are not interrupted, which would close the embedded database.
 */
class WorkersConsumer extends DefaultConsumer implements Ends {
    private static final Logger LOG = LoggerFactory.getLogger(WorkersConsumer.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(13);

    private final HubParts parts;
    private final SystemId system;
    private final Work work;
    private final int workers;
    private final FaultLog log;
    private final AskRoute route;
    private Stopping stopping = new Stopping();
    private @Nullable ExecutorService threads;

    WorkersConsumer(Endpoint endpoint, Processor processor, HubParts parts, SystemId system, Work work, int workers) {
        super(endpoint, processor);
        this.parts = parts;
        this.system = system;
        this.work = work;
        this.workers = workers;
        this.log = new FaultLog("work of " + system);
        this.route = new AskRoute(this, parts.states(), system);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (workers == 0) {
            return;
        }
        Stopping stop = new Stopping();
        ExecutorService started = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, String.valueOf(getRouteId()), workers);
        for (int worker = 0; worker < workers; worker++) {
            started.execute(() -> loop(stop));
        }
        stopping = stop;
        threads = started;
        getEndpoint().getComponent(HubComponent.class).started(this);
    }

    @Override
    protected void doStop() throws Exception {
        @Nullable ExecutorService running = threads;
        if (running != null) {
            threads = null;
            getEndpoint().getComponent(HubComponent.class).stopped(this);
            noNewRound();
            running.shutdown();
            if (!running.awaitTermination(stopping.left(LAST_ROUND).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("HUB-CAMEL-005 {} did not end in time; what it had in hand is due again", getRouteId());
            }
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(running);
            work.ended();
        }
        super.doStop();
    }

    @Override
    public void noNewRound() {
        if (stopping.asked()) {
            return;
        }
        stopping.ask();
        for (int worker = 0; worker < workers; worker++) {
            work.hurry();
        }
    }

    @Override
    public boolean ended(Duration time) throws InterruptedException {
        @Nullable ExecutorService running = threads;
        if (running == null) {
            return true;
        }
        running.shutdown();
        return running.awaitTermination(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void loop(Stopping stop) {
        BackOff backOff = BackOff.from(Duration.ofMillis(500), parts.random());
        int failures = 0;
        while (!stop.asked()) {
            try {
                Duration wait = work.round(route, stop);
                if (failures > 0) {
                    failures = 0;
                    log.fine();
                }
                work.rest(wait, stop);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception | Error fault) {
                failures++;
                troubled(fault);
                if (!rested(stop, backOff.after(failures))) {
                    return;
                }
            }
        }
    }

    private static boolean rested(Stopping stop, Duration time) {
        try {
            stop.await(time);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void troubled(Throwable fault) {
        String said = LedgerFault.of(fault).orElse(java.util.Objects.requireNonNullElse(fault.getMessage(), ""));
        boolean coded = said.startsWith("HUB-");
        String message = coded
                ? said
                : "HUB-CAMEL-001 " + getRouteId() + " failed ("
                        + fault.getClass().getSimpleName() + ")";
        parts.states().troubled(system, message);
        if (coded) {
            log.fault(message);
        } else {
            log.fault(message, fault);
        }
    }
}
