package vn.lienthong.hub.api;

/** The order is understood, but the thing is in a state that does not allow it. */
class NotNow extends RuntimeException {
    NotNow(String why) {
        super(why);
    }
}
