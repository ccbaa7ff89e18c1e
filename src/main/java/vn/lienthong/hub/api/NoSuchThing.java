package vn.lienthong.hub.api;

/** The path names nothing that the ledger has. */
class NoSuchThing extends RuntimeException {
    NoSuchThing(String what) {
        super("the ledger has no " + what);
    }
}
