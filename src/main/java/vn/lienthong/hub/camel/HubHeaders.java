package vn.lienthong.hub.camel;

/** Headers that the hub gives to routes. A call written in a route names them as {after}, {pageSize}, {code}. */
final class HubHeaders {
    static final String SYSTEM = "HubSystem";
    /** What to read after: the far side's cursor or a number; empty = from the beginning. */
    static final String AFTER = "HubAfter";

    static final String PAGE_SIZE = "HubPageSize";
    /** Phase of a delivery. */
    static final String PHASE = "HubPhase";
    /** Dossier code of a look-up. */
    static final String CODE = "HubCode";
    /** Name of a file that was found in a folder. */
    static final String FILE = "HubFile";

    private HubHeaders() {}
}
