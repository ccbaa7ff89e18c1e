package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.hub.delivery.Deliveries.Batch;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/** Sends what is due for one far system. Idle workers wait for a wake-up, at most a second: the ledger is the truth. */
class DeliverBatches implements Work {
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final HubParts parts;
    private final SystemSettings system;
    private final FaultLog log;

    DeliverBatches(HubParts parts, SystemSettings system) {
        this.parts = parts;
        this.system = system;
        this.log = new FaultLog("deliver " + system.id());
    }

    @Override
    public Duration round(RouteCall route, Stopping stopping) throws InterruptedException {
        // before anything is in hand: a lease must not run out while it waits for its turn
        parts.paces().await(system, stopping);
        Optional<Batch> taken =
                stopping.asked() ? Optional.empty() : parts.deliveries().take(system.id());
        if (taken.isEmpty()) {
            parts.paces().unused(system);
            return system.poll().compareTo(SWEEP) < 0 ? system.poll() : SWEEP;
        }
        // where one is due there may be more: the next worker looks
        parts.wakeUps().ring(system.id());
        send(taken.get(), route);
        return Duration.ZERO;
    }

    private void send(Batch batch, RouteCall route) {
        JsonNode answer;
        try {
            answer = route.ask(batch.call(), Map.of(HubHeaders.PHASE, batch.phase()));
        } catch (FarSideFault fault) {
            log.fault(fault.getMessage());
            parts.states().failed(system.id(), fault);
            parts.deliveries().failed(batch, fault);
            return;
        } catch (RouteFailed faulty) {
            parts.deliveries()
                    .failed(
                            batch,
                            new FarSideFault(
                                    Kind.UNREADABLE,
                                    java.util.Objects.requireNonNullElse(faulty.getMessage(), "HUB-CAMEL-001"),
                                    faulty));
            throw faulty;
        }
        parts.deliveries().settle(batch, answer);
        log.fine();
    }

    @Override
    public void rest(Duration time, Stopping stopping) throws InterruptedException {
        if (!time.isZero() && !stopping.asked()) {
            parts.wakeUps().await(system.id(), time);
        }
    }

    @Override
    public void hurry() {
        parts.wakeUps().hurry(system.id());
    }

    @Override
    public void ended() {
        parts.deliveries().ended(system.id());
    }
}
