package vn.lienthong.hub.systems;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call to a far system that brought no usable answer. The message names ids and kinds only. */
public class FarSideFault extends RuntimeException {
    /** What the caller may conclude. */
    public enum Kind {
        /** Not reached, dropped, timed out or 5xx: it may or may not have acted. Safe to repeat. */
        AWAY,
        /** It asked to come later (429, 503, busy code). */
        BUSY,
        /** It refused our credentials twice. */
        LOCKED_OUT,
        /** It answered something that is not in its contract (half a body, rubbish). It may have acted. */
        UNREADABLE
    }

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;
    private final transient byte @Nullable [] payload;

    public FarSideFault(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, null, null, cause);
    }

    public FarSideFault(
            Kind kind,
            String message,
            @Nullable Duration retryAfter,
            byte @Nullable [] payload,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.payload = payload;
    }

    @Override
    public String getMessage() {
        return java.util.Objects.requireNonNullElse(super.getMessage(), kind.name());
    }

    public Kind kind() {
        return kind;
    }

    /** How long the far side asked to wait, if it said so. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The unreadable answer as it came, if there was one. */
    public byte @Nullable [] payload() {
        return payload;
    }
}
