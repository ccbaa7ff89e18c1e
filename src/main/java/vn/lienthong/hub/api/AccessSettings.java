package vn.lienthong.hub.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Who may call the hub.
 *
 * @param adminPassword password of the user {@code admin}; null = one is made at the first start
 * @param apiToken bearer token of scripts, with full rights; null = there is none
 * @param readToken bearer token that may look and give no order; null = there is none
 * @param dataDir where the hash of a made password is kept
 */
record AccessSettings(
        @Nullable String adminPassword,
        @Nullable String apiToken,
        @Nullable String readToken,
        Path dataDir) {
    /** Blank counts as not set: an empty variable must not open anything. */
    static AccessSettings from(Environment environment) {
        return new AccessSettings(
                given(environment, "HUB_ADMIN_PASSWORD"),
                given(environment, "HUB_API_TOKEN"),
                given(environment, "HUB_READ_TOKEN"),
                Path.of(environment.getRequiredProperty("hub.data-dir")));
    }

    private static @Nullable String given(Environment environment, String name) {
        String value = environment.getProperty(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "AccessSettings[dataDir=" + dataDir + "]";
    }
}
