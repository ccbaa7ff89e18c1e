package vn.lienthong.hub.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.dossier.SystemId;

/**
 * The steps of a dossier in the order of its history, and how it stands after the last of them.
 *
 * @param dossier the canonical picture with {@code status}, {@code supplements} and dates of its ends
 */
public record History(
        List<Step> steps,
        ObjectNode dossier,
        @Nullable Status status,
        @Nullable SystemId born) {
    public Optional<String> procedure() {
        return Optional.ofNullable(dossier.path("procedure").asText(null));
    }

    int placeOf(SystemId source, String key) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).fact().source().equals(source)
                    && steps.get(i).fact().key().equals(key)) {
                return i;
            }
        }
        return -1;
    }
}
