package vn.lienthong.hub.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Status;
import vn.lienthong.hub.exchange.Expectation.Expected;
import vn.lienthong.hub.mapping.Mappings.Holding;

/** Compares one dossier as a far system holds it with what the ledger expects there. */
final class Compare {
    private Compare() {}

    /** @param holding null = the system does not have it */
    static List<Finding> of(Expected expected, @Nullable Holding holding) {
        if (!expected.holds()) {
            return List.of();
        }
        if (holding == null) {
            return List.of(new Finding(
                    Finding.Kind.MISSING_THERE, "", text(expected.image().path("status")), null));
        }
        List<Finding> found = new ArrayList<>();
        status(expected, holding.status(), found);
        fields("", holding.fields(), expected.image(), found);
        return found;
    }

    /** Of a keeper of facts the ledger must know what it says; of the others it must show what it was told. */
    private static void status(Expected expected, @Nullable Integer theirs, List<Finding> found) {
        if (theirs == null) {
            return;
        }
        boolean unread = !expected.obeys() && differs(expected.heard(), theirs);
        Status ours = unread ? expected.heard() : expected.status();
        if (unread || differs(ours, theirs)) {
            found.add(new Finding(
                    Finding.Kind.STATUS_DIFFERS,
                    "status",
                    ours == null ? null : Integer.toString(ours.number()),
                    Integer.toString(theirs)));
        }
    }

    private static boolean differs(@Nullable Status ours, int theirs) {
        return ours != null && ours.number() != theirs;
    }

    /** What the ledger does not know it did not tell: only what it knows can differ. */
    private static void fields(String path, JsonNode theirs, JsonNode ours, List<Finding> found) {
        for (Map.Entry<String, JsonNode> member : theirs.properties()) {
            String name = path + "/" + member.getKey();
            JsonNode known = ours.path(member.getKey());
            if (member.getValue().isObject()) {
                fields(name, member.getValue(), known, found);
            } else if (known.isValueNode()
                    && !known.isNull()
                    && !known.asText().isBlank()
                    && !isSame(known.asText(), member.getValue().asText())) {
                found.add(new Finding(
                        Finding.Kind.FIELD_DIFFERS,
                        name,
                        known.asText(),
                        member.getValue().asText()));
            }
        }
    }

    /** Far systems keep whole seconds; text is the same in every form of Unicode. */
    private static boolean isSame(String ours, String theirs) {
        if (plain(ours).equals(plain(theirs))) {
            return true;
        }
        Instant at = instant(ours);
        Instant other = instant(theirs);
        return at != null
                && other != null
                && at.truncatedTo(ChronoUnit.SECONDS).equals(other.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.length() < 20 || text.charAt(4) != '-' ? null : Instant.parse(text);
        } catch (DateTimeException noInstant) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
