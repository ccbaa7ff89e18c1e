package vn.lienthong.sandbox.land;

/** The request is answered with a SOAP fault. {@code code} is a QName with prefix {@code soap} or {@code wsse}. */
final class SoapFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    SoapFaultException(String code, String text) {
        super(text);
        this.code = code;
    }

    String code() {
        return code;
    }
}
