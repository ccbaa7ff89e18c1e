package vn.lienthong.sandbox.wire;

/** What a far system does with a call; knows nothing of sockets. Called by many threads at once. */
public interface Conversation {
    /** The name by which faults and the journal know this call. */
    String name(Request request);

    Reply act(Request request);

    /** Forgets tokens or sessions, if the system has any. */
    default void forget() {}
}
