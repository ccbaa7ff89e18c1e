package vn.lienthong.sandbox.wire;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One way in which a far system misbehaves in one call. Faults are values and are put together with {@link #and}. */
public sealed interface Fault {

    /** Answers with this HTTP status and does nothing; {@code retryAfter} in seconds, null for no header. */
    record Status(int status, Integer retryAfter) implements Fault {}

    /** Waits, then acts and answers. */
    record ActAfter(Duration time) implements Fault {}

    /** Acts at once and answers late: the caller's time-out hides a call that was done. */
    record AnswerAfter(Duration time) implements Fault {}

    /** Closes the connection without acting. */
    record CloseBefore() implements Fault {}

    /** Acts, then closes the connection without an answer. */
    record ActThenClose() implements Fault {}

    /** Acts, then sends the first half of the answer under the whole length and closes. */
    record HalfBody() implements Fault {}

    /** Acts, then answers 200 with bytes that are no answer. */
    record Rubbish() implements Fault {}

    /** The token (one-stop) or the session (portal) is forgotten just before this call. */
    record Forget() implements Fault {}

    /** The feed or log page is served so that the next call gets the same page again. */
    record PageAgain() implements Fault {}

    /** Portal: answers with this outer code and does nothing, for instance 3 for busy. */
    record ErrorCode(int code) implements Fault {}

    /**
     * Portal: row i is answered with the i-th code and not done when that is not 0; further rows are served truly.
     */
    record RowCodes(List<Integer> codes) implements Fault {}

    /** Land: answers with a SOAP fault and HTTP 500, and does nothing. */
    record SoapFault(String code, String text) implements Fault {}

    /** Land and ui-v2: the next log number is given now and can be seen only after this time. */
    record LateNumber(Duration late) implements Fault {}

    /** Land and ui-v2: the next log number is given now and can be seen only when the test lets it go. */
    record HeldBackNumber() implements Fault {}

    /** Several faults in one call. */
    record Together(List<Fault> parts) implements Fault {}

    static Fault status(int status) {
        return new Status(status, null);
    }

    static Fault tooMany(int retryAfterSeconds) {
        return new Status(429, retryAfterSeconds);
    }

    static Fault unavailable(int retryAfterSeconds) {
        return new Status(503, retryAfterSeconds);
    }

    static Fault actAfter(Duration time) {
        return new ActAfter(time);
    }

    static Fault answerAfter(Duration time) {
        return new AnswerAfter(time);
    }

    static Fault closeBefore() {
        return new CloseBefore();
    }

    static Fault actThenClose() {
        return new ActThenClose();
    }

    static Fault halfBody() {
        return new HalfBody();
    }

    static Fault rubbish() {
        return new Rubbish();
    }

    static Fault forget() {
        return new Forget();
    }

    static Fault pageAgain() {
        return new PageAgain();
    }

    static Fault busy() {
        return new ErrorCode(3);
    }

    static Fault errorCode(int code) {
        return new ErrorCode(code);
    }

    static Fault rowCodes(Integer... codes) {
        return new RowCodes(List.of(codes));
    }

    static Fault soapFault(String code, String text) {
        return new SoapFault(code, text);
    }

    static Fault lateNumber(Duration late) {
        return new LateNumber(late);
    }

    static Fault heldBackNumber() {
        return new HeldBackNumber();
    }

    default Fault and(Fault other) {
        return new Together(List.of(this, other));
    }

    /** The part of this kind, if this fault has one. */
    default <T extends Fault> Optional<T> part(Class<T> kind) {
        if (kind.isInstance(this)) {
            return Optional.of(kind.cast(this));
        }
        if (this instanceof Together together) {
            return together.parts().stream()
                    .flatMap(fault -> fault.part(kind).stream())
                    .findFirst();
        }
        return Optional.empty();
    }

    default boolean has(Class<? extends Fault> kind) {
        return part(kind).isPresent();
    }

    /** Whether this is about the numbers of a log and not about a call. */
    default boolean delaysANumber() {
        return has(LateNumber.class) || has(HeldBackNumber.class);
    }
}
