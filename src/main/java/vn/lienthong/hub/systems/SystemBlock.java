package vn.lienthong.hub.systems;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The block {@code hub.systems.<id>} as it is written: texts only, so that every fault of it can be named at once. */
record SystemBlock(
        @Nullable String role,
        @Nullable String mode,
        @Nullable String since,
        @Nullable String zone,
        @Nullable String url,
        @Nullable AuthBlock auth,
        @Nullable String directory,
        @Nullable String charset,
        @Nullable String poll,
        @Nullable String timeout,
        @Nullable String pageSize,
        @Nullable String lateNumbers,
        @Nullable List<String> told,
        @Nullable String batch,
        @Nullable String workers,
        @Nullable String maxPerSecond,
        @Nullable BreakerBlock breaker,
        @Nullable String longestRetryAfter,
        @Nullable String toldFinished,
        @Nullable AgencyBlock agency,
        @Nullable String unit,
        @Nullable Map<String, String> headers,
        @Nullable InboundBlock inbound,
        @Nullable Map<String, String> settings,
        @Nullable ReconcileBlock reconcile) {

    record AuthBlock(
            @Nullable String kind,
            @Nullable String username,
            @Nullable String password,
            @Nullable String tokenPath) {}

    record BreakerBlock(
            @Nullable String failures,
            @Nullable String firstWait,
            @Nullable String longestWait) {}

    record AgencyBlock(@Nullable String code, @Nullable String name) {}

    record ReconcileBlock(
            @Nullable String every,
            @Nullable String window,
            @Nullable String maxPerSecond,
            @Nullable String mend,
            @Nullable String deep) {}

    record InboundBlock(
            @Nullable String path,
            @Nullable String kind,
            @Nullable String header,
            @Nullable String username,
            @Nullable String token) {}
}
