package vn.lienthong.hub.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.ledger.LedgerQuestions.ClaimLine;

/** Reads the claim records of docs/architecture.md (type {@code claim}) into lines without a person's data. */
final class ClaimLines {
    static final Comparator<ClaimLine> LATEST_FIRST =
            Comparator.comparing(ClaimLine::filedOn, Comparator.nullsLast(Comparator.<String>reverseOrder()));

    private ClaimLines() {}

    static ClaimLine line(String system, String key, JsonNode record, int earlier) {
        JsonNode claim = record.path("claim");
        return new ClaimLine(
                system,
                key,
                text(claim, "number"),
                text(claim, "registeredOn"),
                text(claim, "filedOn"),
                integer(claim, "monthsPaid"),
                integer(claim, "monthsGranted"),
                integer(claim, "monthsKept"),
                claim.path("benefit").isNumber() ? claim.path("benefit").asLong() : null,
                text(claim, "decision"),
                text(claim, "decidedOn"),
                text(claim, "from"),
                text(claim, "to"),
                text(claim, "payBy"),
                text(claim, "status"),
                earlier);
    }

    private static @Nullable String text(JsonNode claim, String member) {
        JsonNode value = claim.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static @Nullable Integer integer(JsonNode claim, String member) {
        JsonNode value = claim.path(member);
        return value.isNumber() ? value.asInt() : null;
    }
}
