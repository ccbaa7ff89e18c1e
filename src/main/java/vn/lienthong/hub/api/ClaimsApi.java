package vn.lienthong.hub.api;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.hub.ledger.AccessLog;
import vn.lienthong.hub.ledger.KeyedHash;
import vn.lienthong.hub.ledger.LedgerQuestions;
import vn.lienthong.hub.ledger.LedgerQuestions.ClaimLine;
import vn.lienthong.hub.ledger.LedgerQuestions.ClaimSearch;

/**
 * A person's claims in retired software. The number stands in the body, so that no log of addresses holds it, and the
 * answer does not repeat it.
 */
@RestController
@RequestMapping("/api/v1/claims")
class ClaimsApi {
    private final LedgerQuestions ledger;
    private final KeyedHash hash;
    private final AccessLog access;

    ClaimsApi(LedgerQuestions ledger, KeyedHash hash, AccessLog access) {
        this.ledger = ledger;
        this.hash = hash;
        this.access = access;
    }

    @PostMapping("/search")
    Listing<ClaimLine> search(@RequestBody Search search, Principal reader) {
        ClaimSearch asked = hashed(search);
        String subject = asked.idHash() == null ? "book" : "id";
        access.note(
                reader.getName(),
                "claims.search",
                subject + " " + (asked.idHash() == null ? asked.bookHash() : asked.idHash()));
        return Listing.whole(ledger.claims(asked));
    }

    private ClaimSearch hashed(Search search) {
        String id = given(search.idNumber());
        String book = given(search.insuranceBook());
        if ((id == null) == (book == null)) {
            throw new BadCall(List.of(new BadCall.Fault(
                    "idNumber, insuranceBook", "exactly one of the two", id == null ? "none" : "both")));
        }
        if (id != null && !id.matches("\\d{9}|\\d{12}")) {
            throw new BadCall(List.of(
                    new BadCall.Fault("idNumber", "12 digits (CCCD) or 9 (CMND)", id.length() + " characters")));
        }
        if (book != null && !book.matches("\\d{10}")) {
            throw new BadCall(List.of(new BadCall.Fault("insuranceBook", "10 digits", book.length() + " characters")));
        }
        return new ClaimSearch(id == null ? null : hash.of(id), book == null ? null : hash.of(book));
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** By one number of the person: identity card, or social-insurance book. */
    record Search(@Nullable String idNumber, @Nullable String insuranceBook) {
        /** Leaves the numbers out. */
        @Override
        public String toString() {
            return "Search";
        }
    }
}
