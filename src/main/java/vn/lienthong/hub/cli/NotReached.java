package vn.lienthong.hub.cli;

/** A hub, database or far system that a command needs does not answer. The message says which, and what to do. */
class NotReached extends RuntimeException {
    NotReached(String message, Throwable cause) {
        super(message, cause);
    }
}
