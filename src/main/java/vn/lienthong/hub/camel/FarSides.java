package vn.lienthong.hub.camel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.hub.systems.FarSide;

/** The lines to the far systems, one a system and transport, shared by all its routes so that they share tokens and pools. */
class FarSides implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FarSides.class);

    private final Map<String, FarSide> open = new ConcurrentHashMap<>();

    FarSide of(String key, Supplier<FarSide> opening) {
        return open.computeIfAbsent(key, line -> opening.get());
    }

    @Override
    public void close() {
        open.forEach((key, side) -> {
            try {
                side.close();
            } catch (Exception failure) {
                LOG.warn("HUB-CAMEL-004 line {} was not closed well", key, failure);
            }
        });
        open.clear();
    }
}
