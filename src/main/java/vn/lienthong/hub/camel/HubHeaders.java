package vn.lienthong.hub.camel;

/** Headers that the hub gives to routes. A call names them as {@link Places}. */
final class HubHeaders {
    static final String SYSTEM = "HubSystem";
    /** What to read after: the far side's cursor or a number; empty = from the beginning. */
    static final String AFTER = "HubAfter";

    /** Key of the last record read at the time {@link #AFTER}, in a stream read by the time of change. */
    static final String AFTER_KEY = "HubAfterKey";

    static final String PAGE_SIZE = "HubPageSize";
    /** Phase of a delivery. */
    static final String PHASE = "HubPhase";
    /** Dossier code of a look-up. */
    static final String CODE = "HubCode";
    /** Window of a question for what a system holds: from and to, written as the route's {@code times} says. */
    static final String FROM = "HubFrom";

    static final String TO = "HubTo";
    /** Number of the page of an answer that comes in pages. */
    static final String PAGE = "HubPage";
    /** Name of a file that was found in a folder. */
    static final String FILE = "HubFile";

    private HubHeaders() {}
}
