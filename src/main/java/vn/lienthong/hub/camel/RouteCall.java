package vn.lienthong.hub.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.systems.FarSideFault;

/** Runs the route behind a consumer once. */
interface RouteCall {
    /**
     * The answer tree that the route ends with.
     *
     * @throws FarSideFault if the far side gave no usable answer
     * @throws RouteFailed if the route itself is at fault
     */
    JsonNode ask(@Nullable Object body, Map<String, Object> headers);
}
