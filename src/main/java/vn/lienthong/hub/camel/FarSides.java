package vn.lienthong.hub.camel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.systems.FarSide;

/** The lines to the far systems, one a system and transport (key {@code <system>:<transport>}), shared by all its routes so that they share tokens and pools. */
class FarSides implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FarSides.class);

    private final Map<String, FarSide> open = new ConcurrentHashMap<>();

    FarSide of(String key, Supplier<FarSide> opening) {
        return open.computeIfAbsent(key, line -> opening.get());
    }

    /** Closes the lines of one system, whose calls have ended; the next use makes them anew, from its settings of then. */
    void close(SystemId system) {
        close(key -> key.startsWith(system + ":"));
    }

    @Override
    public void close() {
        close(key -> true);
    }

    private void close(Predicate<String> which) {
        for (String key : List.copyOf(open.keySet())) {
            @Nullable FarSide side = which.test(key) ? open.remove(key) : null;
            if (side != null) {
                try {
                    side.close();
                } catch (Exception failure) {
                    LOG.warn("HUB-CAMEL-004 line {} was not closed well", key, failure);
                }
            }
        }
    }
}
