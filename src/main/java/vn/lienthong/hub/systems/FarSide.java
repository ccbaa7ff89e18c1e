package vn.lienthong.hub.systems;

import com.fasterxml.jackson.databind.JsonNode;

/** One far system as something that can be called, whatever its transport. Thread-safe. */
public interface FarSide extends AutoCloseable {
    /**
     * Makes one call. Forms of both trees: docs/architecture.md, "Call and answer".
     *
     * @throws FarSideFault if no usable answer came
     */
    JsonNode call(JsonNode call);

    @Override
    default void close() {}
}
