package vn.lienthong.hub.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.mapping.ChangedFiles;

/**
 * The health component {@code changedFiles}. Always up: the hub works on with what was in use before; why the changed files
 * are not in use stands in the details.
 */
@Component("changedFilesHealthIndicator")
class ChangedFilesHealth implements HealthIndicator {
    private final ChangedFiles files;

    ChangedFilesHealth(ChangedFiles files) {
        this.files = files;
    }

    @Override
    public Health health() {
        Map<String, String> details = new LinkedHashMap<>();
        files.all().forEach(part -> {
            @Nullable String fault = part.fault();
            if (fault != null) {
                details.put(part.whose(), fault);
            }
        });
        return Health.up().withDetails(details).build();
    }
}
