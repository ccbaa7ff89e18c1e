package vn.lienthong.hub.api;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.lienthong.hub.camel.InboundDoors;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.SystemStates;

/**
 * A call of a far system finds its routes or is told to come again, never that they are not there: it waits for the moment
 * in which they are exchanged, and gets 503 with {@code Retry-After} where they stand still. Behind the check of who calls.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class InboundCalls extends OncePerRequestFilter {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int AFTER_A_MOMENT = 1;
    private static final int AFTER_A_REPAIR = 30;

    private final InboundPaths paths;
    private final InboundDoors doors;
    private final SystemStates states;

    InboundCalls(InboundPaths paths, InboundDoors doors, SystemStates states) {
        this.paths = paths;
        this.doors = doors;
        this.states = states;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SystemId> system = paths.of(request);
        if (system.isEmpty()) {
            chain.doFilter(request, response);
        } else if (!entered(system.get())) {
            later(response, AFTER_A_MOMENT);
        } else if (states.of(system.get()).packFault() != null) {
            doors.leave(system.get());
            later(response, AFTER_A_REPAIR);
        } else {
            inside(system.get(), request, response, chain);
        }
    }

    private boolean entered(SystemId system) {
        try {
            return doors.enter(system, LONGEST_WAIT);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The answer may be written by another thread. */
    private void inside(SystemId system, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (left.compareAndSet(false, true)) {
                doors.leave(system);
            }
        };
        boolean goesOn = false;
        try {
            chain.doFilter(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Left(leave));
                goesOn = true;
            }
        } finally {
            if (!goesOn) {
                leave.run();
            }
        }
    }

    private static void later(HttpServletResponse response, int seconds) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
    }

    /** Whatever the end of an asynchronous answer is. */
    private record Left(Runnable leave) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            leave.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            leave.run();
        }

        @Override
        public void onError(AsyncEvent event) {
            leave.run();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // the same answer goes on
        }
    }
}
