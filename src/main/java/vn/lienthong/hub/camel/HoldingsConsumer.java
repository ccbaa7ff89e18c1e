package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import vn.lienthong.hub.camel.Questions.Cursor;
import vn.lienthong.hub.camel.Questions.DossierQuestion;
import vn.lienthong.hub.camel.Questions.ListQuestion;
import vn.lienthong.hub.mapping.Mappings.Holdings;
import vn.lienthong.hub.mapping.Mappings.MappingFailed;
import vn.lienthong.hub.systems.FarSideFault;
import vn.lienthong.hub.systems.FarSideFault.Kind;
import vn.lienthong.hub.systems.SystemSettings;

/** Offers a route as a question for what its system holds. It has no thread of its own: who asks, waits. */
class HoldingsConsumer extends DefaultConsumer implements ListQuestion, DossierQuestion, Ends {
    private static final int NOT_FOUND = 404;

    private final HubParts parts;
    private final SystemSettings system;
    private final Ask ask;
    private final AskRoute route;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private boolean closed;
    private int inHand;

    /**
     * How a route asks.
     *
     * @param single for one dossier; else for a list
     * @param numbered a list of a numbered log
     * @param byReference one dossier, by the name that the system gave it
     * @param times how a window is written, in the system's zone
     */
    record Ask(String stream, boolean single, boolean numbered, boolean byReference, FarTimes times) {}

    HoldingsConsumer(Endpoint endpoint, Processor processor, HubParts parts, SystemSettings system, Ask ask) {
        super(endpoint, processor);
        this.parts = parts;
        this.system = system;
        this.ask = ask;
        this.route = new AskRoute(this, parts.states(), system.id());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        closed = false;
        if (system.mode() != SystemSettings.Mode.OFF) {
            parts.questions().add(getRouteId(), system.id(), ask.single() ? null : this, ask.single() ? this : null);
        }
    }

    @Override
    public void noNewRound() {
        parts.questions().remove(getRouteId());
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean ended(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = time.toNanos();
            while (inHand > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return inHand == 0;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        lock.lock();
        try {
            if (closed) {
                throw new FarSideFault(
                        Kind.AWAY, "HUB-HOLD-003 the routes of " + system.id() + " are being exchanged", null);
            }
            inHand++;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            inHand--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStop() throws Exception {
        parts.questions().remove(getRouteId());
        super.doStop();
    }

    @Override
    public String stream() {
        return ask.stream();
    }

    @Override
    public boolean isNumbered() {
        return ask.numbered();
    }

    @Override
    public boolean isByReference() {
        return ask.byReference();
    }

    @Override
    public Holdings page(Instant from, Instant to, Cursor cursor) {
        Map<String, String> places = new HashMap<>(Map.of(
                "after", ask.numbered() ? "0" : "",
                "page", "1",
                "from", ask.times().write(from),
                "to", ask.times().write(to),
                "pageSize", Integer.toString(system.pageSize())));
        places.putAll(cursor.places());
        return answered(places);
    }

    @Override
    public Holdings dossier(String name) {
        return answered(Map.of("code", name, "page", "1", "pageSize", Integer.toString(system.pageSize())));
    }

    private Holdings answered(Map<String, String> places) {
        begin();
        try {
            return asked(places);
        } finally {
            end();
        }
    }

    private Holdings asked(Map<String, String> places) {
        JsonNode answer;
        try {
            answer = route.ask(null, Places.headers(places));
        } catch (FarSideFault fault) {
            parts.states().failed(system.id(), fault);
            throw fault;
        } catch (RouteFailed faulty) {
            throw new FarSideFault(
                    Kind.UNREADABLE, Objects.requireNonNullElse(faulty.getMessage(), "HUB-CAMEL-001"), faulty);
        }
        if (answer instanceof ObjectNode members) {
            Places.put(members, places);
        }
        int status = answer.path("status").asInt(200);
        try {
            Holdings holdings = parts.mappings().holdings(system.id(), ask.stream(), answer);
            boolean goesOn = holdings.more() && holdings.next() != null; // from the beginning, say
            if (status < 400 || status == NOT_FOUND || goesOn) {
                return holdings;
            }
        } catch (MappingFailed failed) {
            if (status < 400) {
                throw new FarSideFault(
                        Kind.UNREADABLE,
                        "HUB-HOLD-001 " + system.id() + " answered what mappings/" + system.id() + "/holds/"
                                + ask.stream() + ".jslt cannot read: "
                                + failed.faults().get(0).code(),
                        failed);
            }
        }
        throw new FarSideFault(
                Kind.UNREADABLE,
                "HUB-HOLD-002 " + system.id() + " refused to say what it holds, with status " + status,
                null);
    }
}
