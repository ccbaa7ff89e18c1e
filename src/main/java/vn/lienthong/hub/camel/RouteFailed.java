package vn.lienthong.hub.camel;

/** A route that ended without an answer and not by the far side's fault: the pack must be corrected. */
class RouteFailed extends RuntimeException {
    RouteFailed(String message, Throwable cause) {
        super(message, cause);
    }

    RouteFailed(String message) {
        super(message);
    }
}
