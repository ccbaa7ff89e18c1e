package vn.lienthong.hub.camel.soap;

/** A tree that cannot be written as the contract wants it. Names paths only. */
class NotInSchema extends RuntimeException {
    NotInSchema(String message) {
        super(message);
    }
}
