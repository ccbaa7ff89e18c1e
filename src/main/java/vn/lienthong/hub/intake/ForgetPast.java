package vn.lienthong.hub.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.ledger.Leases;
import vn.lienthong.hub.ledger.Past;

/**
 * Deletes, once an hour, what ended longer ago than it is kept ({@code hub.keep}): in small pieces, so that nothing else
 * waits for it, and in one process at a time.
 */
@Component
class ForgetPast {
    private static final Logger LOG = LoggerFactory.getLogger(ForgetPast.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final String LEASE = "forget-past";
    private static final Duration LEASED = Duration.ofMinutes(1);

    private final List<Past> past;
    private final Leases leases;
    private final Clock clock;
    private final Duration keep;
    private Instant next = Instant.MIN;

    ForgetPast(List<Past> past, Leases leases, Clock clock, @Value("${hub.keep:400d}") Duration keep) {
        this.past = past;
        this.leases = leases;
        this.clock = clock;
        this.keep = keep;
    }

    /** One piece, when it is time. @return whether something was deleted: then there may be more, and the next call goes on */
    boolean sweep(String process) {
        Instant now = clock.instant();
        if (now.isBefore(next) || !leases.take(LEASE, process, LEASED)) {
            return false;
        }
        try {
            Instant before = now.minus(keep);
            int gone = past.stream().mapToInt(one -> one.forget(before)).sum();
            if (gone == 0) {
                next = now.plus(EVERY);
            } else {
                LOG.info("{} rows of replays and reconciliations that ended before {} are deleted", gone, before);
            }
            return gone > 0;
        } finally {
            leases.release(LEASE, process);
        }
    }
}
