package vn.lienthong.hub.camel.http;

import java.time.Instant;

/** A token, session or account that a call shows. {@code until} is when it must be fetched anew. */
record Pass(String value, Instant until) {
    @Override
    public String toString() {
        return "Pass until " + until;
    }
}
