package vn.lienthong.hub.camel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.camel.RoutesInCamel.Refused;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.mapping.JsltMappings;
import vn.lienthong.hub.systems.LiveSettings;
import vn.lienthong.hub.systems.LiveSystems;
import vn.lienthong.hub.systems.SystemSettings;
import vn.lienthong.hub.systems.SystemSettings.Mode;
import vn.lienthong.hub.systems.SystemStates;

/**
 * Exchanges what one system runs with: its settings, mappings and routes together. First what its routes have in hand ends,
 * so that a call and the reading of its answer, a page and its records, are always of one making; then all of it is
 * exchanged in a moment, or put back whole when the new routes do not start. Other systems go on meanwhile.
 */
class SwapSystem {
    private static final Logger LOG = LoggerFactory.getLogger(SwapSystem.class);
    /** A call ends by its own time-out; this is for the ledger's work after it. */
    private static final Duration AFTER_A_CALL = Duration.ofSeconds(20);

    private static final Duration A_WHILE = Duration.ofMillis(200);
    private static final Duration INBOUND = Duration.ofSeconds(10);

    private final RouteFiles routes;
    private final JsltMappings mappings;
    private final LiveSystems systems;
    private final LiveSettings settings;
    private final FarSides farSides;
    private final InboundDoors doors;
    private final SystemStates states;
    /** Places in routes are filled from one reading of the settings at a time. */
    private final ReentrantLock moment = new ReentrantLock();

    private volatile boolean ending;
    private LiveSettings.Reading used;

    /** What a system is to run with. */
    record Wanted(
            SystemSettings settings,
            LiveSettings.Reading reading,
            JsltMappings.Prepared pack,
            @Nullable RouteTexts routes) {}

    SwapSystem(
            RouteFiles routes,
            JsltMappings mappings,
            LiveSystems systems,
            LiveSettings settings,
            FarSides farSides,
            InboundDoors doors,
            SystemStates states) {
        this.routes = routes;
        this.mappings = mappings;
        this.systems = systems;
        this.settings = settings;
        this.farSides = farSides;
        this.doors = doors;
        this.states = states;
        this.used = settings.now();
    }

    /** The hub stops: what waits for a far system is left to the stop of the routes. */
    void end() {
        ending = true;
    }

    /** @throws Refused if the new routes do not start; what ran before runs again */
    void exchange(Wanted wanted) throws Refused, InterruptedException {
        SystemId system = wanted.settings().id();
        quiet(system);
        try {
            moment.lockInterruptibly();
            try {
                inAMoment(system, wanted);
            } finally {
                moment.unlock();
            }
        } finally {
            doors.open(system);
        }
        routes.listen(wanted.settings());
    }

    private void inAMoment(SystemId system, Wanted wanted) throws Refused {
        Optional<SystemSettings> settingsBefore = systems.find(system);
        LiveSettings.Reading readingBefore = used;
        @Nullable RouteTexts routesBefore = routes.stop(system);
        farSides.close(system);
        use(wanted.reading());
        systems.put(wanted.settings());
        JsltMappings.Prepared packBefore = wanted.pack().use();
        try {
            if (wanted.routes() != null && wanted.settings().mode() != Mode.OFF) {
                routes.start(system, wanted.routes());
            }
            states.pack(system, null);
        } catch (Refused refused) {
            farSides.close(system);
            use(readingBefore);
            settingsBefore.ifPresentOrElse(systems::put, () -> systems.remove(system));
            packBefore.use();
            if (routesBefore != null) {
                putBack(system, routesBefore);
            }
            throw refused;
        }
    }

    private void use(LiveSettings.Reading reading) {
        settings.use(reading);
        used = reading;
    }

    private void putBack(SystemId system, RouteTexts before) {
        try {
            routes.start(system, before);
        } catch (Refused neither) {
            LOG.error("HUB-LIVE-004 {}: what ran before does not start again: {}", system, neither.why());
            states.pack(system, before.name() + " " + neither.why());
        }
    }

    /** The system takes no part any more. What waits for it in the ledger stays there. */
    void remove(SystemId system) throws InterruptedException {
        quiet(system);
        moment.lockInterruptibly();
        try {
            routes.stop(system);
            farSides.close(system);
            systems.remove(system);
            mappings.forget(system);
        } finally {
            moment.unlock();
            doors.open(system);
        }
        routes.stopListening(system);
        states.forget(system);
    }

    /** Ends what is in hand: first the work of the hub itself, then, when little is left to do, the calls that come in. */
    private void quiet(SystemId system) throws InterruptedException {
        Duration call = systems.find(system).map(SystemSettings::timeout).orElse(Duration.ZERO);
        long deadline = System.nanoTime() + call.plus(AFTER_A_CALL).toNanos();
        List<String> late = routes.end(system, A_WHILE);
        while (!late.isEmpty() && System.nanoTime() < deadline && !ending) {
            late = routes.end(system, A_WHILE);
        }
        if (ending) {
            throw new IllegalStateException("the hub stops");
        }
        if (!late.isEmpty()) {
            LOG.warn("HUB-LIVE-003 {}: {} did not end in time; what it had in hand is due again", system, late);
        }
        if (!doors.close(system, INBOUND)) {
            LOG.warn("HUB-LIVE-003 {}: a call that came in did not end in time", system);
        }
    }
}
