package vn.lienthong.sandbox.construction;

/** A call that is answered with a SOAP fault. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    Refused(String code, String text) {
        super(text);
        this.code = code;
    }

    String code() {
        return code;
    }
}
