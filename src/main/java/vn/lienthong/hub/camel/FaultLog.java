package vn.lienthong.hub.camel;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a fault when it begins and when it ends, not at every repetition in between. */
class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
    private static final String NONE = "";

    private final String what;
    private final AtomicReference<String> last = new AtomicReference<>(NONE);

    /** @param what system and work, {@code pull onestop/changes} */
    FaultLog(String what) {
        this.what = what;
    }

    void fault(String message) {
        if (!message.equals(last.getAndSet(message))) {
            LOG.warn("{}: {}", what, message);
        }
    }

    /** A fault whose cause is not known by a code: with its trace. */
    void fault(String message, Throwable cause) {
        if (!message.equals(last.getAndSet(message))) {
            LOG.error("{}: {}", what, message, cause);
        }
    }

    void fine() {
        if (!NONE.equals(last.getAndSet(NONE))) {
            LOG.info("{}: works again", what);
        }
    }
}
